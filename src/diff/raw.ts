import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import type { Kept, KeptMessage } from './kept.js'
import { pathNumber } from './path-number.js'

/** Bytes put together in one message; what comes after begins another. */
const MAX_RAW = 64 * 1024

/** Pieces of a stream that mean nothing each, put together. */
export class RawRun implements KeptMessage {
  readonly head
  readonly number
  readonly frame
  readonly #first: Kept
  #bytes: Uint8Array
  #length: number

  constructor(first: Kept) {
    this.head = first
    this.number = first.number
    this.frame = first.frame
    this.#first = first
    this.#bytes = first.sources[0]!.bytes.slice()
    this.#length = this.#bytes.length
  }

  get isFull(): boolean {
    return this.#length > MAX_RAW
  }

  append(piece: Uint8Array): void {
    const length = this.#length + piece.length
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#bytes.length))
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(piece, this.#length)
    this.#length = length
  }

  look(): Kept {
    return this.open()
  }

  open(): Kept {
    const rows = this.#first.tree.rows.slice(0, ROW_SIZE)
    rows[ROW_LENGTH] = this.#length
    const bytes = this.#bytes.subarray(0, this.#length)
    return {
      ...this.#first,
      tree: { rows, count: 1, derived: [] },
      sources: [{ name: this.#first.sources[0]!.name, bytes, start: 0, end: this.#length }],
    }
  }
}

/** The number of the field that is all there is of a message; undefined where there is more. */
export function rawField({ tree, sources }: Pick<Kept, 'tree' | 'sources'>): number | undefined {
  const { rows, count } = tree
  const [only] = sources
  if (count === 0 || !only || sources.length > 1 || rows[ROW_LENGTH] !== only.end - only.start)
    return undefined
  for (let row = 1; row < count; row++) {
    if (rows[row * ROW_SIZE + ROW_SOURCE] !== NO_SOURCE) return undefined
  }
  return pathNumber(fieldById(rows[0]!))
}
