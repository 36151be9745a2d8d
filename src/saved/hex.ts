import { Faulty } from './checks.js'

/** Bytes of a source as they were saved. */
export interface SavedBytes {
  readonly bytes: Uint8Array
  /** How many of the bytes before each place were masked; undefined where none were. Masked bytes are zero. */
  readonly masked: Int32Array | undefined
}

/** Reads pairs of hex digits, of `**` or of `--`. */
export function savedBytes(text: string): SavedBytes {
  if (text.length % 2 !== 0) throw new Faulty("'bytes' of a source has an odd number of digits")
  const bytes = new Uint8Array(text.length / 2)
  let masked: Int32Array | undefined
  let count = 0
  for (let i = 0; i < bytes.length; i++) {
    if (masked) masked[i] = count
    const high = text.charCodeAt(2 * i)
    const low = text.charCodeAt(2 * i + 1)
    if ((high === STAR || high === DASH) && low === high) {
      masked ??= new Int32Array(bytes.length + 1)
      count++
    } else {
      const value = digit(high) * 16 + digit(low)
      if (Number.isNaN(value)) throw new Faulty(`'bytes' of a source is no hex at its byte ${i}`)
      bytes[i] = value
    }
  }
  if (masked) masked[bytes.length] = count
  return { bytes, masked }
}

/** Whether some of a range of bytes were masked. */
export function isMaskedIn({ masked }: SavedBytes, start: number, length: number): boolean {
  return masked !== undefined && masked[start + length]! > masked[start]!
}

function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN
}

const STAR = 0x2a
const DASH = 0x2d
