/** How the end of a plaintext is filled up to a block. */
export interface Padding {
  /** What the last byte says: pad bytes before it. */
  readonly length: number
  /** In words. */
  readonly style: string
  /** Whether those bytes count 1, 2, 3 ...; otherwise where the payload ends is not known. */
  readonly sound: boolean
}

/** Pad bytes a sender needs at most; more make it an extra block. */
const MAX_NEEDED = 8

/** Judges the padding at the end of `bytes[start..end)`, which is not empty (protocol page section 2.1). */
export function paddingOf(bytes: Uint8Array, start: number, end: number): Padding {
  const length = bytes[end - 1]!
  if (length === 0) return { length, style: 'none: the last byte is 0', sound: true }
  if (length + 1 > end - start) return { length, style: 'is shorter', sound: false }
  const from = end - 1 - length
  for (let i = 0; i < length; i++) {
    if (bytes[from + i] !== i + 1) return { length, style: 'does not count up from 1', sound: false }
  }
  return { length, style: length > MAX_NEEDED ? 'as in ESP, with an extra block' : 'as in ESP', sound: true }
}
