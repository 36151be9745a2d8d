import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zeroCode } from '../../../bench/encode/lludp-packet.js'
import { expandZeros } from '../../../src/zero-coding.js'
import { fromHex } from '../../support/dissect.js'
import { vectors } from './vectors.js'

function expand(coded: Uint8Array, start = 0, room = 12288): { bytes: Uint8Array; length: number } {
  const into = new Uint8Array(room).fill(0xee)
  const length = expandZeros(coded, start, coded.length, new DataView(into.buffer))
  return { bytes: into.slice(0, Math.min(length, room)), length }
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe.skipIf(!vectors)('vectors (skipped where ../shared is absent)', () => {
  test.each((vectors?.zero_coding ?? []).map((vector) => [vector.note, vector] as const))(
    '%s',
    (_, vector) => {
      const coded = fromHex(vector.coded)
      const header = hex(coded.subarray(0, vector.skip))
      expect(header + hex(expand(coded, vector.skip).bytes)).toBe(vector.expanded)
    },
  )
})

test.each([
  ['nothing', '', ''],
  ['no zeros', '010203', '010203'],
  ['one zero', '01000102', '010002'],
  ['a run whose count is missing', '0100', '0100'],
])('%s', (_, coded, expanded) => {
  expect(hex(expand(fromHex(coded)).bytes)).toBe(expanded)
})

test.each([
  ['00 00 n: 256 zeros more', '00000501', 261 + 1],
  ['00 00 00 n: 512 zeros more', '0000000501', 517 + 1],
  ['00 00 at the end', '0000', 257],
  ['00 00 00 at the end', '000000', 513],
  ['the longest pair', '00ff', 255],
])('%s', (_, coded, length) => {
  expect(expand(fromHex(coded)).length).toBe(length)
})

test('what viewers code expands to what it was', () => {
  const sparse = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(255)), {
    maxLength: 2000,
  })
  fc.assert(
    fc.property(sparse, (values) => {
      const bytes = Uint8Array.from(values)
      expect(hex(expand(zeroCode(bytes)).bytes)).toBe(hex(bytes))
    }),
  )
})

test('runs that end close to the end of the room leave what lies before them', () => {
  for (let room = 8; room < 24; room++) {
    const { bytes, length } = expand(fromHex('0102030405060700030a00ff'), 0, room)
    expect(length).toBe(266)
    const whole = `010203040506070000000a${'00'.repeat(255)}`
    expect(hex(bytes)).toBe(whole.slice(0, 2 * room))
  }
})

test('whatever does not fit is counted, not written', () => {
  const coded = fromHex(`aa${'00ff'.repeat(1000)}bb`)
  const { bytes, length } = expand(coded, 0, 300)
  expect(length).toBe(255_002)
  expect(bytes).toEqual(Uint8Array.from([0xaa, ...new Array(299).fill(0)]))
})
