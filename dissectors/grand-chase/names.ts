import type { PrepareOptions } from '../../src/dissect/dissector.js'
import type { OpcodeTables } from '../../src/dissect/opcode-file.js'
import type { Slot } from '../../src/dissect/slots.js'
import { defineField, type FieldDef, type Names, u16 } from '../../src/fields/index.js'
import { loadOpcodes } from '../opcodes.js'
import { PREFIX } from './fields.js'
import { builtInNames } from './opcodes.js'
import type { Profile, Server } from './profiles.js'

/** The opcodes of one server in one build: their names, and the field that shows them. */
export interface OpcodeTable {
  readonly names: Names
  readonly field: FieldDef
}

/** The names of a run: those slx brings along, overruled by the user's. */
export class OpcodeNames {
  #user: OpcodeTables = new Map()
  readonly #tables = new Map<string, OpcodeTable>()

  async load(options: PrepareOptions): Promise<void> {
    this.#user = await loadOpcodes(options)
  }

  /** The table for a server, or for one nobody knows the kind of. */
  of(server: Server | undefined, profile: Profile): OpcodeTable {
    const key = `${server} ${profile}`
    let table = this.#tables.get(key)
    if (table === undefined) {
      table = this.#make(server, profile)
      this.#tables.set(key, table)
    }
    return table
  }

  #make(server: Server | undefined, profile: Profile): OpcodeTable {
    const names = new Map([
      ...builtInNames(server, profile),
      ...(this.#user.get('') ?? []),
      ...(this.#user.get(`gc-${server}`) ?? []),
    ])
    return { names, field: declareOpcode(names) }
  }
}

export const OPCODE_NAMES: Slot<OpcodeNames> = { name: 'grand-chase opcodes', make: () => new OpcodeNames() }

/** The field of an opcode; its names depend on server and build. */
export function declareOpcode(names: Names): FieldDef {
  return defineField(
    `${PREFIX}.opcode`,
    u16({ label: 'Opcode', names, doc: 'What the message is; the numbers depend on server and build' }),
  )
}
