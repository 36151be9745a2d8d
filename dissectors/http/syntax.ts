/** What a head is made of, byte by byte (RFC 9112 section 2): lines that end in CRLF, or in a bare LF as many senders write. */

export const LF = 10
export const CR = 13
const TAB = 9
export const SPACE = 32
const COLON = 58

/** Where the line that begins at `from` ends, behind its LF; -1 when there is none before `end`. */
export function lineEnd(bytes: Uint8Array, from: number, end: number): number {
  for (let i = from; i < end; i++) if (bytes[i] === LF) return i + 1
  return -1
}

/** Where the text of the line `bytes[start..next)` ends, before its CRLF or LF. */
export function textEnd(bytes: Uint8Array, start: number, next: number): number {
  const end = next - 1
  return end > start && bytes[end - 1] === CR ? end - 1 : end
}

/** Length of the line end at `at`: 2 for CRLF, 1 for LF, 0 when more bytes must tell, -1 when there is none. */
export function lineEndLength(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return 0
  if (bytes[at] === LF) return 1
  if (bytes[at] !== CR) return -1
  if (at + 1 >= end) return 0
  return bytes[at + 1] === LF ? 2 : -1
}

/** Where the header field at `from` ends, with the lines folded under it (RFC 9112 section 5.2); -1 when its line is not whole. */
export function fieldEnd(bytes: Uint8Array, from: number, end: number): number {
  let next = lineEnd(bytes, from, end)
  while (next >= 0 && next < end && isBlank(bytes[next]!)) next = lineEnd(bytes, next, end)
  return next
}

/** Where the name of the header field `bytes[start..end)` ends: at its colon, or -1. */
export function nameEnd(bytes: Uint8Array, start: number, end: number): number {
  const colon = bytes.subarray(start, end).indexOf(COLON)
  return colon < 0 ? -1 : start + colon
}

/** Where the value behind a colon begins. */
export function valueStart(bytes: Uint8Array, colon: number, end: number): number {
  let at = colon + 1
  while (at < end && isBlank(bytes[at]!)) at++
  return at
}

/** Bytes as text of one character a byte. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString('latin1')
}

/** Whether bytes read as text: no control characters but tabs and line ends. */
export function isText(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!
    if (byte < SPACE ? byte !== LF && byte !== CR && byte !== TAB : byte === 127) return false
  }
  return true
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB
}
