import { count } from '../../src/count.js'
import { secondsBetween } from '../../src/dissect/links.js'
import type { Cell, Column, Section } from '../../src/stats/report.js'
import type { Statistic } from '../../src/stats/statistic.js'
import { LOGONS, type LogonStep } from './core/logon-log.js'

const COLUMNS: readonly Column[] = [
  { name: 'message', align: 'right', plain: true },
  { name: 'after', align: 'right', unit: 's' },
  { name: 'step' },
  { name: 'result' },
  { name: 'check' },
  { name: 'round trip', align: 'right', unit: 'ms' },
]

/** `slx stats --logons`: the steps of each account's logons with results, checks and round-trips. */
export const logons: Statistic = {
  begin(state) {
    state.of(LOGONS)
  },
  report(state) {
    const log = state.of(LOGONS)
    const sections = [...log.accounts].map(([account, steps]) => sectionOf(account, steps))
    if (log.dropped === 0) return sections
    const left = `${count(log.dropped, 'further step')} not kept: the table of logons is full.`
    return sections.map((section, i) => (i === sections.length - 1 ? { ...section, notes: [left] } : section))
  },
}

function sectionOf(account: string, steps: readonly LogonStep[]): Section {
  const first = steps[0]!.message
  const rows = steps.map(({ message, protocol, type, result, check, roundTrip }): Cell[] => [
    message.number,
    secondsBetween(first, message),
    `${protocol} ${type}`,
    result,
    check,
    roundTrip === undefined ? undefined : roundTrip * 1000,
  ])
  return { title: `Account ${account}`, columns: COLUMNS, rows }
}
