import { describe, expect, it } from 'vitest'
import { STATISTICS } from '../../dissectors/statistics.js'
import { columnsIn } from '../../src/output/width.js'
import { sectionsAsText } from '../../src/stats/print.js'
import { SAMPLE_RUNS } from '../support/sample-runs.js'
import { statisticsOf } from '../support/statistics.js'

/** Tables keep to every width, as lists where their columns have no room. */
describe.each(SAMPLE_RUNS)('$name', ({ path }) => {
  it('keeps to every width', async () => {
    const statistics = await Promise.all(STATISTICS.map(({ load }) => load()))
    const sections = (await statisticsOf(statistics, [path])).flat()
    for (const width of [40, 60, 79, 80, 100, 120]) {
      const text = await sectionsAsText(sections, width)
      const wide = text.split('\n').filter((line) => columnsIn(line) > width)
      expect(wide, `${width}`).toEqual([])
    }
  })
})

it('a list has all that the table has', async () => {
  const section = {
    title: 'Wires',
    columns: ['a name', 'another', 'third', 'fourth', 'fifth'].map((name) => ({ name })),
    rows: [
      ['some long words in a cell', ['two', 'lines'], 12, 34, ''],
      ['more', undefined, 56, 78, 'text'],
    ],
  }
  const list = await sectionsAsText([section], 40)
  expect(list).toBe(
    [
      'Wires',
      'a name   some long words in a cell',
      'another  two',
      '         lines',
      'third    12',
      'fourth   34',
      '',
      'a name   more',
      'third    56',
      'fourth   78',
      'fifth    text',
      '',
    ].join('\n'),
  )
})
