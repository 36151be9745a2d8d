/**
 * Characters as little-endian numbers, so that several go out with one store: the two hex digits of a byte
 * with two spaces behind them.
 */
export const HEX_PAIRS = Int32Array.from({ length: 256 }, (_, i) => pair(i.toString(16)) | (0x2020 << 16))

/** The two digits of a number below 100. */
export const DECIMAL_PAIRS = Int16Array.from({ length: 100 }, (_, i) => pair(i.toString()))

export const EIGHT_SPACES = new DataView(new Uint8Array(8).fill(0x20).buffer).getFloat64(0, true)

/** Decimal digits of a non-negative integer of at most 2^53 - 1. */
export function decimalDigits(value: number): number {
  return value < BILLION ? digitsOf(value) : 9 + decimalDigits(Math.floor(value / BILLION))
}

/** The same for a number below 2^31. */
export function digitsOf(value: number): number {
  // The number's bits times log 2, in 4096ths: right, or one too small.
  const digits = ((32 - Math.clz32(value)) * 1233) >> 12
  return value >= TENS[digits]! ? digits + 1 : Math.max(1, digits)
}

/** Powers of ten that are below 2^31. */
const TENS = Int32Array.from({ length: 10 }, (_, exponent) => 10 ** exponent)

const BILLION = 1e9

function pair(digits: string): number {
  const [first = '0', second = '0'] = digits.padStart(2, '0')
  return first.charCodeAt(0) | (second.charCodeAt(0) << 8)
}
