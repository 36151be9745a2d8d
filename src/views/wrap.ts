import type { ByteWriter } from '../output/byte-writer.js'
import type { Style } from '../output/colour.js'
import { encode, encodeText, type Label, labelBytes } from '../output/label.js'
import { columnsOf } from '../output/width.js'
import { wrapText } from '../output/wrap-text.js'

/** Where a line may break that has neither a space nor a comma or a hyphen between words. */
export const enum Break {
  Anywhere,
  /** After a colon or an underscore or before a word in a name like `TemplateChecksumReply`, if that fills half the line. */
  InNames,
  /** Anywhere; but between parts, which two spaces keep apart, rather than within one, if that fills half the line. */
  BetweenParts,
}

/**
 * Where a line of at most `columns` columns ends that begins at `from` in UTF-8 text: after a comma or a
 * hyphen between words (not in a range of numbers), before a space, or where `fallback` says, but not in an escape. A line takes at
 * least one character.
 * `ascii` says that the text is known to be ASCII.
 */
export function lineEnd(
  text: Uint8Array,
  from: number,
  end: number,
  columns: number,
  fallback: Break,
  ascii = false,
): number {
  // No character takes more columns than bytes.
  if (end - from <= columns) return end
  const limit = ascii ? from + columns : limitOf(text, from, end, columns)
  if (limit === end) return end
  if (fallback === Break.BetweenParts) {
    for (let at = limit; at > (from + limit) / 2; at--)
      if (text[at] === SPACE && text[at + 1] === SPACE && text[at - 1] !== SPACE) return at
  }
  for (let at = limit; at > from; at--) {
    if (text[at] === SPACE && text[at - 1] !== SPACE) return at
    const before = text[at - 1]
    if (before === COMMA) return at
    if (before === HYPHEN && joinsWords(text, from, at - 1) && !isInRange(text, at, from, end)) return at
  }
  if (fallback === Break.InNames) {
    for (let at = limit; at > (from + limit) / 2; at--) {
      const before = text[at - 1]!
      if (before === COLON || before === UNDERSCORE || (isUpper(text[at]!) && isLower(before))) return at
    }
  }
  return Math.max(beforeEscape(text, from, limit, end), from + sequenceLength(text[from]!))
}

/** The last place up to `limit` that does not lie within an escape (`\n`, `\x1b`, `\u{202e}`); `limit` where that would leave nothing. */
function beforeEscape(text: Uint8Array, from: number, limit: number, end: number): number {
  for (let at = from; at < limit; ) {
    if (text[at] !== BACKSLASH) at++
    else {
      const next = at + escapeLength(text, at, end)
      if (next > limit) return at > from ? at : limit
      at = next
    }
  }
  return limit
}

function escapeLength(text: Uint8Array, at: number, end: number): number {
  switch (text[at + 1]) {
    case LOWER_X:
      return 4
    case LOWER_U: {
      let close = at + 2
      while (close < end && text[close] !== RIGHT_BRACE) close++
      return close + 1 - at
    }
    default:
      return 2
  }
}

/** Whether a hyphen stands between words, and not in an option, which is copied: `--show-secrets`. */
function joinsWords(text: Uint8Array, from: number, hyphen: number): boolean {
  let at = hyphen
  while (at > from && (isWordByte(text[at - 1]!) || text[at - 1] === HYPHEN)) at--
  return at < hyphen && text[at] !== HYPHEN
}

/** Whether `at` lies in something like `7-13` or `2001-09-09`, which goes to the next line whole. */
function isInRange(text: Uint8Array, at: number, from: number, end: number): boolean {
  let first = at
  while (first > from && isRangeByte(text[first - 1]!)) first--
  if (first === from || at - first > MAX_RANGE || isWordByte(text[first - 1]!)) return false
  let last = at
  while (last < end && last - first <= MAX_RANGE && isRangeByte(text[last]!)) last++
  return last - first <= MAX_RANGE && (last === end || !isWordByte(text[last]!))
}

/** Characters of the longest range of numbers. */
const MAX_RANGE = 24

/** The position of the first character that does not fit into `columns` columns. */
function limitOf(text: Uint8Array, from: number, end: number, columns: number): number {
  let column = 0
  let at = from
  while (at < end) {
    const byte = text[at]!
    const size = byte < 0x80 ? 1 : sequenceLength(byte)
    column += size === 1 ? 1 : columnsOf(codePointAt(text, at, size))
    if (column > columns) break
    at += size
  }
  return at
}

/** What does not fit on a line: taken out of the output, to be written on further lines. */
export class Overflow {
  #bytes = new Uint8Array(4096)
  #view = new DataView(this.#bytes.buffer)
  #at = 0
  #end = 0

  get isEmpty(): boolean {
    return this.#at >= this.#end
  }

  /** Takes from the held output what was written since position `from`. */
  take(out: ByteWriter, from: number): void {
    const length = out.pos - from
    if (length + 8 > this.#bytes.length) {
      this.#bytes = new Uint8Array(2 * length + 8)
      this.#view = new DataView(this.#bytes.buffer)
    }
    out.moveBack(from, this.#view)
    this.#at = 0
    this.#end = length
  }

  /** The same, but leaves on the line what of it fits into `columns` columns. `column` is that of `from`. */
  takeRest(out: ByteWriter, from: number, column: number, columns: number, fallback: Break): void {
    const ascii = out.column - column === out.pos - from
    this.take(out, lineEnd(out.bytes, from, out.pos, columns, fallback, ascii))
    this.#skipSpace()
  }

  /** Writes a line of at most `columns` columns; a space where it breaks is left out. */
  writeLine(out: ByteWriter, columns: number, fallback: Break): void {
    const end = lineEnd(this.#bytes, this.#at, this.#end, columns, fallback)
    out.copy(this.#view, this.#at, end)
    this.#at = end
    this.#skipSpace()
  }

  /** Leaves out the spaces that come next. */
  skipSpaces(): void {
    while (this.#skipSpace());
  }

  #skipSpace(): boolean {
    const isSpace = !this.isEmpty && this.#bytes[this.#at] === SPACE
    if (isSpace) this.#at++
    return isSpace
  }
}

/** Encodes text from anywhere, escaped, as lines of at most `columns` columns. */
export function encodeLines(text: string, columns: number): Label[] {
  return breakLabel(encodeText(text), columns)
}

/** Breaks something encoded, without colours, into lines of at most `columns` columns. */
export function breakLabel(label: Label, columns: number, fallback = Break.InNames): Label[] {
  const bytes = labelBytes(label)
  const view = new DataView(bytes.buffer)
  const lines: Label[] = []
  for (let at = 0; at < label.length; ) {
    const start = at
    const end = lineEnd(bytes, start, label.length, columns, fallback)
    lines.push(
      encode((out) => {
        out.copy(view, start, end)
        out.narrower(end - start - columnsIn(bytes, start, end))
      }),
    )
    at = bytes[end] === SPACE ? end + 1 : end
  }
  return lines
}

function columnsIn(text: Uint8Array, start: number, end: number): number {
  let columns = 0
  for (let at = start; at < end; ) {
    const size = sequenceLength(text[at]!)
    columns += size === 1 ? 1 : columnsOf(codePointAt(text, at, size))
    at += size
  }
  return columns
}

/**
 * Ends a line whose text was written since position `from` and column 0, while held, breaking it at
 * `width`; what does not fit goes on behind `indent` spaces. `style` is what the text looks like.
 */
export function endLine(out: ByteWriter, from: number, style: Style, width: number, indent: number): void {
  if (out.column > width) {
    overflow.takeRest(out, from, 0, width, Break.BetweenParts)
    overflow.skipSpaces()
    while (!overflow.isEmpty) {
      out.label(style.off)
      out.newline()
      out.spaces(indent)
      out.label(style.on)
      overflow.writeLine(out, width - indent, Break.BetweenParts)
      overflow.skipSpaces()
    }
  }
  out.label(style.off)
  out.endLine()
}

const overflow = new Overflow()

/** Breaks a line at `width` that was written since position `from` while held; it may have colours. What does not fit goes on behind `indent` spaces. */
export function wrapLine(out: ByteWriter, from: number, width: number, indent: number): void {
  const text = Buffer.from(out.bytes.subarray(from, out.pos)).toString('utf8')
  out.pos = from
  wrapText(text, width, indent).forEach((line, index) => {
    if (index > 0) out.newline()
    writeWhole(out, line)
  })
}

/** Writes text of our own, whose controls are colours. */
export function writeWhole(out: ByteWriter, text: string): void {
  for (const byte of Buffer.from(text, 'utf8')) out.byte(byte)
}

function sequenceLength(lead: number): number {
  if (lead < 0xc0) return 1
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}

/** The text is our own output, so it is valid. */
function codePointAt(text: Uint8Array, at: number, size: number): number {
  let codePoint = text[at]! & (0x7f >> size)
  for (let i = 1; i < size; i++) codePoint = (codePoint << 6) | (text[at + i]! & 0x3f)
  return codePoint
}

function isWordByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || isUpper(byte) || isLower(byte)
}

function isRangeByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === HYPHEN
}

function isUpper(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a
}

function isLower(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a
}

const SPACE = 0x20
const BACKSLASH = 0x5c
const LOWER_U = 0x75
const LOWER_X = 0x78
const RIGHT_BRACE = 0x7d
const COMMA = 0x2c
const HYPHEN = 0x2d
const COLON = 0x3a
const UNDERSCORE = 0x5f
