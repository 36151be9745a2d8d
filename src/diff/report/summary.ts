import { count } from '../../count.js'
import type { CaptureDiff } from '../diff.js'

/** How many messages came out which way, and how many fields differ. */
export interface Totals {
  same: number
  changed: number
  fields: number
  removed: number
  added: number
  moved: number
}

export function totalsOf({ conversations }: CaptureDiff): Totals {
  const totals: Totals = { same: 0, changed: 0, fields: 0, removed: 0, added: 0, moved: 0 }
  for (const entry of conversations.flatMap(({ entries }) => entries)) {
    totals[entry.op]++
    if (entry.op !== 'changed') continue
    totals.fields += entry.differences.length
    if (entry.moved) totals.moved++
  }
  return totals
}

/** Whether two captures say the same. */
export function isSame({ changed, removed, added, moved }: Totals): boolean {
  return changed + removed + added + moved === 0
}

/** `3 messages changed (4 differences), 1 only in the reference, 0 only in the other, 1 moved; 200 the same`. */
export function summaryLine(totals: Totals): string {
  if (isSame(totals)) return `no difference; ${count(totals.same, 'message')} the same`
  const { changed, fields, removed, added, moved, same } = totals
  return [
    `${count(changed, 'message')} changed (${count(fields, 'difference')})`,
    `${removed} only in the reference`,
    `${added} not in the reference`,
    `${moved} moved; ${same} the same`,
  ].join(', ')
}
