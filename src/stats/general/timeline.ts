import type { Message } from '../../dissect/message.js'
import type { Slot } from '../../dissect/slots.js'
import { messageLength } from '../../views/heading.js'
import { MAX_BUCKETS } from '../limits.js'
import type { Section } from '../report.js'
import type { Collector, Statistic } from '../statistic.js'
import { numberText } from '../table.js'
import { counted } from './ranked.js'
import { Span } from './span.js'

const BAR = 30

/** Milliseconds of the narrowest buckets. */
const NARROWEST = 1

/** Messages by time: buckets of 1 ms, joined by fives and twos as the input goes on, so that there are never too many. */
class Times implements Collector {
  /** Milliseconds of a bucket. */
  width = NARROWEST
  readonly messages = new Float64Array(MAX_BUCKETS)
  readonly bytes = new Float64Array(MAX_BUCKETS)
  /** Buckets up to the last one in use. */
  used = 0
  timeless = 0
  /** Messages older than the first, which stand in its bucket. */
  early = 0
  readonly #span = new Span()
  /** Buckets that the next step joins. */
  #step = 5

  message(message: Message): void {
    const time = this.#span.add(message.seconds, message.nanoseconds)
    if (Number.isNaN(time)) {
      this.timeless++
      return
    }
    if (time < 0) this.early++
    // In whole microseconds: the border of two buckets must not depend on a rounding error.
    const micros = Math.max(0, Math.round(time * 1e6))
    while (micros >= this.width * 1000 * MAX_BUCKETS) this.#widen()
    const bucket = Math.floor(micros / (this.width * 1000))
    this.messages[bucket]!++
    this.bytes[bucket]! += messageLength(message)
    if (bucket >= this.used) this.used = bucket + 1
  }

  #widen(): void {
    const step = this.#step
    for (const counts of [this.messages, this.bytes]) join(counts, step)
    this.used = Math.ceil(this.used / step)
    this.width *= step
    this.#step = step === 5 ? 2 : 5
  }
}

/** Adds up each `step` neighbours. */
function join(counts: Float64Array, step: number): void {
  for (let bucket = 0; bucket < counts.length; bucket++) {
    let sum = 0
    for (let at = bucket * step; at < (bucket + 1) * step; at++) sum += counts[at] ?? 0
    counts[bucket] = sum
  }
}

const TIMES: Slot<Times> = { name: 'times', make: () => new Times() }

/** `slx stats --timeline`: messages and bytes over time. */
export const timeline: Statistic = {
  collectors: [TIMES],
  report(state) {
    const times = state.of(TIMES)
    return times.used === 0 ? [] : [section(times)]
  },
}

function section({ width, messages, bytes, used, timeless, early }: Times): Section {
  const seconds = width / 1000
  const rows = Array.from({ length: used }, (_, i) => [
    Math.round(i * width) / 1000,
    messages[i]!,
    messages[i]!,
    bytes[i]!,
  ])
  return {
    title: `Time line: each line is ${numberText(seconds)} s`,
    columns: [
      { name: 'from', align: 'right', unit: 's' },
      { name: 'messages', align: 'right' },
      { name: '', bar: BAR },
      { name: 'bytes', align: 'right' },
    ],
    rows,
    records: rows.map(([from, messages, , bytes]) => ({ from, seconds, messages, bytes })),
    notes: [
      ...(timeless > 0 ? [`Left out: ${counted(timeless, 'message')} without a time.`] : []),
      ...(early > 0 ? [`In the first line: ${counted(early, 'message')} older than the first.`] : []),
    ],
  }
}
