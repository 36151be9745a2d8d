/** What LLSD and XML-RPC are made of, whatever they are written in. */
export type ValueType =
  | 'undef'
  | 'boolean'
  | 'integer'
  | 'real'
  | 'uuid'
  | 'string'
  | 'date'
  | 'uri'
  | 'binary'
  | 'map'
  | 'array'

/** Depth of maps and arrays; with up to two groups for each they stay below what one message may have. */
export const MAX_DEPTH = 28

/** Values of one document that are read; a message has room for about as many. */
export const MAX_VALUES = 40_000

/** Bytes of a document that is read. */
export const MAX_DOCUMENT = 8 * 1024 * 1024

/** A value, and where its own bytes are: without tags, quotes, markers and lengths. */
export interface Value {
  readonly type: ValueType
  /** The type as it was written: `i4`, `integer`, `r`. */
  readonly spelled: string
  readonly start: number
  readonly end: number
  /** Text of strings, URIs, UUIDs and dates (ISO 8601); undefined where it cannot be read, and for undef, maps and arrays. */
  readonly value: boolean | number | string | Uint8Array | undefined
  /** Of an array. */
  readonly items: Value[]
  /** Of a map. */
  readonly entries: Entry[]
}

export interface Entry {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: Value
}

/** A document as far as it could be read. */
export interface Document {
  readonly syntax: 'xml' | 'binary' | 'notation'
  readonly root: Value | undefined
  /** Everything before is accounted for by the values and what stands between them. */
  readonly end: number
  /** Whether it came to its end, ran out of bytes, or cannot be read on. */
  readonly state: 'whole' | 'cut' | 'broken'
  /** Why it cannot be read on: a sentence without its full stop. */
  readonly problem: string | undefined
}

/** Thrown and caught by the readers of one document only: it cannot be read on from `at`. */
export class Stop {
  readonly at: number
  readonly state: 'cut' | 'broken'
  readonly problem: string | undefined

  constructor(at: number, problem?: string) {
    this.at = at
    this.state = problem === undefined ? 'cut' : 'broken'
    this.problem = problem
  }
}

/** Counts the values of a document, up to MAX_VALUES, and its levels, up to MAX_DEPTH. */
export class Budget {
  #values = 0

  /** @throws Stop */
  spend(at: number, depth: number): void {
    if (++this.#values > MAX_VALUES) throw new Stop(at, `More than ${MAX_VALUES} values in one document`)
    if (depth > MAX_DEPTH) throw new Stop(at, `More than ${MAX_DEPTH} maps and arrays in one another`)
  }
}

/** The value at a path of keys; a number picks an array's item. */
export function valueAt(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let at = value
  for (const step of path) {
    at = typeof step === 'number' ? at?.items[step] : at?.entries.find(({ key }) => key === step)?.value
  }
  return at
}

/** The text of a value, if that is what it is. */
export function textOf(value: Value | undefined): string | undefined {
  return typeof value?.value === 'string' ? value.value : undefined
}

/** The number of a value: written as one, as text, or as bytes in network order as messages in LLSD have it. */
export function numberOf(value: Value | undefined): number | undefined {
  const said = value?.value
  if (typeof said === 'number') return said
  if (typeof said === 'string' && /^-?\d{1,15}$/.test(said)) return Number(said)
  if (said instanceof Uint8Array && said.length > 0 && said.length <= 6)
    return Buffer.from(said).readUIntBE(0, said.length)
  return undefined
}

/** A scalar value. */
export function scalar(
  type: ValueType,
  spelled: string,
  start: number,
  end: number,
  value?: Value['value'],
): Value {
  return { type, spelled, start, end, value, items: NONE, entries: NO_ENTRIES }
}

/** A map or array that begins at `at`, to be filled. */
export function container(type: 'map' | 'array', spelled: string, at: number): Value {
  return { type, spelled, start: at, end: at, value: undefined, items: [], entries: [] }
}

// Scalars are never filled.
const NONE: Value[] = []
const NO_ENTRIES: Entry[] = []
