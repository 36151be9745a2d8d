import type { ByteWriter } from './byte-writer.js'

const BILLION = 1e9

/** Writes a 64-bit integer, given as its halves, exactly and without BigInt. */
export function writeInt64(out: ByteWriter, high: number, low: number, signed: boolean): void {
  if (signed && high >= 0x8000_0000) {
    out.byte(0x2d)
    const negated = -low >>> 0
    writeUnsigned64(out, (negated === 0 ? -high : ~high) >>> 0, negated)
  } else writeUnsigned64(out, high, low)
}

function writeUnsigned64(out: ByteWriter, high: number, low: number): void {
  if (high < 0x20_0000) {
    out.decimal(high * 0x1_0000_0000 + low)
    return
  }
  // Long division by 10^9, sixteen bits at a time.
  const upper = (high % BILLION) * 0x1_0000 + (low >>> 16)
  const lower = (upper % BILLION) * 0x1_0000 + (low & 0xffff)
  const quotient =
    Math.floor(high / BILLION) * 0x1_0000_0000 +
    Math.floor(upper / BILLION) * 0x1_0000 +
    Math.floor(lower / BILLION)
  out.decimal(quotient)
  out.padded(lower % BILLION, 9)
}

/** Whether a 64-bit integer, given as its halves, is at most 2^53 - 1 in size, so that JSON readers keep it. */
export function isSafe64(high: number, low: number, signed: boolean): boolean {
  if (!signed || high < 0x8000_0000) return high < 0x20_0000
  return high > 0xffe0_0000 || (high === 0xffe0_0000 && low > 0)
}

/** Writes a 64-bit float as JavaScript does: the shortest decimal that reads back to it. */
export function writeF64(out: ByteWriter, value: number): void {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 53 && !Object.is(value, -0)) out.decimal(value)
  else out.ascii(Object.is(value, -0) ? '-0' : String(value))
}

/** Writes a 32-bit float as the shortest decimal that reads back to the same 32-bit float. */
export function writeF32(out: ByteWriter, value: number): void {
  const size = Math.abs(value)
  if (Math.floor(size) === size && size < 1e6) {
    writeF64(out, value)
    return
  }
  if (!(size >= 1e-4 && size < 1e6)) {
    writeF64(out, shortestDouble(value))
    return
  }
  if (value < 0) out.byte(0x2d)
  asFloat[0] = size
  const bits = asBits[0]!
  // Half the way to the neighbours above and below: a decimal within reads back to `size`.
  const above = HALF_STEPS[bits >> 23]!
  const below = (bits & 0x7f_ffff) === 0 ? above / 2 : above
  let decimals = decimalsForSixDigits(size, bits >> 23)
  let power = POWERS[decimals]!
  // Exact: 24 bits times at most 28.
  let exact = size * power
  let scaled = Math.floor(exact + 0.5)
  if (scaled - exact < above * power && exact - scaled < below * power) {
    // As a 32-bit integer, for which the remainder is two multiplications.
    let digits = scaled | 0
    while (digits % 10 === 0) {
      digits = (digits / 10) | 0
      decimals--
    }
    scaled = digits
  } else {
    const most = decimals + MAX_DIGITS - SURE_DIGITS
    do {
      power = POWERS[++decimals]!
      exact = size * power
      scaled = Math.floor(exact + 0.5)
    } while (decimals < most && !(scaled - exact < above * power && exact - scaled < below * power))
  }
  out.fixed(scaled, decimals)
}

/**
 * Any decimal of so many digits survives a normal 32-bit float; so if the shortest form has no more,
 * rounding to that many finds it.
 */
const SURE_DIGITS = 6
const SMALLEST_NORMAL = 2 ** -126
/** So many digits tell all 32-bit floats apart. */
const MAX_DIGITS = 9

/** Digits behind the point that give a number in 1e-4 <= size < 1e6 six digits; `exponent` is its biased exponent of 2. */
function decimalsForSixDigits(size: number, exponent: number): number {
  // Log 2 in 4096ths; at most one too small.
  const power = ((exponent - 127) * 1233) >> 12
  return SURE_DIGITS - 1 - (size >= TENS[power + 5]! ? power + 1 : power)
}

const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12]
/** From 1e-4 on. */
const TENS = [1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]
/** By biased exponent: half the distance between neighbouring 32-bit floats. */
const HALF_STEPS = Float64Array.from({ length: 256 }, (_, exponent) => 2 ** (exponent - 127 - 24))

const asFloat = new Float32Array(1)
const asBits = new Int32Array(asFloat.buffer)

/** The double that is printed like the shortest form of a 32-bit float. */
function shortestDouble(value: number): number {
  // Below a power of two the next float is half as far away as above: then the decimal nearest to a number
  // a little above may do where the nearest one does not.
  const nearby = [value, value * (1 + 2 ** -25)]
  const isNormal = Math.abs(value) >= SMALLEST_NORMAL
  for (let digits = isNormal ? SURE_DIGITS : 1; digits < MAX_DIGITS; digits++) {
    const short = nearby.map((near) => Number(near.toPrecision(digits)))
    const found = short.find((decimal) => Math.fround(decimal) === value)
    if (found !== undefined) return found
  }
  return Number.isFinite(value) ? Number(value.toPrecision(MAX_DIGITS)) : value
}
