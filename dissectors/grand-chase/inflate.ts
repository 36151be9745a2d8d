import { inflateSync } from 'node:zlib'
import { MAX_INFLATED } from './limits.js'

/** What became of a zlib stream. */
export interface Inflated {
  /** What it unpacks to; of a damaged or too large one nothing. */
  readonly bytes: Uint8Array
  /** Bytes of input that belong to it. */
  readonly consumed: number
  /** Why there is nothing, as the end of a sentence. */
  readonly fault?: string
}

const NOTHING = new Uint8Array(0)

/** Inflates the zlib stream that begins `bytes[start..end)`, up to MAX_INFLATED bytes. */
export function inflate(bytes: Uint8Array, start: number, end: number): Inflated {
  const options = { maxOutputLength: MAX_INFLATED, info: true }
  try {
    const { buffer, engine } = inflateSync(bytes.subarray(start, end), options) as unknown as {
      readonly buffer: Buffer
      readonly engine: { readonly bytesWritten: number }
    }
    return { bytes: buffer, consumed: engine.bytesWritten }
  } catch (error) {
    return { bytes: NOTHING, consumed: end - start, fault: reason(error) }
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ERR_BUFFER_TOO_LARGE') return `it has more than ${MAX_INFLATED} bytes`
  return message
}
