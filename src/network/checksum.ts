/** The Internet checksum (RFC 1071): a ones' complement sum of 16-bit words in network order. */

/** Adds the words of `bytes[start..end)` to `sum`; an odd last byte counts as the high half of a word. The sum is not folded. */
export function addWords(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  // The halves are added apart, so that both sums stay small integers whatever the length.
  let high = 0
  let low = 0
  let at = start
  for (const last = end - 8; at <= last; at += 8) {
    high += bytes[at]! + bytes[at + 2]! + bytes[at + 4]! + bytes[at + 6]!
    low += bytes[at + 1]! + bytes[at + 3]! + bytes[at + 5]! + bytes[at + 7]!
  }
  for (; at + 1 < end; at += 2) {
    high += bytes[at]!
    low += bytes[at + 1]!
  }
  if (at < end) high += bytes[at]!
  return sum + high * 256 + low
}

/** Brings a sum into 16 bits by adding the carries back in: 0xffff where the words include a right checksum. */
export function fold(sum: number): number {
  let rest = sum
  while (rest > 0xffff) rest = (rest % 0x1_0000) + Math.floor(rest / 0x1_0000)
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
