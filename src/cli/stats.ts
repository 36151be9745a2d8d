import { STATISTICS } from '../../dissectors/statistics.js'
import type { Slots } from '../dissect/slots.js'
import { sectionsAsJson, sectionsAsText } from '../stats/print.js'
import { conclude } from './conclude.js'
import type { ReadingCliOptions, TextCliOptions } from './options.js'
import { outputWidth, printText } from './print.js'
import { prepareReading } from './reading.js'
import { Reporter } from './reporter.js'

export interface StatsCliOptions extends ReadingCliOptions, TextCliOptions {
  readonly view: 'text' | 'json'
  readonly width?: number
}

/** `slx stats`: prints the statistics asked for, or all. Returns the exit code. */
export async function stats(inputs: readonly string[], options: StatsCliOptions): Promise<number> {
  const reporter = new Reporter(options.quiet ?? false)
  const reading = await prepareReading(inputs, options, reporter)
  const wanted = await loadStatistics(options)
  let state: Slots | undefined
  const result = await reading.run({
    layers: false,
    afterChunk: () => undefined,
    message: () => true,
    begin: (slots) => {
      state = slots
      for (const { statistic } of wanted) statistic.begin(slots)
    },
  })
  const parts: string[] = []
  const width = outputWidth(options.width)
  for (const { name, statistic } of wanted) {
    const sections = statistic.report(state!)
    if (sections.length === 0) continue
    const print =
      options.view === 'json' ? sectionsAsJson(name, sections) : await sectionsAsText(sections, width)
    parts.push(print)
  }
  printText(parts.join(options.view === 'json' ? '' : '\n'))
  if (parts.length === 0) reporter.say('the input holds nothing that these statistics tell about.')
  return conclude(result, reporter, parts.length > 0)
}

async function loadStatistics(options: object) {
  const chosen = STATISTICS.filter(({ name }) => camelCase(name) in options)
  const entries = chosen.length > 0 ? chosen : STATISTICS
  return Promise.all(entries.map(async ({ name, load }) => ({ name, statistic: await load() })))
}

/** `grand-chase` as commander keeps it: `grandChase`. */
function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
