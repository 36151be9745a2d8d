import { hexValue, isFrame, isHexDigit } from './chars.js'
import type { Row } from './scan.js'

/** How the digits of one cell make bytes. */
export interface CellKind {
  readonly name: 'hex' | 'octal bytes' | 'octal words' | 'decimal words' | 'binary bytes'
  /** Digits of a cell; 0 for hex, where any even number is whole bytes. */
  readonly digits: number
  readonly radix: number
  /** Bytes of a cell; 0 for hex, where every two digits are one. */
  readonly bytes: number
  /** The largest value of a cell. */
  readonly max: number
}

/** Every notation dumps are printed in; `od -b`, `od` alone, `hexdump -d` and `xxd -b` are the last four. */
export const CELL_KINDS: readonly CellKind[] = [
  { name: 'hex', digits: 0, radix: 16, bytes: 0, max: 0 },
  { name: 'octal bytes', digits: 3, radix: 8, bytes: 1, max: 0xff },
  { name: 'octal words', digits: 6, radix: 8, bytes: 2, max: 0xffff },
  { name: 'decimal words', digits: 5, radix: 10, bytes: 2, max: 0xffff },
  { name: 'binary bytes', digits: 8, radix: 2, bytes: 1, max: 0xff },
]

export const HEX = CELL_KINDS[0]!

/** Rows with an offset are read up to this many cells; no tool prints nearly as many. */
export const MAX_CELLS = 1 << 20

const FIRST_CAPACITY = 512

/** No dump sets its cells wider apart than `hexdump -x`. */
const WIDEST_GAP = 4

/** What a frame line adds to the space between two cells. */
const FRAME_WIDTH = 1000

/** Where the cells of one row lie, and how many bytes there are up to the end of each. Reused from row to row. */
export class CellList {
  start = new Int32Array(FIRST_CAPACITY)
  end = new Int32Array(FIRST_CAPACITY)
  /** Bytes of cells 0..i together. */
  total = new Int32Array(FIRST_CAPACITY)
  /** Columns between a cell and the one before; a frame line between them counts as very wide. */
  #before = new Int32Array(FIRST_CAPACITY)
  count = 0
  /** Width of the narrowest space between two cells: a wider one is a break. */
  gap = 0

  /** Lists the cells of `text` in `[from, to)`: runs of hex digits, `0x` in front of one skipped. */
  read(text: string, from: number, to: number, kind: CellKind): void {
    this.count = 0
    this.gap = WIDEST_GAP
    let at = from
    let total = 0
    let framed = 0
    while (at < to && this.count < MAX_CELLS) {
      const code = text.charCodeAt(at)
      if (!isHexDigit(code)) {
        if (isFrame(code)) framed = FRAME_WIDTH
        at++
        continue
      }
      if (this.count === this.start.length) this.#grow()
      if (code === 0x30 && (text.charCodeAt(at + 1) | 0x20) === 0x78) at += 2
      const start = at
      while (at < to && isHexDigit(text.charCodeAt(at))) at++
      const before = this.count === 0 ? 0 : start - this.end[this.count - 1]! + framed
      if (this.count > 0 && before < this.gap) this.gap = before
      this.#before[this.count] = before
      framed = 0
      total += kind.bytes || (at - start + 1) >> 1
      this.start[this.count] = start
      this.end[this.count] = at
      this.total[this.count++] = total
    }
  }

  #grow(): void {
    this.start = doubled(this.start)
    this.end = doubled(this.end)
    this.total = doubled(this.total)
    this.#before = doubled(this.#before)
  }

  readRow(text: string, row: Row, kind: CellKind): void {
    this.read(text, row.cellsAt, row.end, kind)
  }

  /** Bytes of all cells. */
  get bytes(): number {
    return this.count === 0 ? 0 : this.total[this.count - 1]!
  }

  /** How many cells hold `bytes` bytes exactly, or -1 when that is inside a cell or beyond the last. */
  cellsFor(bytes: number): number {
    let low = 0
    let high = this.count - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const total = this.total[middle]!
      if (total === bytes) return middle + 1
      if (total < bytes) low = middle + 1
      else high = middle - 1
    }
    return bytes === 0 ? 0 : -1
  }

  /** Whether the row ends after its first `cells` cells, or a wider space or a cell of odd length follows. */
  isBreak(cells: number): boolean {
    if (cells >= this.count || this.#before[cells]! > this.gap) return true
    const digits = this.end[cells]! - this.start[cells]!
    const usual = this.end[0]! - this.start[0]!
    return digits !== usual && (digits % 2 !== usual % 2 || cells < this.count - 1)
  }

  /** Bytes of the cells that begin before a column. */
  bytesBefore(column: number): number {
    let count = this.count
    while (count > 0 && this.start[count - 1]! >= column) count--
    return count === 0 ? 0 : this.total[count - 1]!
  }
}

function doubled(list: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(list.length * 2)
  longer.set(list)
  return longer
}

/** A cell that cannot be what the others are. */
export interface OddCell {
  /** 0-based column of its first digit. */
  readonly column: number
  readonly text: string
}

/**
 * Reads the first `wanted` bytes of the listed cells into `into` at `at`. Cells wider than a byte are turned round for
 * little-endian dumps. Returns the first odd cell: one digit, three digits, or a value that is too large.
 */
export function readCells(
  text: string,
  list: CellList,
  kind: CellKind,
  little: boolean,
  wanted: number,
  into: Uint8Array,
  at: number,
): OddCell | undefined {
  let odd: OddCell | undefined
  let done = 0
  for (let i = 0; i < list.count && done < wanted; i++) {
    const start = list.start[i]!
    const end = list.end[i]!
    const size = list.total[i]! - (i === 0 ? 0 : list.total[i - 1]!)
    const good =
      kind.bytes === 0
        ? readHexCell(text, start, end, size, little, wanted - done, into, at + done)
        : readValueCell(text, start, end, kind, little, wanted - done, into, at + done)
    if (!good) odd ??= { column: start, text: text.slice(start, Math.min(end, start + 40)) }
    done += size
  }
  return odd
}

/** Reads a hex cell from its end, so that a missing digit is missing at the front and nothing shifts. */
function readHexCell(
  text: string,
  start: number,
  end: number,
  size: number,
  little: boolean,
  room: number,
  into: Uint8Array,
  at: number,
): boolean {
  for (let k = 0; k < size; k++) {
    const low = end - 2 * k - 1
    const high = low - 1 >= start ? hexValue(text.charCodeAt(low - 1)) : 0
    const place = little ? k : size - 1 - k
    if (place < room) into[at + place] = (high << 4) | hexValue(text.charCodeAt(low))
  }
  return (end - start) % 2 === 0
}

function readValueCell(
  text: string,
  start: number,
  end: number,
  kind: CellKind,
  little: boolean,
  room: number,
  into: Uint8Array,
  at: number,
): boolean {
  let value = 0
  for (let i = start; i < end; i++) value = value * kind.radix + hexValue(text.charCodeAt(i))
  for (let k = 0; k < kind.bytes; k++) {
    const place = little ? k : kind.bytes - 1 - k
    if (place < room) into[at + place] = (value >> (8 * k)) & 0xff
  }
  return end - start === kind.digits && value <= kind.max
}
