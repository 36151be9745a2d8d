import type { ByteWriter } from './byte-writer.js'
import { isInvisible } from './invisible.js'
import { columnsOf } from './width.js'

/**
 * The one place where text that came from input goes out: values, type names, file names, comments,
 * sentences that quote any of them. Nothing it writes can act on a terminal or hide in an editor;
 * letters of all scripts pass. Backslashes are doubled, so what is written can be told from an escape.
 */
export const enum Form {
  /** `\n \r \t`, `\x1b`, `\u{202e}`. */
  Plain,
  /** The same, for text in double quotes. */
  Quoted,
  /** The inside of a JSON string; reads back to the same text. */
  Json,
}

/** Bytes the longest escape or character takes. */
const LONGEST = 12

/** Plain characters written between two looks at the room left. */
const RUN = 1024

/** Escapes a string as a string (`Form.Plain`), for messages on standard error. */
export function escapeText(text: string): string {
  let escaped = ''
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i)!
    escaped += passes(codePoint, Form.Plain)
      ? String.fromCodePoint(codePoint)
      : escapeOf(codePoint, Form.Plain)
    if (codePoint > 0xffff) i++
  }
  return escaped
}

/** Text of several lines, each escaped. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n')
}

/** Writes a string, escaped. */
export function writeText(out: ByteWriter, text: string, form: Form = Form.Plain): void {
  const plain = PLAIN[form]!
  for (let at = 0; at < text.length; ) {
    out.reserve(RUN + LONGEST)
    const { bytes } = out
    const stop = Math.min(text.length, at + RUN)
    let { pos } = out
    let unit = 0
    // Plain ASCII, a run at a time.
    while (at < stop && (unit = text.charCodeAt(at)) < 0x80 && plain[unit] === 1) {
      bytes[pos++] = unit
      at++
    }
    out.pos = pos
    if (at === stop) continue
    const codePoint = text.codePointAt(at)!
    putOther(out, codePoint, form)
    at += codePoint > 0xffff ? 2 : 1
  }
}

/** Writes bytes as text, escaped: as UTF-8 if they are valid UTF-8 throughout, else one character a byte (Latin-1). */
export function writeTextBytes(
  out: ByteWriter,
  from: Uint8Array,
  start: number,
  end: number,
  form: Form,
): void {
  const plain = PLAIN[form]!
  let utf8: boolean | undefined
  for (let at = start; at < end; ) {
    out.reserve(RUN + LONGEST)
    const { bytes } = out
    const stop = Math.min(end, at + RUN)
    let { pos } = out
    let byte = 0
    while (at < stop && (byte = from[at]!) < 0x80 && plain[byte] === 1) {
      bytes[pos++] = byte
      at++
    }
    out.pos = pos
    if (at === stop) continue
    if (byte >= 0x80) utf8 ??= isUtf8(from, at, end)
    const codePoint = utf8 ? utf8At(from, at, end) : byte
    putOther(out, codePoint, form)
    at += utf8 ? utf8Length(codePoint) : 1
  }
}

/** Writes UTF-16 text, escaped; a last odd byte shows as its number. */
export function writeUtf16(
  out: ByteWriter,
  bytes: Uint8Array,
  start: number,
  end: number,
  little: boolean,
  form: Form,
): void {
  const low = little ? 0 : 1
  const unitAt = (at: number) => bytes[at + low]! | (bytes[at + 1 - low]! << 8)
  let at = start
  for (; at + 1 < end; at += 2) {
    let codePoint = unitAt(at)
    if (isHighSurrogate(codePoint) && at + 3 < end) {
      const next = unitAt(at + 2)
      if (isLowSurrogate(next)) {
        codePoint = 0x10000 + ((codePoint - 0xd800) << 10) + (next - 0xdc00)
        at += 2
      }
    }
    out.reserve(LONGEST)
    put(out, codePoint, form)
  }
  if (at < end) {
    out.reserve(LONGEST)
    out.ascii(escapeOf(bytes[at]!, form))
  }
}

function put(out: ByteWriter, codePoint: number, form: Form): void {
  if (codePoint < 0x80 && PLAIN[form]![codePoint] === 1) out.bytes[out.pos++] = codePoint
  else putOther(out, codePoint, form)
}

/** Writes what is not plain ASCII. */
function putOther(out: ByteWriter, codePoint: number, form: Form): void {
  if (passes(codePoint, form)) putUtf8(out, codePoint)
  else out.ascii(escapeOf(codePoint, form))
}

function putUtf8(out: ByteWriter, codePoint: number): void {
  const bytes = out.bytes
  const length = utf8Length(codePoint)
  let rest = codePoint
  for (let at = out.pos + length - 1; at > out.pos; at--) {
    bytes[at] = 0x80 | (rest & 0x3f)
    rest >>= 6
  }
  bytes[out.pos] = rest | UTF8_LEADS[length]!
  out.pos += length
  out.narrower(length - columnsOf(codePoint))
}

function passes(codePoint: number, form: Form): boolean {
  return codePoint < 0x80 ? PLAIN[form]![codePoint] === 1 : !isInvisible(codePoint)
}

function escapeOf(codePoint: number, form: Form): string {
  const short = SHORT.get(codePoint)
  if (short !== undefined) return short
  if (form === Form.Json) {
    const units = String.fromCodePoint(codePoint)
    let escaped = ''
    for (let i = 0; i < units.length; i++)
      escaped += `\\u${units.charCodeAt(i).toString(16).padStart(4, '0')}`
    return escaped
  }
  const digits = codePoint.toString(16)
  return codePoint < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`
}

const SHORT = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
])

/** For each form: 1 for the ASCII characters that go out as they are. */
const PLAIN = [plainAscii('\\'), plainAscii('\\"'), plainAscii('\\"')]

function plainAscii(except: string): Uint8Array {
  return Uint8Array.from({ length: 0x80 }, (_, code) =>
    isInvisible(code) || except.includes(String.fromCharCode(code)) ? 0 : 1,
  )
}

/** By length in bytes: the bits that mark the first byte of a sequence. */
const UTF8_LEADS = [0, 0, 0xc0, 0xe0, 0xf0]

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const codePoint = utf8At(bytes, at, end)
    if (codePoint < 0) return false
    at += utf8Length(codePoint)
  }
  return true
}

/** The code point at `at`, or -1 where the bytes are no shortest-form UTF-8 of a character. */
function utf8At(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at]!
  if (lead < 0x80) return lead
  if (lead < 0xc2 || lead > 0xf4) return -1
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  if (at + length > end) return -1
  let codePoint = lead & (0x7f >> length)
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i]!
    if ((next & 0xc0) !== 0x80) return -1
    codePoint = (codePoint << 6) | (next & 0x3f)
  }
  const valid = utf8Length(codePoint) === length && codePoint <= 0x10ffff && !isSurrogate(codePoint)
  return valid ? codePoint : -1
}

function isSurrogate(codePoint: number): boolean {
  return isHighSurrogate(codePoint) || isLowSurrogate(codePoint)
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}

/** The same for a sentence that may name a file: backslashes stay single, as in paths of Windows. */
export function escapeSentence(text: string): string {
  return text.split('\\').map(escapeText).join('\\')
}
