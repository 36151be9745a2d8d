import { Collector, type KeptConversation } from '../diff/collect.js'
import type { Chore } from '../dissect/chores.js'
import { ComparedValues } from '../saved/compared-values.js'
import { loadDissectors } from './choose-protocols.js'
import type { DiffCliOptions } from './diff-options.js'
import { Interrupted, wasInterrupted } from './interrupt.js'
import { prepareReading } from './reading.js'
import type { Reporter } from './reporter.js'

/** What was read of one side. */
export interface Capture {
  readonly name: string
  readonly conversations: readonly KeptConversation[]
  readonly count: number
  readonly leftOut: ReadonlyMap<Chore, number>
}

/** Reads the captures that are compared. */
export class CaptureReader {
  readonly #options: DiffCliOptions
  readonly #reporter: Reporter
  readonly #values = new ComparedValues()

  constructor(options: DiffCliOptions, reporter: Reporter) {
    this.#options = options
    this.#reporter = reporter
  }

  async read(inputs: readonly string[]): Promise<Capture> {
    const reading = await prepareReading(inputs, this.#options, this.#reporter)
    const collector = new Collector(await loadDissectors(), new Set(this.#options.include ?? []))
    const result = await reading.run({
      layers: false,
      forwardLinks: false,
      saved: this.#values,
      afterChunk: () => undefined,
      message: (message) => {
        collector.add(message)
        return true
      },
    })
    if (wasInterrupted()) throw new Interrupted('nothing was compared.')
    if (result.firstBug) this.#reporter.bug(result.firstBug)
    return {
      name: inputs.join(' '),
      conversations: [...collector.conversations.values()],
      count: collector.count,
      leftOut: collector.leftOut,
    }
  }

  /** Two captures in one form: where one has values only, the other is taken for no more, and that is said. */
  async alike(a: Capture, b: Capture): Promise<[Capture, Capture]> {
    const { hasValuesOnly, withValuesOnly } = await import('../diff/values-only.js')
    const bare = [a, b].filter(({ conversations }) => hasValuesOnly(conversations))
    if (bare.length === 0) return [a, b]
    const names = bare.map(({ name }) => name).join(' and ')
    const were = bare.length > 1 ? 'were' : 'was'
    this.#reporter.say(
      `${names} ${were} saved without --positions: names, values and findings are compared, and no bytes are shown.`,
    )
    const whole = (capture: Capture) => ({
      ...capture,
      conversations: withValuesOnly(capture.conversations, this.#values),
    })
    return [whole(a), whole(b)]
  }
}
