import { secondsBetween } from '../../src/dissect/links.js'
import type { MessageRef } from '../../src/dissect/message.js'
import type { Slot } from '../../src/dissect/slots.js'
import type { Cell, Section } from '../../src/stats/report.js'
import type { Statistic } from '../../src/stats/statistic.js'

/** Rows kept of each table; what comes later is only counted. */
const MAX_ROWS = 10_000

/** A step of a sign-on, or a change of rates. */
interface Step {
  readonly message: MessageRef
  readonly what: string
}

/** What sessions record when the statistic is asked for. */
class OscarLog {
  /** SNACs by name: from the client, from the server, and requests that got a reply. */
  readonly snacs = new Map<string, [client: number, server: number, answered: number]>()
  readonly steps: Step[] = []
  dropped = 0

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
