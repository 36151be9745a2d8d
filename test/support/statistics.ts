import type { Slots } from '../../src/dissect/slots.js'
import { sectionsAsJson } from '../../src/stats/print.js'
import type { Section } from '../../src/stats/report.js'
import type { Collector, ReportOptions, Statistic } from '../../src/stats/statistic.js'
import { dissectOptions } from './options.js'
import { runAll } from './run.js'

/** Sections of several statistics over the same inputs, in their order, as the command counts them. */
export async function statisticsOf(
  statistics: readonly Statistic[],
  inputs: readonly string[],
  options: ReportOptions = {},
): Promise<Section[][]> {
  const run = dissectOptions()
  for (const statistic of statistics) statistic.begin?.(run.state)
  const collectors = collectorsOf(statistics, run.state)
  await runAll(
    inputs,
    (message) => {
      for (const collector of collectors) collector.message?.(message)
    },
    {
      options: run,
      traffic: {
        frame(...frame) {
          for (const collector of collectors) collector.frame?.(...frame)
        },
      },
    },
  )
  return statistics.map((statistic) => statistic.report(run.state, options))
}

/** The rows that JSON has for a section. */
export function jsonRows<Row>(section: Section): Row[] {
  return (JSON.parse(sectionsAsJson('any', [section])) as { rows: Row[] }).rows
}

function collectorsOf(statistics: readonly Statistic[], state: Slots): Collector[] {
  const slots = new Set(statistics.flatMap(({ collectors }) => collectors ?? []))
  return [...slots].map((slot) => state.of(slot))
}
