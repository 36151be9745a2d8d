import { viewOfLast } from './view.js'

/** The Internet checksum (RFC 1071): a ones' complement sum of 16-bit words in network order. */

/** Adds the words of `bytes[start..end)` to `sum`; an odd last byte counts as the high half of a word. The sum is not folded. */
export function addWords(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  const view = viewOfLast(bytes)
  // 2^16 is 1 in this arithmetic, so words may be added two at a time; the halves apart stay small integers.
  // Four such pairs a turn take half the time of one.
  let high = 0
  let low = 0
  let at = start
  for (const last = end - 16; at <= last; at += 16) {
    const a = view.getInt32(at)
    const b = view.getInt32(at + 4)
    const c = view.getInt32(at + 8)
    const d = view.getInt32(at + 12)
    high += (a >>> 16) + (b >>> 16) + (c >>> 16) + (d >>> 16)
    low += (a & 0xffff) + (b & 0xffff) + (c & 0xffff) + (d & 0xffff)
  }
  for (const last = end - 4; at <= last; at += 4) {
    const two = view.getInt32(at)
    high += two >>> 16
    low += two & 0xffff
  }
  if (at + 1 < end) {
    high += view.getUint16(at)
    at += 2
  }
  if (at < end) high += bytes[at]! << 8
  return sum + high + low
}

/** Brings a sum into 16 bits by adding the carries back in: 0xffff where the words include a right checksum. */
export function fold(sum: number): number {
  let rest = sum
  while (rest > 0xffff_ffff) rest = (rest % 0x1_0000) + Math.floor(rest / 0x1_0000)
  while (rest > 0xffff) rest = (rest & 0xffff) + (rest >>> 16)
  return rest
}

/** The checksum field that goes with a sum over everything else. */
export function checksumOf(sum: number): number {
  return ~fold(sum) & 0xffff
}

/** The checksum that would be right, given a sum that includes the wrong one. */
export function rightChecksum(sum: number, wrong: number): number {
  return checksumOf(sum + (~wrong & 0xffff))
}
