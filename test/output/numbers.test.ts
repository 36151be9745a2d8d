import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSafe64, writeF32, writeF64, writeInt64 } from '../../src/output/numbers.js'
import { written } from '../support/render.js'

const f32 = (value: number) => written((out) => writeF32(out, value))
const float32 = new Float32Array(1)
const bits32 = new Uint32Array(float32.buffer)

function fromBits(bits: number): number {
  bits32[0] = bits
  return float32[0]!
}

/** The fewest significant digits with which some decimal reads back to a 32-bit float. */
function fewestDigits(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e')
    // Beside the nearest decimal its neighbours, for floats whose lower neighbour is nearer than the upper.
    for (const step of [-1, 0, 1]) {
      const scaled = Number(mantissa!.replace('.', '')) + step
      if (Math.fround(Number(`${scaled}e${Number(exponent) - digits + 1}`)) === value) return digits
    }
  }
  return 9
}

function digitsIn(text: string): number {
  const [mantissa] = text.replace('-', '').split('e')
  return mantissa!.replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length
}

describe('writeF32', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [-1.5, '-1.5'],
    [0.1, '0.1'],
    [12.3, '12.3'],
    [0.0001, '0.0001'],
    [1e-7, '1e-7'],
    [123456.7, '123456.7'],
    [16777216, '16777216'],
    [3.4028234663852886e38, '3.4028235e+38'],
    [1.401298464324817e-45, '1e-45'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('writes %d as %s', (value, text) => {
    expect(f32(Math.fround(value))).toBe(text)
  })

  it('reads back to the same float with the fewest digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (bits) => {
        const value = fromBits(bits)
        if (!Number.isFinite(value)) return
        const text = f32(value)
        expect(Object.is(Math.fround(Number(text)), value)).toBe(true)
        if (value !== 0) expect(digitsIn(text)).toBe(fewestDigits(value))
      }),
      { numRuns: 3000 },
    )
  })

  it('does so for the sizes that coordinates have, and their roundings', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e7, max: 1e7 }), fc.integer({ min: 0, max: 7 }), (scaled, decimals) => {
        const value = Math.fround(scaled / 10 ** decimals)
        const text = f32(value)
        expect(Object.is(Math.fround(Number(text)), value)).toBe(true)
        if (value !== 0) expect(digitsIn(text)).toBe(fewestDigits(value))
      }),
      { numRuns: 3000 },
    )
  })

  it('does so for every power of two, where neighbours are unequally far', () => {
    for (let exponent = -149; exponent < 128; exponent++) {
      const value = 2 ** exponent
      const text = f32(value)
      expect(Math.fround(Number(text))).toBe(value)
      expect(digitsIn(text)).toBe(fewestDigits(value))
    }
  })
})

describe('writeF64', () => {
  it('writes what JavaScript writes, and the sign of zero', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(written((out) => writeF64(out, value))).toBe(Object.is(value, -0) ? '-0' : String(value))
      }),
    )
  })
})

describe('64-bit integers', () => {
  const words = fc.integer({ min: 0, max: 0xffff_ffff })
  const edges = fc.constantFrom(
    0,
    1,
    0x1f_ffff,
    0x20_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffe0_0000,
    0xffff_ffff,
  )

  it('are written exactly', () => {
    fc.assert(
      fc.property(fc.oneof(edges, words), fc.oneof(edges, words), (high, low) => {
        const value = (BigInt(high) << 32n) | BigInt(low)
        expect(written((out) => writeInt64(out, high, low, false))).toBe(String(value))
        expect(written((out) => writeInt64(out, high, low, true))).toBe(String(BigInt.asIntN(64, value)))
      }),
    )
  })

  it('are safe when a double holds them and their neighbours', () => {
    fc.assert(
      fc.property(fc.oneof(edges, words), fc.oneof(edges, words), (high, low) => {
        const value = (BigInt(high) << 32n) | BigInt(low)
        const signed = BigInt.asIntN(64, value)
        const limit = 2n ** 53n
        expect(isSafe64(high, low, false)).toBe(value < limit)
        expect(isSafe64(high, low, true)).toBe(signed < limit && signed > -limit)
      }),
    )
  })
})
