import type { Message } from '../dissect/message.js'
import type { Slot, Slots } from '../dissect/slots.js'
import type { TrafficSink } from '../network/traffic.js'
import type { Section } from './report.js'

/** What is counted for statistics while the input is read. Called for every message and frame: it must not allocate. */
export interface Collector {
  message?(message: Message): void
  frame?: TrafficSink['frame']
}

/** How a statistic is reported. */
export interface ReportOptions {
  /** Rows of each table, the rest summed in one more; each statistic has a number of its own where it is absent. */
  readonly top?: number
}

/**
 * Something `slx stats` tells about a whole capture. Sessions count only what somebody asked for: `begin` makes
 * the slot they look for with `state.peek`, `report` turns what they left there into tables. What is counted of
 * every message, whatever its protocol, is in `collectors`, which statistics may share; they need no `begin`.
 */
export interface Statistic {
  readonly collectors?: readonly Slot<Collector>[]
  begin?(state: Slots): void
  /** Nothing when the capture held nothing of the kind. */
  report(state: Slots, options?: ReportOptions): Section[]
}

/** A statistic of `slx stats`; its code is loaded when it is asked for. */
export interface StatisticEntry {
  /** The option that asks for it, without dashes: `circuits`. */
  readonly name: string
  /** One line for the help. */
  readonly summary: string
  /** Left out where nobody asks for it by name. */
  readonly onRequest?: boolean
  /** It counts messages only, one by one, so that a filter can pick them. */
  readonly filterable?: boolean
  load(): Promise<Statistic>
}
