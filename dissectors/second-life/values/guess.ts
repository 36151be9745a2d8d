import { isUtf8 } from 'node:buffer'
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { FieldDef } from '../../../src/fields/index.js'

/** Bytes of a text that is guessed; of a longer one the beginning. */
const MAX_GUESS = 256

const UUID = 16

/**
 * Says what the bytes of a field may be of which nothing but its bytes is known, behind `=`, so that the
 * bytes stay in view:
 *
 * - text, if they end with a NUL and what is before it is at least one character, all of them printable;
 * - a UUID, if there are sixteen with the marks of one made at random (version 4).
 */
export function guess(at: Cursor, start: number, def: FieldDef): void {
  const length = at.pos - start
  if (isTerminatedText(at.bytes, start, length)) {
    const end = start + Math.min(length - 1, MAX_GUESS)
    at.derive(def, `"${Buffer.from(at.bytes.subarray(start, end)).toString('utf8')}"`)
  } else if (length === UUID && isRandomUuid(at.bytes, start)) at.derive(def, uuidText(at.bytes, start))
}

/** A UUID as it is written. */
export function uuidText(bytes: Uint8Array, start: number): string {
  const hex = Buffer.from(bytes.subarray(start, start + UUID)).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Printable characters of UTF-8 and a NUL behind them. */
export function isTerminatedText(bytes: Uint8Array, start: number, length: number): boolean {
  if (length < 2 || bytes[start + length - 1] !== 0) return false
  const text = bytes.subarray(start, start + length - 1)
  return text.every(isTextByte) && isUtf8(text)
}

/** Line ends and tabs are text too. */
function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte !== 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function isRandomUuid(bytes: Uint8Array, start: number): boolean {
  return bytes[start + 6]! >> 4 === 4 && bytes[start + 8]! >> 6 === 2
}
