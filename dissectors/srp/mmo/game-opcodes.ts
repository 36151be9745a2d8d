/** Names of the game's opcodes: those of the user's files first, then those of the revision. */
import type { DissectOptions, PrepareOptions } from '../../../src/dissect/dissector.js'
import type { OpcodeTables } from '../../../src/dissect/opcode-file.js'
import type { Slot } from '../../../src/dissect/slots.js'
import { loadOpcodes } from '../../opcodes.js'
import { opcodesAt, type Sender } from './opcodes/history.js'

const GIVEN: Slot<{ tables: OpcodeTables }> = { name: 'mmo.opcodes', make: () => ({ tables: new Map() }) }

/** Reads the files of `--opcodes`. Rejects with OptionError. */
export async function prepareOpcodes(options: PrepareOptions): Promise<void> {
  options.settings.of(GIVEN).tables = await loadOpcodes(options)
}

/** The name of an opcode; undefined when none is known. */
export function opcodeName(
  { settings }: DissectOptions,
  sender: Sender,
  revision: number | undefined,
  opcode: number,
): string | undefined {
  const given = settings.of(GIVEN).tables
  return (
    given.get(`mmo-${sender}`)?.get(opcode) ??
    given.get('')?.get(opcode) ??
    opcodesAt(sender, revision).get(opcode)
  )
}

/** An opcode without a name. */
export function opcodeText(opcode: number): string {
  return `opcode 0x${opcode.toString(16).padStart(4, '0')}`
}
