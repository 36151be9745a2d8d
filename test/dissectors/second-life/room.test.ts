import { expect, it } from 'vitest'
import { Room } from '../../../dissectors/second-life/circuit/room.js'
import { Window } from '../../../dissectors/second-life/circuit/window.js'

const at = (number: number) => ({ number, seconds: 1_170_000_000, nanoseconds: number })

// A run's room is for MAX_REMEMBERED_PACKETS; smaller ones are full sooner.

it('lets the circuit that has grown longest ago forget, and only that', () => {
  const room = new Room(100)
  const [first, second] = [new Window(room), new Window(room)]
  for (let i = 1; i <= 64; i++) first.see(i, at(i))
  expect(first.message(first.find(1), at(200))).toEqual(at(1))
  for (let i = 1; i <= 64; i++) second.see(i, at(100 + i))
  expect([first.shrunk, second.shrunk]).toEqual([true, false])
  expect(first.find(1)).toBe(-1)
  expect(first.highest).toBe(64)
  expect(second.message(second.find(1), at(200))).toEqual(at(101))
})

it('remembers acks while it grows', () => {
  const window = new Window(new Room())
  window.see(1, at(7))
  expect(window.ack(window.find(1))).toBe(true)
  for (let i = 2; i <= 100; i++) window.see(i, at(i + 6))
  expect(window.message(window.find(1), at(200))).toEqual(at(7))
  expect(window.ack(window.find(1))).toBe(false)
  expect(window.ack(window.find(2))).toBe(true)
})

it('lets one circuit alone grow as far as it may', () => {
  const window = new Window(new Room(10))
  for (let i = 1; i <= 64; i++) window.see(i, at(i))
  expect(window.shrunk).toBe(false)
})

it.each([
  [
    'a time that is not known',
    { number: 5, seconds: -1, nanoseconds: 0 },
    { number: 9, seconds: 1_170_000_000, nanoseconds: 0 },
  ],
  [
    'times after 2106',
    { number: 5, seconds: 5_000_000_000, nanoseconds: 1 },
    { number: 9, seconds: 5_000_000_001, nanoseconds: 0 },
  ],
  [
    'times that run backwards',
    { number: 5, seconds: 1_170_000_009, nanoseconds: 1 },
    { number: 9, seconds: 1_170_000_000, nanoseconds: 0 },
  ],
  [
    'more messages than 32 bits count',
    { number: 2 ** 32 - 1, seconds: 10, nanoseconds: 1 },
    { number: 2 ** 32 + 9, seconds: 11, nanoseconds: 0 },
  ],
])('remembers %s', (_, first, now) => {
  const window = new Window(new Room())
  window.see(0xff_ffff, first)
  expect(window.ack(window.find(0xff_ffff))).toBe(true)
  expect(window.message(window.find(0xff_ffff), now)).toEqual(first)
})
