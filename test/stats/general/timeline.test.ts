import { expect, it } from 'vitest'
import { Slots } from '../../../src/dissect/slots.js'
import { timeline } from '../../../src/stats/general/timeline.js'
import { MAX_BUCKETS } from '../../../src/stats/limits.js'
import { startMessage } from '../../support/sample-messages.js'
import { jsonRows } from '../../support/statistics.js'

interface Row {
  readonly from: number
  readonly seconds: number
  readonly messages: number
  readonly bytes: number
}

/** The time line of messages of two bytes at these times, in seconds. */
function lineOf(times: readonly number[]) {
  const state = new Slots()
  const collector = state.of(timeline.collectors![0]!)
  for (const time of times) {
    const { message } = startMessage(new Uint8Array(2))
    message.seconds = time < 0 ? -1 : 1_000_000_000 + Math.floor(time)
    message.nanoseconds = Math.round((time - Math.floor(time)) * 1e9)
    collector.message!(message)
  }
  return timeline.report(state)
}

const rowsOf = (times: readonly number[]) => lineOf(times).flatMap((section) => jsonRows<Row>(section))

it('begins with milliseconds', () => {
  expect(rowsOf([0, 0.0004, 0.001, 0.003])).toEqual([
    { from: 0, seconds: 0.001, messages: 2, bytes: 4 },
    { from: 0.001, seconds: 0.001, messages: 1, bytes: 2 },
    { from: 0.002, seconds: 0.001, messages: 0, bytes: 0 },
    { from: 0.003, seconds: 0.001, messages: 1, bytes: 2 },
  ])
})

it.each([
  [0.039, 0.001],
  [0.04, 0.005],
  [0.199, 0.005],
  [0.2, 0.01],
  [0.4, 0.05],
  [39, 1],
  [40, 5],
  [10_000_000, 500_000],
])('a capture of %d seconds has lines of %d', (end, seconds) => {
  const times = [0, end * 0.3, end * 0.31, end * 0.9, end]
  const rows = rowsOf(times)
  expect(rows.length).toBeLessThanOrEqual(MAX_BUCKETS)
  for (const row of rows) {
    expect(row.seconds).toBe(seconds)
    const within = times.filter((time) => time >= row.from - 1e-9 && time < row.from + seconds - 1e-9)
    expect([row.from, row.messages]).toEqual([row.from, within.length])
  }
})

it('tells of messages without a time, and of those older than the first', () => {
  const [section] = lineOf([5, 4, -1, 5.0005])
  expect(jsonRows<Row>(section!)).toEqual([{ from: 0, seconds: 0.001, messages: 3, bytes: 6 }])
  expect(section!.notes).toEqual([
    'Left out: 1 message without a time.',
    'In the first line: 1 message older than the first.',
  ])
  expect(lineOf([-1])).toEqual([])
})
