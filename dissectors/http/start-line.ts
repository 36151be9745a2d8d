import { latin1, SPACE, textEnd } from './syntax.js'

/** The first line of a request (RFC 9112 section 3). */
export interface RequestLine {
  readonly kind: 'request'
  readonly method: string
}

/** The first line of an answer (RFC 9112 section 4). */
export interface StatusLine {
  readonly kind: 'status'
  readonly status: number
}

export type StartLine = RequestLine | StatusLine

/** Bytes of `HTTP/1.1`. */
export const VERSION_LENGTH = 8
/** Digits of a status code. */
export const STATUS_LENGTH = 3

/** Letters a method may have; UPDATEREDIRECTREF, the longest registered, has 17. */
const MAX_METHOD = 24

/** Beginnings of the two kinds of line; `#` stands for a digit. */
const VERSION = 'HTTP/1.#'
const STATUS = 'HTTP/1.# ###'

/** Whether a start line may begin at `at`, judged by a few bytes: no, yes, or not to be told until more are there. */
export function mayStart(bytes: Uint8Array, at: number, end: number): 'no' | 'yes' | 'perhaps' {
  if (mayBeAnswer(bytes, at, end)) return end - at >= STATUS.length ? 'yes' : 'perhaps'
  const stop = methodEnd(bytes, at, end)
  if (stop === end && stop - at <= MAX_METHOD) return 'perhaps'
  return stop > at && stop - at <= MAX_METHOD && bytes[stop] === SPACE ? 'yes' : 'no'
}

/** Whether the bytes are a status line as far as they go, which may be less than a line. */
export function mayBeAnswer(bytes: Uint8Array, at: number, end: number): boolean {
  return fits(bytes, at, end, STATUS)
}

/**
 * Reads the line `bytes[start..next)` as a request line or status line of HTTP/1; undefined when it is
 * neither. A target with spaces in it is taken as it is, since senders that forget to escape exist.
 */
export function parseStartLine(bytes: Uint8Array, start: number, next: number): StartLine | undefined {
  const end = textEnd(bytes, start, next)
  if (hasControls(bytes, start, end)) return undefined
  if (mayBeAnswer(bytes, start, end)) return parseStatus(bytes, start, end)
  const method = methodEnd(bytes, start, end)
  const version = end - VERSION_LENGTH
  const sound =
    method > start &&
    method - start <= MAX_METHOD &&
    version - 1 > method + 1 &&
    bytes[method] === SPACE &&
    bytes[version - 1] === SPACE &&
    fits(bytes, version, end, VERSION)
  return sound ? { kind: 'request', method: latin1(bytes, start, method) } : undefined
}

/** Where the method that begins at `at` ends: capital letters, `-` and `_`. */
export function methodEnd(bytes: Uint8Array, at: number, end: number): number {
  const limit = Math.min(end, at + MAX_METHOD + 1)
  let i = at
  while (i < limit && isMethodByte(bytes[i]!)) i++
  return i
}

/** Where the target that begins at `at` ends: at the space before the version, or at the end of a line broken off. */
export function targetEnd(bytes: Uint8Array, at: number, end: number): number {
  let space = end - 1
  while (space >= at && bytes[space] !== SPACE) space--
  const isVersion = end - space - 1 <= VERSION_LENGTH && fits(bytes, space + 1, end, VERSION)
  return space >= at && isVersion ? space : end
}

function parseStatus(bytes: Uint8Array, start: number, end: number): StartLine | undefined {
  const code = start + STATUS.length
  if (code > end || (code < end && bytes[code] !== SPACE)) return undefined
  return { kind: 'status', status: Number(latin1(bytes, code - STATUS_LENGTH, code)) }
}

/** Whether the bytes there are agree with `pattern` as far as both go. */
function fits(bytes: Uint8Array, at: number, end: number, pattern: string): boolean {
  const length = Math.min(pattern.length, end - at)
  for (let i = 0; i < length; i++) {
    const byte = bytes[at + i]!
    if (pattern[i] === '#' ? byte < 48 || byte > 57 : byte !== pattern.charCodeAt(i)) return false
  }
  return true
}

function isMethodByte(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || byte === 45 || byte === 95
}

function hasControls(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! < SPACE && bytes[i] !== 9) return true
  return false
}
