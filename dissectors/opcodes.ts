import { readFile } from 'node:fs/promises'
import { OptionError, type PrepareOptions } from '../src/dissect/dissector.js'
import { type OpcodeTables, readOpcodeLines } from '../src/dissect/opcode-file.js'
import type { ProtocolOption } from '../src/dissect/protocol-option.js'
import type { Slot } from '../src/dissect/slots.js'

/** The option that names opcodes for every protocol whose opcodes differ between builds. */
export const OPCODES_OPTION: ProtocolOption = {
  flags: '--opcodes <file>',
  description: 'names of opcodes, [TABLE] NUMBER NAME a line; repeatable',
  repeatable: true,
}

/** The words that may stand in front of a line: a table of opcodes each. */
export const OPCODE_TABLES: readonly string[] = [
  'gc-center',
  'gc-game',
  'gc-messenger',
  'mmo-client',
  'mmo-realm',
  'wow-vanilla',
  'wow-tbc',
  'wow-wotlk',
]

const LOADED: Slot<{ tables?: Promise<OpcodeTables> }> = { name: 'opcode files', make: () => ({}) }

/** The names in the files of `--opcodes`, read once a run. For `Dissector.prepare`; rejects with OptionError. */
export function loadOpcodes(options: PrepareOptions): Promise<OpcodeTables> {
  const loaded = options.settings.of(LOADED)
  loaded.tables ??= readAll(options.protocolOptions.get('opcodes') ?? [])
  return loaded.tables
}

async function readAll(files: readonly string[]): Promise<OpcodeTables> {
  const tables = new Map<string, Map<number, string>>()
  for (const file of files) readOpcodeLines(await readText(file), file, OPCODE_TABLES, tables)
  return tables
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new OptionError(
      `the opcode file ${file} cannot be read${why}; give a text file with an opcode a line.`,
    )
  }
}
