import type { ByteWriter } from './byte-writer.js'
import type { Theme } from './colour.js'
import { EIGHT_SPACES, HEX_PAIRS } from './digits.js'
import type { Label } from './label.js'

/** Bytes that offset, colours and spaces take at most. */
const ROOM = 256

/** Writes the left side of hex dump lines: an offset, two spaces, bytes. */
export class DumpLine {
  readonly #out: ByteWriter
  readonly #digits: number
  readonly #highestShift: number
  readonly #offsetOn: Label
  readonly #offsetOff: Label
  readonly #hexOn: Label
  readonly #hexOff: Label
  readonly #colours: number

  /** `digits` of the offset: 4, 6 or 8. */
  constructor(out: ByteWriter, digits: number, { offset, hex }: Theme) {
    this.#out = out
    this.#digits = digits
    this.#highestShift = 4 * digits - 8
    this.#offsetOn = offset.on
    this.#offsetOff = offset.off
    this.#hexOn = hex.on
    this.#hexOff = hex.off
    this.#colours = offset.on.length + offset.off.length + hex.on.length + hex.off.length
  }

  /**
   * Writes an offset and the few bytes `from[start..end)`, spaces up to `columns` (at most 100) columns, and
   * a label. One function with local variables, since this is what most of a tree's output consists of: it
   * takes a third of the time that a call for each part takes.
   */
  write(offset: number, from: Uint8Array, start: number, end: number, columns: number, label: Label): void {
    const out = this.#out
    const coloured = this.#colours > 0
    out.reserve(ROOM + 3 * (end - start) + label.length)
    const { view } = out
    const begin = out.pos
    let at = begin
    if (coloured) at = putLabel(view, at, this.#offsetOn)
    for (let shift = this.#highestShift; shift >= 0; shift -= 8) {
      view.setInt32(at, PAIRS[(offset >>> shift) & 0xff]!, true)
      at += 2
    }
    if (coloured) at = putLabel(view, at, this.#offsetOff)
    view.setInt16(at, TWO_SPACES, true)
    at += 2
    if (coloured) at = putLabel(view, at, this.#hexOn)
    for (let i = start; i < end; i++) {
      view.setInt32(at, PAIRS[from[i]!]!, true)
      at += 3
    }
    if (start < end) at--
    if (coloured) at = putLabel(view, at, this.#hexOff)
    const stop = Math.max(at, begin + this.#colours + columns)
    for (; at < stop; at += 8) view.setFloat64(at, SPACES, true)
    out.pos = putLabel(view, stop, label)
    out.narrower(this.#colours + label.length - label.columns)
  }

  /** The same with stars for bytes that must not be shown. */
  writeMasked(offset: number, count: number, columns: number): void {
    const out = this.#out
    out.label(this.#offsetOn)
    out.hex(offset, this.#digits)
    out.label(this.#offsetOff)
    out.spaces(2)
    out.label(this.#hexOn)
    for (let i = 0; i < count; i++) out.ascii(i === 0 ? '**' : ' **')
    out.label(this.#hexOff)
    out.padTo(columns)
  }
}

function putLabel(view: DataView, at: number, { doubles, length }: Label): number {
  for (let i = 0; i < doubles.length; i++) view.setFloat64(at + 8 * i, doubles[i]!, true)
  return at + length
}

// The compiler knows the constants of a module, but loads those of others each time they are used.
const PAIRS = HEX_PAIRS
const SPACES = EIGHT_SPACES
const TWO_SPACES = 0x2020
