import { DECIMAL_PAIRS, digitsOf, EIGHT_SPACES, HEX_PAIRS } from './digits.js'
import type { Label } from './label.js'
import type { Sink } from './sink.js'

/** Bytes of output collected before they are handed to the sink. */
const CAPACITY = 256 * 1024

/**
 * Bytes are stored up to eight at once, as floats; such a store may run over the end of what it writes by
 * less than this. No float is a NaN, whose bytes might change: that takes a byte 0x7f or 0xff, and neither
 * occurs in escaped UTF-8.
 */
const SLACK = 8

/** Bytes of hex or text written between two looks at the room left. */
const CHUNK = 4096

/**
 * The output buffer all views write into, byte by byte and without strings; its sink gets it when it is
 * full and on `flush`. Keeps count of the columns written since `startLine`.
 *
 * What it writes is taken as safe: text that came from input goes through `escape.ts`.
 */
export class ByteWriter {
  /** The buffer; functions that format on their own write at `pos` after `reserve`, and advance it. */
  bytes: Uint8Array
  /** The same bytes, for stores of several at once. */
  view: DataView
  pos = 0
  /** Position at which column 0 would be if every byte took one column. */
  #origin = 0
  #held = false
  readonly #sink: Sink

  constructor(sink: Sink, capacity = CAPACITY) {
    this.bytes = new Uint8Array(capacity + SLACK)
    this.view = new DataView(this.bytes.buffer)
    this.#sink = sink
  }

  /** Nobody reads what is written any more (`| head`): the caller may stop. */
  get closed(): boolean {
    return this.#sink.closed
  }

  /** Hands everything to the sink. */
  flush(): void {
    if (this.pos > 0) this.#sink.write(this.bytes.subarray(0, this.pos))
    this.#origin -= this.pos
    this.pos = 0
  }

  /** Makes room for `size` bytes at `pos`. */
  reserve(size: number): void {
    if (this.pos + size + SLACK > this.bytes.length) this.#makeRoom(size)
  }

  /**
   * Begins a line of usually at most `size` bytes; all of it stays in the buffer until `endLine`, so that
   * `moveBack` works. Not to be nested.
   */
  beginLine(size: number): void {
    this.reserve(size)
    this.#held = true
    this.#origin = this.pos
  }

  endLine(): void {
    this.#held = false
    this.newline()
  }

  /**
   * Moves what was written since position `from`, on a line not yet ended, to another buffer; that must
   * have room for it and 8 bytes more.
   */
  moveBack(from: number, to: DataView): void {
    const { view, pos } = this
    for (let at = from; at < pos; at += 8) to.setFloat64(at - from, view.getFloat64(at))
    this.pos = from
  }

  /** Columns written since `startLine`. */
  get column(): number {
    return this.pos - this.#origin
  }

  startLine(): void {
    this.#origin = this.pos
  }

  /** Says that the bytes just written take `count` columns less than their number. */
  narrower(count: number): void {
    this.#origin += count
  }

  byte(value: number): void {
    this.reserve(1)
    this.bytes[this.pos++] = value
  }

  newline(): void {
    this.reserve(1)
    this.bytes[this.pos++] = 0x0a
    this.#origin = this.pos
  }

  /** Words of our own, printable ASCII. */
  ascii(words: string): void {
    const length = words.length
    this.reserve(length)
    const bytes = this.bytes
    let at = this.pos
    for (let i = 0; i < length; i++) bytes[at++] = words.charCodeAt(i)
    this.pos = at
  }

  /** Eight bytes a store: three times as fast as `set` or a byte loop for the usual lengths. */
  label(label: Label): void {
    const { doubles, length } = label
    this.reserve(length)
    const view = this.view
    let at = this.pos
    for (let i = 0; i < doubles.length; i++, at += 8) view.setFloat64(at, doubles[i]!, true)
    this.pos += length
    this.#origin += length - label.columns
  }

  /** Bytes of other output; the buffer must have 8 bytes more than these. */
  copy(from: DataView, start: number, end: number): void {
    for (let at = start; at < end; at += CHUNK) {
      const part = Math.min(CHUNK, end - at)
      this.reserve(part)
      const { view, pos } = this
      for (let i = 0; i < part; i += 8) view.setFloat64(pos + i, from.getFloat64(at + i))
      this.pos += part
    }
  }

  spaces(count: number): void {
    if (count <= 0) return
    this.reserve(count)
    const view = this.view
    const end = this.pos + count
    for (let at = this.pos; at < end; at += 8) view.setFloat64(at, SPACES, true)
    this.pos = end
  }

  /** Spaces up to a column; none when the line is beyond it. */
  padTo(column: number): void {
    this.spaces(column - this.column)
  }

  /** Takes back the spaces before the position. */
  trimEnd(): void {
    while (this.pos > 0 && this.bytes[this.pos - 1] === 0x20) this.pos--
  }

  /** An integer of at most 2^53 - 1, of either sign. */
  decimal(value: number): void {
    this.reserve(18)
    let size = value
    if (value < 0) {
      this.bytes[this.pos++] = 0x2d
      size = -value
    }
    if (size < 10) this.bytes[this.pos++] = 0x30 + size
    else if (size < BILLION) this.#digits(size, digitsOf(size))
    else {
      const higher = Math.floor(size / BILLION)
      this.decimal(higher)
      this.#digits(size - higher * BILLION, 9)
    }
  }

  /** A non-negative integer below 2^31 in `digits` decimal digits or more. */
  padded(value: number, digits: number): void {
    this.reserve(10 + digits)
    this.#digits(value, Math.max(digits, digitsOf(value)))
  }

  /** `scaled / 10^decimals` with all its digits, a zero before the point if need be; `scaled` below 2^31, one decimal or more. */
  fixed(scaled: number, decimals: number): void {
    const whole = Math.max(1, digitsOf(scaled) - decimals)
    this.reserve(whole + 1 + decimals)
    const start = this.pos
    this.pos = start + whole + 1
    const rest = this.#digits(scaled, decimals)
    this.bytes[start + whole] = 0x2e
    this.pos = start
    this.#digits(rest, whole)
    this.pos = start + whole + 1 + decimals
  }

  /** The last `digits` digits of a number below 2^31; returns what stands before them. */
  #digits(value: number, digits: number): number {
    const view = this.view
    // The zero tells the compiler that this is a 32-bit integer, for which division is a multiplication.
    let rest = value | 0
    let at = this.pos + digits
    this.pos = at
    for (let left = digits; left > 1; left -= 2) {
      const higher = (rest / 100) | 0
      at -= 2
      view.setInt16(at, DIGIT_PAIRS[rest - higher * 100]!, true)
      rest = higher
    }
    if ((digits & 1) === 0) return rest
    const higher = (rest / 10) | 0
    view.setInt8(at - 1, 0x30 + rest - higher * 10)
    return higher
  }

  /** The low `4 * digits` bits of a number as lower-case hex. */
  hex(value: number, digits: number): void {
    this.reserve(digits)
    const view = this.view
    let rest = value
    let at = this.pos + digits
    this.pos = at
    for (let left = digits; left > 1; left -= 2) {
      at -= 2
      view.setInt16(at, PAIRS[rest & 0xff]!, true)
      rest >>>= 8
    }
    if ((digits & 1) === 1) view.setInt8(at - 1, PAIRS[rest & 0x0f]! >> 8)
  }

  /** Bytes as pairs of hex digits: `00ff`. */
  hexBytes(from: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at += CHUNK) {
      const part = Math.min(CHUNK, end - at)
      this.reserve(2 * part)
      const view = this.view
      let to = this.pos
      for (let i = at; i < at + part; i++, to += 2) view.setInt16(to, PAIRS[from[i]!]!, true)
      this.pos = to
    }
  }

  /** A few bytes as pairs of hex digits with a space between them: `00 ff`. */
  hexSpaced(from: Uint8Array, start: number, end: number): void {
    if (start >= end) return
    this.reserve(3 * (end - start))
    const view = this.view
    let to = this.pos
    for (let i = start; i < end; i++, to += 3) view.setInt32(to, PAIRS[from[i]!]!, true)
    this.pos = to - 1
  }

  /** A few bytes as pairs of hex digits, with `separator` before those marked 1. */
  hexGroups(from: Uint8Array, start: number, marks: Uint8Array, separator: number): void {
    const count = marks.length
    this.reserve(3 * count)
    const view = this.view
    let to = this.pos
    for (let i = 0; i < count; i++) {
      if (marks[i] === 1) view.setInt8(to++, separator)
      view.setInt16(to, PAIRS[from[start + i]!]!, true)
      to += 2
    }
    this.pos = to
  }

  #makeRoom(size: number): void {
    if (!this.#held) this.flush()
    if (this.pos + size + SLACK <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.pos + size + SLACK))
    larger.set(this.bytes.subarray(0, this.pos))
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }
}

const BILLION = 1e9

// The compiler knows the constants of a module, but loads those of others each time they are used.
const PAIRS = HEX_PAIRS
const DIGIT_PAIRS = DECIMAL_PAIRS
const SPACES = EIGHT_SPACES
