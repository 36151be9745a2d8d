import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { INFLATE_RATIO, MAX_INFLATED } from './limits.js'

/** What a coded body inflates to, and what is wrong with it. */
export interface Inflated {
  /** Undefined when nothing can be made of it. */
  readonly bytes: Uint8Array | undefined
  /** A whole sentence; undefined when all is well. */
  readonly problem: string | undefined
}

/** Whether a content encoding is one of those that are undone. */
export function isInflatable(coding: string): boolean {
  return WAYS.has(coding)
}

/** Inflates a body; one that is not `complete` as far as it goes. */
export function inflate(coded: Uint8Array, coding: string, complete: boolean): Inflated {
  const way = WAYS.get(coding)!(coded)
  const maxOutputLength = Math.min(MAX_INFLATED, 65_536 + coded.length * INFLATE_RATIO)
  try {
    if (complete) return { bytes: way(coded, { maxOutputLength }), problem: undefined }
  } catch (error) {
    if (codeOf(error) !== 'Z_BUF_ERROR')
      return { bytes: undefined, problem: problemOf(error, maxOutputLength) }
  }
  try {
    const bytes = way(coded, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
    return { bytes, problem: complete ? 'The compressed body ends before it is whole.' : undefined }
  } catch (error) {
    return { bytes: undefined, problem: problemOf(error, maxOutputLength) }
  }
}

type Way = typeof gunzipSync

/** By name of the coding: what undoes it, judged by its first bytes where senders disagree (RFC 9110 section 8.4.1.2). */
const WAYS: ReadonlyMap<string, (coded: Uint8Array) => Way> = new Map([
  ['gzip', () => gunzipSync],
  ['x-gzip', () => gunzipSync],
  ['deflate', (coded: Uint8Array) => (isZlib(coded) ? inflateSync : inflateRawSync)],
])

function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

function problemOf(error: unknown, most: number): string {
  if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return `The body inflates to more than ${most} bytes.`
  return `The compressed body is damaged (${(error as Error).message}).`
}
