import fc from 'fast-check'
import { expect, it } from 'vitest'
import { writeUnixTime } from '../../src/output/unix-time.js'
import { written } from '../support/render.js'

const shown = (seconds: number) => written((out) => writeUnixTime(out, seconds))

/** What a calendar of the platform says. */
const expected = (seconds: number) =>
  new Date(1000 * seconds).toISOString().replace('T', ' ').replace('.000Z', ' UTC')

it.each([0, 1_000_000_000, 951_782_399, 951_782_400, 68_255_999, 4_107_542_399, 4_107_542_400, 2 ** 32 - 1])(
  '%d seconds since 1970',
  (seconds) => expect(shown(seconds)).toBe(expected(seconds)),
)

it('knows every day that 32 bits of seconds reach', () => {
  for (let day = 0; 86_400 * day < 2 ** 32; day++) {
    if (shown(86_400 * day) !== expected(86_400 * day))
      expect(shown(86_400 * day)).toBe(expected(86_400 * day))
  }
  fc.assert(fc.property(fc.nat(2 ** 32 - 1), (seconds) => shown(seconds) === expected(seconds)))
})
