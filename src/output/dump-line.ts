import type { ByteWriter } from './byte-writer.js'
import type { Theme } from './colour.js'
import { EIGHT_SPACES, HEX_PAIRS } from './digits.js'
import type { Label } from './label.js'

/** Bytes that an offset, spaces and the hex of a line take at most. */
const ROOM = 256

/** Writes the left side of hex dump lines: an offset, two spaces, bytes. */
export class DumpLine {
  readonly #out: ByteWriter
  readonly #digits: number
  readonly #theme: Theme
  readonly #plain: boolean

  /** `digits` of the offset: 4, 6 or 8. */
  constructor(out: ByteWriter, digits: number, theme: Theme) {
    this.#out = out
    this.#digits = digits
    this.#theme = theme
    this.#plain = theme.offset.on.length === 0 && theme.hex.on.length === 0
  }

  /**
   * Writes an offset and the few bytes `from[start..end)`, spaces up to `columns` (at most 100) columns, and
   * a label.
   */
  write(offset: number, from: Uint8Array, start: number, end: number, columns: number, label: Label): void {
    if (this.#plain) {
      this.#writePlain(offset, from, start, end, columns, label)
      return
    }
    const out = this.#out
    const { hex } = this.#theme
    this.#writeOffset(offset)
    out.label(hex.on)
    out.hexSpaced(from, start, end)
    out.label(hex.off)
    out.padTo(columns)
    out.label(label)
  }

  /** The same with stars for bytes that must not be shown. */
  writeMasked(offset: number, count: number, columns: number, label: Label): void {
    const out = this.#out
    const { hex } = this.#theme
    this.#writeOffset(offset)
    out.label(hex.on)
    for (let i = 0; i < count; i++) out.ascii(i === 0 ? '**' : ' **')
    out.label(hex.off)
    out.padTo(columns)
    out.label(label)
  }

  #writeOffset(offset: number): void {
    const out = this.#out
    const { on, off } = this.#theme.offset
    out.label(on)
    out.hex(offset, this.#digits)
    out.label(off)
    out.spaces(2)
  }

  /**
   * What most of a tree's output consists of, so it is written by one function with local variables: a call
   * for each part takes three times as long.
   */
  #writePlain(
    offset: number,
    from: Uint8Array,
    start: number,
    end: number,
    columns: number,
    label: Label,
  ): void {
    const out = this.#out
    out.reserve(ROOM + label.length)
    const { view, pos } = out
    let at = pos
    for (let shift = 4 * this.#digits - 8; shift >= 0; shift -= 8) {
      view.setInt32(at, PAIRS[(offset >>> shift) & 0xff]!, true)
      at += 2
    }
    at += 2
    let i = start
    for (; i + 1 < end; i += 2) {
      view.setInt32(at, PAIRS[from[i]!]!, true)
      view.setInt32(at + 3, PAIRS[from[i + 1]!]!, true)
      at += 6
    }
    if (i < end) {
      view.setInt32(at, PAIRS[from[i]!]!, true)
      at += 3
    }
    if (start < end) at--
    const stop = Math.max(at, pos + columns)
    for (; at < stop; at += 8) view.setFloat64(at, SPACES, true)
    const { doubles, length } = label
    for (let to = stop, part = 0; part < doubles.length; part++, to += 8) {
      view.setFloat64(to, doubles[part]!, true)
    }
    out.pos = stop + length
    out.narrower(length - label.columns)
  }
}

// The compiler knows the constants of a module, but loads those of others each time they are used.
const PAIRS = HEX_PAIRS
const SPACES = EIGHT_SPACES
