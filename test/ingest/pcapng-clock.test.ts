import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newFrame } from '../../src/ingest/frame.js'
import { Clock } from '../../src/ingest/pcapng-clock.js'

function read(resolution: number, offset: number, ticks: bigint) {
  const frame = newFrame()
  const good = new Clock(resolution, offset).set(frame, Number(ticks >> 32n), Number(ticks & 0xffffffffn))
  return { good, seconds: frame.seconds, nanoseconds: frame.nanoseconds }
}

describe('Clock', () => {
  it('agrees with exact arithmetic for every resolution', () => {
    const resolutions = fc.oneof(fc.nat(127), fc.integer({ min: 128, max: 255 }), fc.constantFrom(3, 6, 9))
    fc.assert(
      fc.property(resolutions, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (resolution, ticks) => {
        const exponent = BigInt(resolution & 0x7f)
        const perSecond = resolution < 128 ? 10n ** exponent : 2n ** exponent
        const nanoseconds = (ticks * 1_000_000_000n) / perSecond
        const seconds = nanoseconds / 1_000_000_000n
        const expected =
          seconds <= 253_402_300_799n
            ? { good: true, seconds: Number(seconds), nanoseconds: Number(nanoseconds % 1_000_000_000n) }
            : { good: false, seconds: -1, nanoseconds: 0 }
        expect(read(resolution, 0, ticks)).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
  })

  it('adds the offset, and has no time before 1970 or after 9999', () => {
    expect(read(6, 1_700_000_000, 5_000_001n)).toEqual({
      good: true,
      seconds: 1_700_000_005,
      nanoseconds: 1000,
    })
    expect(read(0, -10, 9n)).toEqual({ good: false, seconds: -1, nanoseconds: 0 })
    expect(read(0, -10, 10n)).toEqual({ good: true, seconds: 0, nanoseconds: 0 })
    expect(read(0, 0, 253_402_300_800n).good).toBe(false)
  })
})
