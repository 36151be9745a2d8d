import Table from 'cli-table3'
import { slx, timed } from './command.js'
import { CASES } from './linear-cases.js'
import { made } from './traffic/index.js'

const SIZES = { quick: [20_000, 100_000], full: [200_000, 1_000_000] } as const

/** Five times the packets may take so many times the processor time, and so many bytes more: the collector has its moods. */
const MOST_TIMES = 6
const MOST_MORE = 60e6

/** Runs each case at a size and at five times that. Returns whether time grew with the size and memory did not. */
export function linear(quick: boolean): boolean {
  const [small, large] = quick ? SIZES.quick : SIZES.full
  const table = new Table({
    head: ['', '', `user s, ${small}`, `user s, ${large}`, 'times', 'peak MB', 'verdict'],
    style: { head: [], border: [] },
  })
  let sound = true
  for (const { name, write, commands } of CASES) {
    const captures = [small, large].map((size) => made(name, size, write).path)
    for (const command of commands) {
      const [less, more] = captures.map((path) => timed(slx(...command, path)))
      const times = more!.user / less!.user
      const isSound = times <= MOST_TIMES && more!.memory - less!.memory <= MOST_MORE
      sound &&= isSound
      table.push([
        name,
        command.join(' '),
        less!.user.toFixed(2),
        more!.user.toFixed(2),
        times.toFixed(1),
        [less, more].map((taken) => Math.round(taken!.memory / 1e6)).join(', '),
        isSound ? '' : 'grows too fast',
      ])
    }
  }
  console.log(table.toString())
  return sound
}
