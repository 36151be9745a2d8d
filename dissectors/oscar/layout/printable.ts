/** Whether bytes are ASCII text without controls, but for line ends, tabs and one NUL at the end. */
export function isPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = end - start > 1 && bytes[end - 1] === 0 ? end - 1 : end
  for (let at = start; at < stop; at++) {
    const byte = bytes[at]!
    if (byte >= 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false
  }
  return stop > start
}
