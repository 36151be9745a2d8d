import { MAX_DEPTH, MAX_FIELDS } from '../dissect/limits.js'
import type { Message } from '../dissect/message.js'
import type { DerivedValue } from '../dissect/tree.js'
import type { FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { smallInteger } from '../views/number.js'
import { Faulty, integerOf, type Json, listOf, objectOf, textOf } from './checks.js'
import { checkCoverage } from './coverage.js'
import type { Entry, SavedDefinitions } from './definitions.js'
import { isMaskedIn, type SavedBytes, savedBytes } from './hex.js'

/** Sources of one message; those that dissectors make are far fewer. */
export const MAX_SOURCES = 1000

/** Makes a message's sources and rows again from where they were saved to lie. Throws Faulty. */
export function readPositions(positions: Json, definitions: SavedDefinitions, message: Message): void {
  const sources = listOf(positions.sources, 'sources').map((source) => readSource(source, message))
  if (sources.length === 0) throw new Faulty('it has no source, which would be the message itself')
  if (sources.length > MAX_SOURCES) throw new Faulty(`it has more than ${MAX_SOURCES} sources`)
  const saved = listOf(positions.definitions, 'definitions').map((each) => objectOf(each, 'definition'))
  const rows = listOf(positions.rows, 'rows')
  if (rows.length > MAX_FIELDS) throw new Faulty(`it has more than ${MAX_FIELDS} rows`)
  const reader = new RowReader(definitions, saved, sources, message)
  for (const [index, row] of rows.entries()) reader.read(objectOf(row, 'row'), index)
  checkCoverage(message)
}

function readSource(value: unknown, message: Message): SavedBytes {
  const { name, cut, bytes } = objectOf(value, 'source')
  const saved = savedBytes(textOf(bytes, 'bytes'))
  message.addSource(textOf(name, 'name'), saved.bytes, 0, saved.bytes.length, cutOf(cut))
  return saved
}

/** Bytes missing: absent for none, null where nobody knows how many. */
export function cutOf(cut: unknown): number {
  if (cut === undefined) return 0
  return cut === null ? Number.POSITIVE_INFINITY : integerOf(cut, 'cut', 0, Number.MAX_SAFE_INTEGER)
}

class RowReader {
  readonly #definitions: SavedDefinitions
  readonly #saved: readonly Json[]
  readonly #sources: readonly SavedBytes[]
  readonly #message: Message
  readonly #entries: (Entry | undefined)[] = []
  readonly #withheld: (Entry | undefined)[] = []

  constructor(
    definitions: SavedDefinitions,
    saved: readonly Json[],
    sources: readonly SavedBytes[],
    message: Message,
  ) {
    this.#definitions = definitions
    this.#saved = saved
    this.#sources = sources
    this.#message = message
  }

  read(row: Json, index: number): void {
    const what = `row ${index}`
    const depth = integerOf(row.depth, `depth of ${what}`, 0, 2 * MAX_DEPTH)
    const number = integerOf(row.definition, `definition of ${what}`, 0, this.#saved.length - 1)
    if (row.source === undefined) this.#derived(row, number, depth, what)
    else this.#bytes(row, number, depth, what)
  }

  #derived(row: Json, number: number, depth: number, what: string): void {
    const def = this.#definitions.pick(this.#entry(number, row.masked === true))
    if (def.wire !== Wire.Derived) throw new Faulty(`${what} has no source, but its field is no derived one`)
    this.#message.tree.derive(def, row.masked === true ? '' : derivedValue(row.value, what), depth)
  }

  #bytes(row: Json, number: number, depth: number, what: string): void {
    const source = integerOf(row.source, `source of ${what}`, 0, this.#sources.length - 1)
    const saved = this.#sources[source]!
    const start = integerOf(row.start, `start of ${what}`, 0, saved.bytes.length)
    const length = integerOf(row.length, `length of ${what}`, 0, saved.bytes.length - start)
    const isGroup = this.#saved[number]!.wire === 'group'
    const isRaw = this.#saved[number]!.raw === true
    const withheld = row.masked === true || ((!isGroup || isRaw) && isMaskedIn(saved, start, length))
    const entry = this.#entry(number, withheld)
    const def = this.#named(entry, row, saved, start, length)
    if (def.wire === Wire.Derived) throw new Faulty(`${what} has a source, but its field is a derived one`)
    if (def.mask !== 0 && length < def.width) throw new Faulty(`${what} is too short for its field`)
    this.#message.tree.add(def, source, start, length, depth)
  }

  #named(entry: Entry, { name }: Json, { bytes }: SavedBytes, start: number, length: number): FieldDef {
    const def = this.#definitions.pick(entry)
    if (!def.names || entry.withheld || length < def.width) return def
    const value = smallInteger(def, bytes, start)
    return this.#definitions.pick(entry, value, name === undefined ? undefined : textOf(name, 'name'))
  }

  #entry(number: number, withheld: boolean): Entry {
    const entries = withheld ? this.#withheld : this.#entries
    return (entries[number] ??= this.#definitions.entry(this.#saved[number]!, withheld))
  }
}

function derivedValue(value: unknown, what: string): DerivedValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new Faulty(`'value' of ${what} is neither text nor number nor true or false`)
}
