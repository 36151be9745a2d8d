import { STATISTICS } from '../../dissectors/statistics.js'
import type { Message } from '../dissect/message.js'
import { Slots } from '../dissect/slots.js'
import type { TrafficSink } from '../network/traffic.js'
import { sectionsAsJson, sectionsAsText } from '../stats/print.js'
import type { Collector, Statistic, StatisticEntry } from '../stats/statistic.js'
import { conclude } from './conclude.js'
import { UsageError } from './errors.js'
import type { ReadingCliOptions, TextCliOptions } from './options.js'
import { type PagingOptions, withOutput } from './output.js'
import { outputWidth, printText } from './print.js'
import { prepareReading } from './reading.js'
import { Reporter } from './reporter.js'

export interface StatsCliOptions extends ReadingCliOptions, TextCliOptions, PagingOptions {
  readonly view: 'text' | 'json'
  readonly json?: boolean
  readonly width?: number
  readonly top?: number
}

interface Wanted {
  readonly name: string
  readonly statistic: Statistic
}

/** `slx stats`: prints the statistics asked for, or all. Returns the exit code. */
export async function stats(inputs: readonly string[], options: StatsCliOptions): Promise<number> {
  const reporter = new Reporter(options.quiet ?? false)
  const reading = await prepareReading(inputs, options, reporter)
  const wanted = await loadStatistics(options)
  const counting = new Counting(wanted.map(({ statistic }) => statistic))
  const result = await reading.run({
    layers: false,
    forwardLinks: false,
    afterChunk: () => undefined,
    message: (message) => counting.message(message),
    ...(counting.countsFrames ? { traffic: counting } : {}),
    begin: (state) => counting.begin(state),
  })
  const parts = await report(wanted, counting.state, options)
  return withOutput(inputs, options, reporter, 'at the end', async (sink) => {
    printText(parts.join(isJson(options) ? '' : '\n'), sink)
    if (parts.length === 0) reporter.say('the input holds nothing that these statistics tell about.')
    return conclude(result, reporter, parts.length > 0)
  })
}

/** Hands messages and frames to those who count them. */
class Counting implements TrafficSink {
  state = new Slots()
  readonly countsFrames: boolean
  readonly #statistics: readonly Statistic[]
  #ofMessages: Collector[] = []
  #ofFrames: Collector[] = []

  constructor(statistics: readonly Statistic[]) {
    this.#statistics = statistics
    this.countsFrames = this.#collectors().some(({ frame }) => frame)
  }

  begin(state: Slots): void {
    this.state = state
    for (const statistic of this.#statistics) statistic.begin?.(state)
    const collectors = this.#collectors()
    this.#ofMessages = collectors.filter(({ message }) => message)
    this.#ofFrames = collectors.filter(({ frame }) => frame)
  }

  message(message: Message): true {
    for (const collector of this.#ofMessages) collector.message!(message)
    return true
  }

  readonly frame: TrafficSink['frame'] = (frame, conversation, side, family, what) => {
    for (const collector of this.#ofFrames) collector.frame!(frame, conversation, side, family, what)
  }

  /** Those that several statistics share, once. */
  #collectors(): Collector[] {
    const slots = new Set(this.#statistics.flatMap(({ collectors }) => collectors ?? []))
    return [...slots].map((slot) => this.state.of(slot))
  }
}

async function report(wanted: readonly Wanted[], state: Slots, options: StatsCliOptions): Promise<string[]> {
  const parts: string[] = []
  const width = outputWidth(options.width)
  for (const { name, statistic } of wanted) {
    const sections = statistic.report(state, options.top ? { top: options.top } : {})
    if (sections.length === 0) continue
    const print = isJson(options) ? sectionsAsJson(name, sections) : await sectionsAsText(sections, width)
    parts.push(print)
  }
  return parts
}

function isJson({ view, json }: StatsCliOptions): boolean {
  return json === true || view === 'json'
}

async function loadStatistics(options: StatsCliOptions): Promise<Wanted[]> {
  const chosen = STATISTICS.filter(({ name }) => camelCase(name) in options)
  const all = chosen.length > 0 ? chosen : STATISTICS.filter(({ onRequest }) => !onRequest)
  const entries = options.filter === undefined ? all : filterable(all, chosen.length > 0)
  return Promise.all(entries.map(async ({ name, load }) => ({ name, statistic: await load() })))
}

/** Those that a filter can pick messages for. Throws UsageError when others are asked for by name. */
function filterable(entries: readonly StatisticEntry[], byName: boolean): readonly StatisticEntry[] {
  const other = entries.find((entry) => !entry.filterable)
  if (!byName || !other) return entries.filter((entry) => entry.filterable)
  const names = STATISTICS.filter((entry) => entry.filterable).map(({ name }) => `--${name}`)
  throw new UsageError(
    `--${other.name} counts more than messages, so -Y cannot pick for it; it goes with ${names.join(', ')}.`,
  )
}

/** `grand-chase` as commander keeps it: `grandChase`. */
function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
