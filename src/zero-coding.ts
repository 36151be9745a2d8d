/**
 * Zero-coding: runs of zero bytes are sent as `00 n`. Viewers write at most 255 zeros a pair; readers
 * also take further zero bytes before the count, 256 zeros each: `00 00 n` is 256 + n, `00 00 00 n` is
 * 512 + n. A run whose count is missing at the end of the data is the zeros its zero bytes stand for:
 * one for the first, 256 for each further.
 */

/** Bytes expanded at most. Viewers receive into 8192 bytes, proxies into 12288; what lies beyond is not decoded. */
export const MAX_EXPANDED = 12288

/**
 * Expands `bytes[start..end)` into `into`. Returns the length of the whole expansion, which is more than
 * `into` holds when it did not fit: the bytes beyond are counted, not written. What stands in `into` behind the
 * expansion is lost.
 */
export function expandZeros(bytes: Uint8Array, start: number, end: number, into: DataView): number {
  const room = into.byteLength
  let length = 0
  let at = start
  while (at < end) {
    const byte = bytes[at++]!
    if (byte !== 0) {
      if (length < room) into.setUint8(length, byte)
      length++
      continue
    }
    let zeros = at < end ? bytes[at++]! : 1
    if (zeros === 0) {
      zeros = 256
      for (; at < end && bytes[at] === 0; at++) zeros += 256
      if (at < end) zeros += bytes[at++]!
      else zeros++
    }
    const stop = Math.min(room, length + zeros)
    // Eight at once, also where fewer are wanted: most runs are short, and what follows writes over the rest.
    let to = length
    for (; to < stop && to + 8 <= room; to += 8) into.setFloat64(to, 0)
    for (; to < stop; to++) into.setUint8(to, 0)
    length += zeros
  }
  return length
}
