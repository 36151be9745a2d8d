import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_KEYS, frame, payload, setup, u32 } from '../../../bench/encode/grand-chase.js'
import { ReplayWindow } from '../../../dissectors/grand-chase/replay-window.js'
import { dissectOptions } from '../../support/options.js'
import { CENTER_KEYS } from './sample.js'
import { talk } from './talk.js'

/** The check of RFC 2401 appendix C, with a set in place of the mask. */
function accepts(seen: Set<number>, sequence: number): boolean {
  const last = Math.max(0, ...seen)
  if (sequence === 0 || last - sequence >= 32 || seen.has(sequence)) return false
  seen.add(sequence)
  return true
}

it('judges as RFC 2401 does', () => {
  const numbers = fc.array(fc.oneof(fc.nat(80), fc.integer({ min: 2 ** 32 - 50, max: 2 ** 32 - 1 })), {
    maxLength: 100,
  })
  fc.assert(
    fc.property(numbers, (sequences) => {
      const window = new ReplayWindow(0, 0)
      const seen = new Set<number>()
      for (const sequence of sequences) {
        const { kind } = window.accept(sequence)
        expect(['next', 'gap', 'late'].includes(kind), `${sequence} of ${sequences}: ${kind}`).toBe(
          accepts(seen, sequence),
        )
      }
    }),
  )
})

describe('a verdict', () => {
  it('names what is missing, seen before, or too old', () => {
    const window = new ReplayWindow(0, 0)
    const kinds = [1, 2, 5, 3, 3, 0, 100, 68, 69].map((sequence) => window.accept(sequence))
    expect(kinds).toEqual([
      { kind: 'next' },
      { kind: 'next' },
      { kind: 'gap', missing: 2, last: 2 },
      { kind: 'late', last: 5 },
      { kind: 'replay', last: 5 },
      { kind: 'zero' },
      { kind: 'gap', missing: 94, last: 5 },
      { kind: 'old', last: 100 },
      { kind: 'late', last: 100 },
    ])
  })

  it('takes the first number as it is where nothing is known', () => {
    const window = new ReplayWindow()
    expect(window.accept(6193)).toEqual({ kind: 'first' })
    expect(window.accept(6193)).toEqual({ kind: 'replay', last: 6193 })
  })

  it('begins with the mask of the setup message', () => {
    expect(new ReplayWindow(10, 0b101).accept(8)).toEqual({ kind: 'replay', last: 10 })
    expect(new ReplayWindow(10, 0b101).accept(9)).toEqual({ kind: 'late', last: 10 })
  })
})

it('each direction and each association counts on its own; what is wrong is a note', () => {
  const wait = (sequence: number) => frame(CENTER_KEYS, payload(5, u32(1)), { sequence, iv: 0x41 })
  const heard = talk(
    [
      [1, frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 6193, iv: 0x57 })],
      [1, wait(1)],
      [0, wait(1)],
      [1, wait(3)],
      [0, wait(2)],
      [1, wait(3)],
      [1, wait(2)],
      [1, wait(0)],
      [1, wait(50)],
      [1, wait(18)],
    ],
    { options: dissectOptions() },
  )
  expect(heard.map(({ findings }) => findings.join())).toEqual([
    '',
    '',
    '',
    'grand-chase.sequence-gap',
    '',
    'grand-chase.replay',
    'grand-chase.sequence-late',
    'grand-chase.sequence-zero',
    'grand-chase.sequence-gap',
    'grand-chase.sequence-old',
  ])
})
