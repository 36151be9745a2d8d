import type { Slots } from '../dissect/slots.js'
import type { Section } from './report.js'

/**
 * Something `slx stats` tells about a whole capture. Sessions count only what somebody asked for: `begin` makes
 * the slot they look for with `state.peek`, `report` turns what they left there into tables.
 */
export interface Statistic {
  begin(state: Slots): void
  /** Nothing when the capture held nothing of the kind. */
  report(state: Slots): Section[]
}
