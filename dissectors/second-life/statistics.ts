import { count } from '../../src/count.js'
import type { Statistic } from '../../src/stats/statistic.js'
import { CIRCUITS } from './circuit/record.js'
import { circuitSections, overview } from './circuit/report.js'

/** `slx stats --circuits`: how healthy each circuit was. */
export const circuits: Statistic = {
  begin(state) {
    state.of(CIRCUITS)
  },
  report(state) {
    const book = state.of(CIRCUITS)
    const told = book.circuits.filter(({ first }) => first !== undefined)
    if (told.length === 0) return []
    const sections = told.flatMap(circuitSections)
    if (told.length === 1 && book.dropped === 0) return sections
    const left = `${count(book.dropped, 'later circuit')} left out: too many for one run.`
    return [{ ...overview(told), notes: book.dropped > 0 ? [left] : [] }, ...sections]
  },
}
