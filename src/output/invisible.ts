/**
 * Characters that a terminal or an editor would act on or hide: controls (C0, DEL, C1), format characters
 * (\p{Cf}: bidirectional overrides, zero-width, tags), line and paragraph separator, surrogates without a
 * partner, and whatever else Unicode calls default-ignorable (fillers, variation selectors).
 */
export function isInvisible(codePoint: number): boolean {
  if (codePoint < 0x20) return true
  if (codePoint < 0x7f) return false
  let low = 0
  let high = RANGES.length / 2 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (codePoint < RANGES[2 * middle]!) high = middle - 1
    else if (codePoint > RANGES[2 * middle + 1]!) low = middle + 1
    else return true
  }
  return false
}

// First and last of each range; Unicode 17. A table of our own, so that output does not change with Node.
const RANGES = [
  0x7f, 0x9f, 0xad, 0xad, 0x34f, 0x34f, 0x600, 0x605, 0x61c, 0x61c, 0x6dd, 0x6dd, 0x70f, 0x70f, 0x890, 0x891,
  0x8e2, 0x8e2, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b, 0x200f, 0x2028, 0x202e, 0x2060,
  0x206f, 0x3164, 0x3164, 0xd800, 0xdfff, 0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfffb,
  0x110bd, 0x110bd, 0x110cd, 0x110cd, 0x13430, 0x1343f, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000, 0xe0fff,
]
