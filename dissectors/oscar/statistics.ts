import { secondsBetween } from '../../src/dissect/links.js'
import type { MessageRef } from '../../src/dissect/message.js'
import type { Slot } from '../../src/dissect/slots.js'
import { Waiting } from '../../src/dissect/waiting.js'
import type { Cell, Section } from '../../src/stats/report.js'
import type { Statistic } from '../../src/stats/statistic.js'

/** Rows kept of each table; what comes later is only counted. */
export const MAX_ROWS = 10_000

/** SNACs of further names are counted together: numbers without a name there may be four thousand million. */
const OTHERS = '(others)'

/** A step of a sign-on, or a change of rates. */
interface Step {
  readonly message: MessageRef
  readonly what: string
}

/** What a server said about a rate class. */
export interface Rate {
  readonly message: MessageRef
  readonly id: number
  readonly current: number
  readonly clear: number
  readonly alert: number
  readonly limit: number
  readonly disconnect: number
}

/** What sessions record when the statistic is asked for. */
class OscarLog {
  /** SNACs by name: from the client, from the server, and requests that got a reply. */
  readonly snacs = new Map<string, [client: number, server: number, answered: number]>()
  readonly steps: Step[] = []
  dropped = 0
  readonly rates: Rate[] = []
  droppedRates = 0
  /** Requests that are owed a reply, by the number of their message: ids are used again. The oldest go first. */
  readonly unanswered = new Waiting<number, { message: MessageRef; title: string }>(MAX_ROWS)

  asked(message: MessageRef, title: string): void {
    this.unanswered.add(message.number, { message, title })
  }

  replied(request: MessageRef): void {
    this.unanswered.take(request.number)
  }

  rate(rate: Rate): void {
    if (this.rates.length < MAX_ROWS) this.rates.push(rate)
    else this.droppedRates++
  }

  count(title: string, side: 0 | 1): void {
    this.#of(title)[side]++
  }

  answered(title: string): void {
    this.#of(title)[2]++
  }

  step(message: MessageRef, what: string): void {
    if (this.steps.length < MAX_ROWS) this.steps.push({ message, what })
    else this.dropped++
  }

  #of(title: string): [number, number, number] {
    const known = this.snacs.get(title)
    if (known) return known
    if (this.snacs.size >= MAX_ROWS && title !== OTHERS) return this.#of(OTHERS)
    const counts: [number, number, number] = [0, 0, 0]
    this.snacs.set(title, counts)
    return counts
  }
}

export const OSCAR_LOG: Slot<OscarLog> = { name: 'oscar.log', make: () => new OscarLog() }

/** SNACs that tell how a sign-on goes and how rates change. */
export const TIMELINE = new Set([
  'BUCP CHALLENGE_REQUEST',
  'BUCP CHALLENGE_RESPONSE',
  'BUCP LOGIN_REQUEST',
  'BUCP LOGIN_RESPONSE',
  'OSERVICE HOST_ONLINE',
  'OSERVICE CLIENT_ONLINE',
  'OSERVICE RATE_PARAMS_REPLY',
  'OSERVICE RATE_PARAM_CHANGE',
  'OSERVICE SERVICE_REQUEST',
  'OSERVICE SERVICE_RESPONSE',
  'sign-on',
  'sign-off',
])

/** `slx stats --oscar`: SNACs by name and direction, and when sign-ons and rate changes happened. */
export const oscarStatistic: Statistic = {
  begin(state) {
    state.of(OSCAR_LOG)
  },
  report(state) {
    const log = state.of(OSCAR_LOG)
    const sections: Section[] = []
    if (log.snacs.size > 0) sections.push(snacSection(log))
    if (log.unanswered.size > 0) sections.push(unansweredSection(log))
    if (log.rates.length > 0) sections.push(rateSection(log))
    if (log.steps.length > 0) sections.push(stepSection(log))
    return sections
  },
}

function snacSection(log: OscarLog): Section {
  const rows = [...log.snacs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, [client, server, answered]]): Cell[] => [title, client, server, answered])
  return {
    title: 'OSCAR SNACs',
    columns: [
      { name: 'SNAC' },
      { name: 'from client', align: 'right' },
      { name: 'from server', align: 'right' },
      { name: 'answered', align: 'right' },
    ],
    rows,
  }
}

function unansweredSection({ unanswered }: OscarLog): Section {
  const notes = unanswered.dropped > 0 ? [`${unanswered.dropped} earlier ones are not kept.`] : []
  return {
    title: 'OSCAR requests without a reply',
    columns: [{ name: 'message', align: 'right' }, { name: 'SNAC' }],
    rows: [...unanswered.values()].map(({ message, title }) => [message.number, title]),
    ...(notes.length > 0 ? { notes } : {}),
  }
}

function rateSection({ rates, droppedRates }: OscarLog): Section {
  const first = rates[0]!.message
  const levels = ['current', 'clear', 'alert', 'limit', 'disconnect'] as const
  return {
    title: 'OSCAR rate levels in ms',
    columns: [
      { name: 'message', align: 'right' },
      { name: 'after', align: 'right', unit: 's' },
      { name: 'class', align: 'right' },
      ...levels.map((name) => ({ name, align: 'right' }) as const),
      { name: 'state' },
    ],
    rows: rates.map((rate): Cell[] => [
      rate.message.number,
      secondsBetween(first, rate.message),
      rate.id,
      ...levels.map((level) => rate[level]),
      stateOf(rate),
    ]),
    ...(droppedRates > 0
      ? { notes: [`${droppedRates} further levels are not kept: the table is full.`] }
      : {}),
  }
}

function stateOf({ current, alert, limit, disconnect }: Rate): string {
  if (current < disconnect) return 'below disconnect'
  if (current < limit) return 'limited'
  return current < alert ? 'alert' : 'clear'
}

function stepSection({ steps, dropped }: OscarLog): Section {
  const first = steps[0]!.message
  return {
    title: 'OSCAR sign-ons and rate changes',
    columns: [
      { name: 'message', align: 'right' },
      { name: 'after', align: 'right', unit: 's' },
      { name: 'step' },
    ],
    rows: steps.map(({ message, what }) => [message.number, secondsBetween(first, message), what]),
    ...(dropped > 0 ? { notes: [`${dropped} further steps are not kept: the table is full.`] } : {}),
  }
}
