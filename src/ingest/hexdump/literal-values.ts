import { hexValue, isHexDigit } from './chars.js'

/** A literal's bytes and the column after it. */
export interface ReadLiteral {
  readonly bytes: Uint8Array
  readonly end: number
}

const CLOSERS: Record<string, string> = { '{': '}', '[': ']', '(': ')' }

/** `0x2a`, `42`, `-1`, `'G'`, with the casts and suffixes of C, Java and Rust. */
const ELEMENT =
  /(?:\((?:unsigned )?(?:s?byte|char|u?int8(?:_t)?)\)\s*)?(?:(0x[0-9a-f]{1,2}|-?\d{1,3}|[0-9a-f]{1,2}|0b[01]{1,8})(?:u8|i8|u|l)?|'([ -&(-[\]-~])')(?=[\s,;\]})>]|$)/iy

/**
 * Reads a list of byte values from its opening sign on: `{ 0x2a, 0x02 }`, `[42, 2]`, `[2a 02]`, `<<42,2>>`, with comments.
 * Undefined when anything in it is no byte, or when it does not close.
 */
export function readList(text: string, at: number): ReadLiteral | undefined {
  const erlang = text.startsWith('<<', at)
  const closer = erlang ? '>>' : CLOSERS[text[at]!]!
  const elements: string[] = []
  let pos = at + (erlang ? 2 : 1)
  for (;;) {
    pos = skipFiller(text, pos)
    if (text.startsWith(closer, pos)) break
    ELEMENT.lastIndex = pos
    const match = ELEMENT.exec(text)
    if (match === null) return undefined
    elements.push(match[1] ?? String(match[2]!.charCodeAt(0)))
    pos = ELEMENT.lastIndex
  }
  const bytes = valuesOf(elements)
  if (bytes === undefined || (text[at] === '(' && !elements[0]!.toLowerCase().startsWith('0x')))
    return undefined
  return { bytes, end: pos + closer.length }
}

/** A list without brackets: `0x2a, 0x02, ...` as Wireshark copies it. */
export function readBareList(text: string, at: number): ReadLiteral | undefined {
  const elements: string[] = []
  let end = at
  let pos = at
  for (;;) {
    ELEMENT.lastIndex = pos
    const match = /^0x/i.test(text.slice(pos, pos + 2)) ? ELEMENT.exec(text) : null
    if (match?.[1] === undefined) break
    elements.push(match[1])
    end = ELEMENT.lastIndex
    pos = skipFiller(text, end)
  }
  const bytes = valuesOf(elements)
  return bytes === undefined ? undefined : { bytes, end }
}

/** Skips spaces, commas and comments. A comment that shows the bytes as text may hold a star and a slash: it goes to the last. */
function skipFiller(text: string, from: number): number {
  let at = from
  for (;;) {
    const char = text[at]
    if (char === ' ' || char === '\n' || char === ',' || char === ';') at++
    else if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) at = commentEnd(text, at)
    else return at
  }
}

/** The position after a comment: the last closing sign of its line, else the first one further down, else the line's end. */
export function commentEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  const lineEnd = newline < 0 ? text.length : newline
  if (text[at + 1] === '/') return lineEnd
  const last = text.slice(at + 2, lineEnd).lastIndexOf('*/')
  if (last >= 0) return at + last + 4
  const close = text.slice(lineEnd, lineEnd + MAX_COMMENT).indexOf('*/')
  return close < 0 ? lineEnd : lineEnd + close + 2
}

/** A comment that is not closed within so many characters ends with its line. */
const MAX_COMMENT = 2000

/** All as hex when one of them can be nothing else; undefined when one is no byte, or when there is none. */
function valuesOf(elements: readonly string[]): Uint8Array | undefined {
  if (elements.length === 0) return undefined
  const prefixed = elements.some((element) => /^0x/i.test(element))
  const hex = !prefixed && elements.every(isPair) && elements.some((element) => /[a-f]|^0\d/i.test(element))
  const bytes = new Uint8Array(elements.length)
  for (let i = 0; i < elements.length; i++) {
    const value = hex ? Number.parseInt(elements[i]!, 16) : Number(elements[i])
    if (!Number.isInteger(value) || value < -128 || value > 255) return undefined
    bytes[i] = value
  }
  return bytes
}

function isPair(element: string): boolean {
  return element.length <= 2 && /^[0-9a-f]+$/i.test(element)
}

const SIMPLE_ESCAPES: Record<string, number> = {
  a: 7,
  b: 8,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
}

export interface ReadEscaped {
  readonly bytes: Uint8Array
  /** Numeric escapes in it: what tells bytes from words. */
  readonly escapes: number
}

/** Reads `\x2a`, `\052`, `\n` and plain characters; characters above U+00FF are their UTF-8 bytes. */
export function readEscapes(text: string): ReadEscaped {
  const bytes: number[] = []
  let escapes = 0
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '\\') {
      const point = text.codePointAt(at)!
      if (point < 0x80) bytes.push(point)
      else bytes.push(...Buffer.from(String.fromCodePoint(point)))
      at += point > 0xffff ? 2 : 1
      continue
    }
    const numeric = numericEscape(text, at)
    if (numeric !== undefined) {
      bytes.push(numeric.value)
      at = numeric.end
      escapes++
      continue
    }
    const simple = SIMPLE_ESCAPES[text[at + 1] ?? '']
    bytes.push(simple ?? 92)
    at += simple === undefined ? 1 : 2
  }
  return { bytes: Uint8Array.from(bytes), escapes }
}

/** `\x2a` (two digits at most), `\u002a`, `\52` to `\377`. */
function numericEscape(text: string, at: number): { value: number; end: number } | undefined {
  const kind = text[at + 1]
  if (kind === 'x' || kind === 'X') return digitsAt(text, at + 2, 2, 16)
  if (kind === 'u' && text.startsWith('00', at + 2)) return digitsAt(text, at + 4, 2, 16)
  const octal = digitsAt(text, at + 1, 3, 8)
  return octal === undefined || octal.value > 255 ? undefined : octal
}

function digitsAt(
  text: string,
  at: number,
  most: number,
  radix: number,
): { value: number; end: number } | undefined {
  let value = 0
  let end = at
  while (end < at + most && end < text.length) {
    const digit = hexValue(text.charCodeAt(end))
    if (digit < 0 || digit >= radix) break
    value = value * radix + digit
    end++
  }
  return end === at ? undefined : { value, end }
}

/** `%2A%02abc`: percent escapes with plain characters between. */
export function readPercent(text: string): ReadEscaped {
  const bytes: number[] = []
  let escapes = 0
  for (let at = 0; at < text.length; ) {
    const escaped = text[at] === '%' ? digitsAt(text, at + 1, 2, 16) : undefined
    if (escaped !== undefined && escaped.end === at + 3) {
      bytes.push(escaped.value)
      escapes++
      at += 3
    } else bytes.push(text.charCodeAt(at++) & 0xff)
  }
  return { bytes: Uint8Array.from(bytes), escapes }
}

/** `2a02`, `2a 02`, `2a:02`, `0x2a02`: hex digits with marks between pairs; undefined for anything else, UUIDs too. */
export function readHexText(text: string): Uint8Array | undefined {
  if (/^\{?[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text)) return undefined
  const digits = text.replace(/^0x/i, '').replace(/[\s:,-]+/g, '')
  if (digits.length < 2 || digits.length % 2 !== 0) return undefined
  for (let i = 0; i < digits.length; i++) if (!isHexDigit(digits.charCodeAt(i))) return undefined
  return Uint8Array.from(Buffer.from(digits, 'hex'))
}
