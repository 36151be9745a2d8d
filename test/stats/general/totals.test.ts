import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conversations } from '../../../src/stats/general/conversations.js'
import { coverage } from '../../../src/stats/general/coverage.js'
import { findings } from '../../../src/stats/general/findings.js'
import { messages } from '../../../src/stats/general/messages.js'
import { protocols } from '../../../src/stats/general/protocols.js'
import { READINGS } from '../../../src/stats/general/reading.js'
import { timeline } from '../../../src/stats/general/timeline.js'
import { sectionsAsText } from '../../../src/stats/print.js'
import type { Section } from '../../../src/stats/report.js'
import { leaves } from '../../support/coverage.js'
import { runAll } from '../../support/run.js'
import { samples } from '../../support/samples.js'
import { jsonRows, statisticsOf } from '../../support/statistics.js'

const ALL = [protocols, conversations, messages, coverage, findings, timeline]

type Row = Readonly<Record<string, unknown>>

/** The sum of a member over rows; of pairs both. */
function sum(rows: readonly Row[], key: string): number {
  return rows.flatMap((row) => (row[key] ?? 0) as number | number[]).reduce((all, n) => all + n, 0)
}

const rowsOf = (sections: readonly Section[]) => sections.flatMap((section) => jsonRows<Row>(section))

describe.each(samples().map((path) => ({ name: basename(path), path })))('$name', ({ path }) => {
  it('is counted whole by every statistic', async () => {
    let count = 0
    let bytes = 0
    let found = 0
    let timed = 0
    let fieldBytes = 0
    const { frames } = await runAll([path], (message) => {
      count++
      bytes += message.sources[0]!.end - message.sources[0]!.start
      found += message.findings.length
      if (message.seconds >= 0) timed++
      for (const { length } of leaves(message)) fieldBytes += length
    })
    const [layers, talks, types, covered, problems, times] = (await statisticsOf(ALL, [path])).map(rowsOf)
    expect(layers![0]).toMatchObject({ path: [], frames, messages: count, message_bytes: bytes })
    const leafLines = layers!.filter((line, i) => !isParent(line, layers![i + 1]))
    for (const key of ['frames', 'bytes', 'messages', 'message_bytes'])
      expect([key, sum(leafLines, key)]).toEqual([key, layers![0]![key]])
    for (const key of ['frames', 'bytes', 'messages', 'message_bytes'])
      expect([key, sum(talks!, key)]).toEqual([key, layers![0]![key]])
    expect([sum(types!, 'messages'), sum(types!, 'bytes')]).toEqual([count, bytes])
    const all = covered!.find(({ protocol }) => protocol === null)!
    const details = covered!.filter(({ type }) => type !== undefined)
    expect(all.messages).toBe(count)
    for (const key of ['messages', 'field_bytes', 'understood_bytes', ...READINGS])
      expect([key, sum(details, key)]).toEqual([key, all[key]])
    expect(READINGS.reduce((total, reading) => total + (all[reading] as number), 0)).toBe(count)
    expect(all.field_bytes).toBeLessThanOrEqual(fieldBytes)
    expect(all.understood_bytes).toBeLessThanOrEqual(all.field_bytes as number)
    expect(sum(problems!, 'findings')).toBe(found)
    expect(sum(times!, 'messages')).toBe(timed)
  })

  it('gives the same totals with --top', async () => {
    const [whole, cut] = await Promise.all([
      statisticsOf([conversations, messages, findings], [path]),
      statisticsOf([conversations, messages, findings], [path], { top: 1 }),
    ])
    for (const key of ['messages', 'frames', 'bytes', 'findings'])
      expect([key, sum(rowsOf(cut.flat()), key)]).toEqual([key, sum(rowsOf(whole.flat()), key)])
    for (const section of cut.flat()) expect(section.rows.length).toBeLessThanOrEqual(2)
  })

  it('fits 80 columns', async () => {
    const text = await sectionsAsText((await statisticsOf(ALL, [path])).flat(), 80)
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
  })
})

/** Whether the next line of the hierarchy is below this one. */
function isParent({ path }: Row, next: Row | undefined): boolean {
  return next !== undefined && (next.path as string[]).length > (path as string[]).length
}
