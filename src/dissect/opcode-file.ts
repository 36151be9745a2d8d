import type { Names } from '../fields/definition.js'
import { OptionError } from './dissector.js'

/** Names of opcodes by the word in front of their lines (`gc-center`); those of lines without one are under ''. */
export type OpcodeTables = ReadonlyMap<string, Names>

/** Opcodes named at most. */
const MAX_NAMES = 200_000

/** Highest opcode. */
const MAX_OPCODE = 0xffffffff

/** `28 NAME`, `0x1c NAME`, `gc-center 28 NAME`. */
const LINE = /^(?:([A-Za-z][\w-]*)[ \t]+)?(0x[0-9a-fA-F]{1,8}|\d{1,10})[ \t]+(\S+)$/

/**
 * Reads a text of opcode names, a line each; `#` begins a comment. Adds to `tables`, in which later lines replace earlier
 * ones. Throws OptionError for a line that is none, naming it; `words` are those that may stand in front.
 */
export function readOpcodeLines(
  text: string,
  file: string,
  words: readonly string[],
  tables: Map<string, Map<number, string>>,
): void {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  let count = 0
  for (const [index, raw] of lines.entries()) {
    const line = withoutComment(raw).trim()
    if (line === '') continue
    const where = `${file} line ${index + 1}`
    if (++count > MAX_NAMES)
      throw new OptionError(`${where}: more than ${MAX_NAMES} opcodes; give the ones you need.`)
    const [, word = '', digits, name] = LINE.exec(line) ?? []
    const number = Number(digits)
    if (name === undefined || number > MAX_OPCODE) {
      throw new OptionError(`${where} is no opcode; lines are NUMBER NAME, the number decimal or 0x and hex.`)
    }
    const protocol = word.toLowerCase()
    if (protocol !== '' && !words.includes(protocol)) {
      throw new OptionError(
        `${where}: '${word}' is no table of opcodes; the tables are ${words.join(', ')}, and a line without one goes for all.`,
      )
    }
    const table = tables.get(protocol)
    if (table) table.set(number, name)
    else tables.set(protocol, new Map([[number, name]]))
  }
}

function withoutComment(line: string): string {
  const at = line.indexOf('#')
  return at < 0 ? line : line.slice(0, at)
}
