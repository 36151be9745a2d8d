import { latin1, textEnd } from './syntax.js'

/** Up to twelve digits are believed: 256 terabytes. */
const SIZE = /^[0-9a-f]{1,12}$/i

/** The size that a chunk's first line `bytes[start..next)` gives (RFC 9112 section 7.1); -1 when it gives none. */
export function chunkSize(bytes: Uint8Array, start: number, next: number): number {
  const line = latin1(bytes, start, textEnd(bytes, start, next))
  const extension = line.indexOf(';')
  const digits = (extension < 0 ? line : line.slice(0, extension)).trim()
  return SIZE.test(digits) ? Number.parseInt(digits, 16) : -1
}
