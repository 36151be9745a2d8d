import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf } from '../../src/output/width.js'
import { wrapText } from '../../src/output/wrap-text.js'
import { sectionsAsJson, sectionsAsText } from '../../src/stats/print.js'
import type { Section } from '../../src/stats/report.js'
import { forbidden } from '../support/escape-corpus.js'

const WIRES: Section = {
  title: 'Wires',
  columns: [
    { name: 'wire' },
    { name: 'mean time', align: 'right', unit: 'ms' },
    { name: 'count', align: 'right' },
  ],
  rows: [
    ['copper', 35.25, 12345],
    ['a glass fibre that has a name of some length', undefined, 0],
    ['RegionHandshakeReplyAndFurtherMessages', 1234.567, -1],
  ],
  notes: ['One of them was cut; nobody knows which of them it was, and nobody ever will.'],
}

const columnsIn = (line: string) => [...line].reduce((sum, c) => sum + columnsOf(c.codePointAt(0)!), 0)

describe('text', () => {
  test('headings, tables with units, notes', async () => {
    expect(await sectionsAsText([WIRES], 80)).toBe(`Wires
┌──────────────────────────────────────────────┬───────────┬────────┐
│ wire                                         │ mean time │  count │
├──────────────────────────────────────────────┼───────────┼────────┤
│ copper                                       │  35.25 ms │ 12,345 │
│ a glass fibre that has a name of some length │           │      0 │
│ RegionHandshakeReplyAndFurtherMessages       │  1,235 ms │     -1 │
└──────────────────────────────────────────────┴───────────┴────────┘
One of them was cut; nobody knows which of them it was, and nobody ever will.
`)
  })

  test('where a table is too wide its widest cells break, between words or the parts of names', async () => {
    expect(await sectionsAsText([WIRES], 50)).toBe(`Wires
┌──────────────────────────┬───────────┬────────┐
│ wire                     │ mean time │  count │
├──────────────────────────┼───────────┼────────┤
│ copper                   │  35.25 ms │ 12,345 │
│ a glass fibre that has a │           │      0 │
│ name of some length      │           │        │
│ RegionHandshakeReplyAnd  │  1,235 ms │     -1 │
│ FurtherMessages          │           │        │
└──────────────────────────┴───────────┴────────┘
One of them was cut; nobody knows which of them it
was, and nobody ever will.
`)
  })

  test('a section without rows has no table; sections are a line apart', async () => {
    const empty: Section = { title: 'None', columns: [{ name: 'x' }], rows: [], notes: ['Nothing came.'] }
    expect(await sectionsAsText([empty, { ...empty, notes: [] }], 80)).toBe('None\nNothing came.\n\nNone\n')
  })

  test('of very many rows, and of very many tables, the first are shown, and it is said', async () => {
    const rows = Array.from({ length: 503 }, (_, i) => [`row ${i}`])
    const text = await sectionsAsText([{ title: 'Many', columns: [{ name: 'x' }], rows }], 80)
    expect(text).toContain('row 499')
    expect(text).not.toContain('row 500')
    expect(text).toContain('\n3 more rows; -T json has them all.\n')
    const sections = Array.from({ length: 101 }, (_, i) => ({ title: `table ${i}`, columns: [], rows: [] }))
    const texts = await sectionsAsText(sections, 80)
    expect(texts).toContain('table 99\n')
    expect(texts).not.toContain('table 100')
    expect(texts.endsWith('\n\n1 more table; -T json has them all.\n')).toBe(true)
  })

  test('cells of several lines, and bars as long as the largest of their column', async () => {
    const section: Section = {
      title: 'Ways',
      columns: [{ name: 'way' }, { name: 'count', align: 'right' }, { name: '', bar: 4 }],
      rows: [
        [['there', 'back'], [1200, undefined], 8],
        ['round', 1, 3],
        ['none', 0, 0],
        ['hardly', 1, 0.001],
      ],
    }
    expect(await sectionsAsText([section], 80)).toBe(`Ways
┌────────┬───────┬──────┐
│ way    │ count │      │
├────────┼───────┼──────┤
│ there  │ 1,200 │ ████ │
│ back   │       │      │
│ round  │     1 │ █▌   │
│ none   │     0 │      │
│ hardly │     1 │ ▏    │
└────────┴───────┴──────┘
`)
  })

  test('texts from input cannot act on a terminal, and no line is wider than asked', async () => {
    const evil = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constant('漢字'.repeat(30)))
    await fc.assert(
      fc.asyncProperty(evil, fc.integer({ min: 40, max: 120 }), async (text, width) => {
        const section: Section = {
          title: text,
          columns: [{ name: 'x' }, { name: 'y' }],
          rows: [[text, 1]],
          notes: [text],
        }
        const printed = await sectionsAsText([section], width)
        expect(forbidden(printed)).toEqual([])
        expect(forbidden(sectionsAsJson('wires', [section]))).toEqual([])
        for (const line of printed.split('\n')) expect(columnsIn(line)).toBeLessThanOrEqual(width)
      }),
      { numRuns: 300 },
    )
  })

  test('wrapping loses nothing but blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        for (const indent of [0, 3, 20]) {
          const lines = wrapText(text, width, indent)
          expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
          for (const line of lines) expect(columnsIn(line)).toBeLessThanOrEqual(width)
        }
      }),
    )
  })
})

test('JSON: records stand in place of rows', () => {
  const line = sectionsAsJson('wires', [{ ...WIRES, records: [{ ends: [1, 2] }] }])
  expect(JSON.parse(line).rows).toEqual([{ ends: [1, 2] }])
})

test('JSON: one object a line, numbers as they are, null where there is nothing', () => {
  const [line, rest] = sectionsAsJson('wires', [WIRES]).split('\n')
  expect(rest).toBe('')
  expect(JSON.parse(line!)).toEqual({
    schema: 'slx-stats-1',
    statistic: 'wires',
    title: 'Wires',
    rows: [
      { wire: 'copper', mean_time: 35.25, count: 12345 },
      { wire: WIRES.rows[1]![0], mean_time: null, count: 0 },
      { wire: WIRES.rows[2]![0], mean_time: 1234.567, count: -1 },
    ],
    notes: WIRES.notes,
  })
})
