import { expect, it } from 'vitest'
import { Follower } from '../../src/follow/follower.js'
import type { Turn } from '../../src/follow/turn.js'
import { Waiting } from '../../src/follow/waiting.js'
import { runAll } from '../support/run.js'
import { ROOT } from '../support/slx.js'

const SIGN_ON = `${ROOT}samples/oscar-flap-sign-on.pcap`

it('keeps no more than it may, and says how many messages of the conversation are gone', async () => {
  // Each message is taken for a little more than 1 KiB, so that three fit.
  const waiting = new Waiting(5000)
  await runAll([SIGN_ON], (message) => waiting.add(message, false))
  const { turns, lost } = waiting.take(2)
  expect(turns.length).toBeGreaterThan(0)
  expect(turns.length).toBeLessThan(8)
  expect(turns.length + lost).toBe(8)
  expect(turns.at(-1)!.number).toBe(11)
  expect(waiting.take(2)).toEqual({ turns: [], lost: 0 })
})

it('keeps what it is given, whatever becomes of the message', async () => {
  const waiting = new Waiting()
  await runAll([SIGN_ON], (message) => waiting.add(message, false))
  const types = waiting.take(1).turns.map(({ type, number }) => [number, type])
  expect(types).toEqual([
    [1, 'sign-on'],
    [2, 'sign-on'],
    [3, 'sign-off'],
  ])
})

it('begins with the first message of the conversation, shown or not', async () => {
  const begun: number[] = []
  const shown: number[] = []
  const view = {
    begin: ({ number }: Turn) => void begun.push(number),
    turn: ({ number }: Turn) => void shown.push(number),
  }
  const follower = new Follower(view, { fromMessage: 6, count: 2 })
  follower.await(9)
  const goesOn: boolean[] = []
  await runAll([SIGN_ON], (message) => void goesOn.push(follower.message(message, false)))
  expect(begun).toEqual([4])
  expect(shown.slice(0, 2)).toEqual([6, 7])
  expect(goesOn.slice(0, 9)).toEqual([...Array(8).fill(true), false])
})

it('counts what is not to be shown, known beforehand or kept, and counts time from the first message all the same', async () => {
  for (const isAwaited of [true, false]) {
    const begun: number[] = []
    const shown: number[] = []
    const follower = new Follower(
      { begin: ({ number }) => void begun.push(number), turn: ({ number }) => void shown.push(number) },
      { toMessage: 10 },
    )
    if (isAwaited) follower.await(7)
    else follower.choose([{ id: 2 }])
    await runAll([SIGN_ON], (message) => void follower.message(message, message.number % 2 === 0))
    expect(begun).toEqual([4])
    expect(shown).toEqual([5, 7, 9])
    expect(follower.leftOut).toBe(4)
  }
})
