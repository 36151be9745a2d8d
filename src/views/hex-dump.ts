import type { Source } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import type { Style, Theme } from '../output/colour.js'
import { Mark } from './byte-marks.js'

/** Digits of an offset that all offsets of a source have. */
export function offsetDigits(length: number): number {
  if (length <= 0x1_0000) return 4
  return length <= 0x100_0000 ? 6 : 8
}

/** Narrower terminals get eight bytes a line. */
const WIDTH_FOR_SIXTEEN = 76

/** Writes a source as a dump: offset, hex, printable characters. Bytes asked for stand out by colour, or in brackets without. */
export class HexDump {
  readonly #out: ByteWriter
  readonly #theme: Theme
  readonly #plain: boolean
  readonly #bytesPerLine: number

  constructor(out: ByteWriter, theme: Theme, width: number) {
    this.#out = out
    this.#theme = theme
    this.#plain = theme.picked.on.length === 0
    this.#bytesPerLine = width < WIDTH_FOR_SIXTEEN ? 8 : 16
  }

  /** `marks` has one for each byte, from the source's beginning. */
  write({ bytes, start, end }: Source, marks: Uint8Array): void {
    const digits = offsetDigits(end - start)
    for (let at = start; at < end; at += this.#bytesPerLine) {
      const stop = Math.min(end, at + this.#bytesPerLine)
      this.#line(bytes, at, stop, start, digits, marks)
    }
  }

  #line(bytes: Uint8Array, from: number, to: number, start: number, digits: number, marks: Uint8Array): void {
    const out = this.#out
    const { offset } = this.#theme
    out.startLine()
    out.label(offset.on)
    out.hex(from - start, digits)
    out.label(offset.off)
    out.spaces(1)
    let style: Style | undefined
    for (let at = from; at < to; at++)
      style = this.#byte(bytes[at]!, marks[at - start]!, at > from ? marks[at - start - 1]! : 0, style)
    if (style) out.label(style.off)
    if (this.#plain && (marks[to - start - 1]! & Mark.Picked) !== 0) out.byte(RIGHT)
    out.padTo(digits + 1 + 3 * this.#bytesPerLine + 3)
    for (let at = from; at < to; at++) this.#printable(bytes[at]!, marks[at - start]!)
    out.newline()
  }

  /** Writes a byte and what stands before it; `current` is the style that is on, and the byte's is when it returns. */
  #byte(byte: number, mark: number, before: number, current: Style | undefined): Style {
    const out = this.#out
    const { hex, picked } = this.#theme
    const isPicked = (mark & Mark.Picked) !== 0
    const wasPicked = (before & Mark.Picked) !== 0
    const style = isPicked ? picked : hex
    if (current && current !== style) out.label(current.off)
    out.byte(this.#plain && isPicked !== wasPicked ? (isPicked ? LEFT : RIGHT) : SPACE)
    if (current !== style) out.label(style.on)
    const cover = coverOf(mark)
    if (cover === 0) out.hex(byte, 2)
    else {
      out.byte(cover)
      out.byte(cover)
    }
    return style
  }

  #printable(byte: number, mark: number): void {
    const out = this.#out
    const { picked } = this.#theme
    const isPicked = !this.#plain && (mark & Mark.Picked) !== 0
    if (isPicked) out.label(picked.on)
    out.byte(coverOf(mark) || (byte >= 0x20 && byte < 0x7f ? byte : DOT))
    if (isPicked) out.label(picked.off)
  }
}

/** The character that stands for a byte not to be shown; 0 for one that may be. */
export function coverOf(mark: number): number {
  if ((mark & Mark.Secret) !== 0) return STAR
  return (mark & Mark.Covered) !== 0 ? DASH : 0
}

const SPACE = 0x20
const STAR = 0x2a
const DASH = 0x2d
const DOT = 0x2e
const LEFT = 0x5b
const RIGHT = 0x5d
