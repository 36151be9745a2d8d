import { count } from '../count.js'
import { escapeText } from '../output/escape.js'
import { jsonLine } from '../output/json-line.js'
import { wrapText } from '../output/wrap-text.js'
import type { Section } from './report.js'
import { drawTable } from './table.js'

/** Sections that are shown, since drawing tables takes its time. JSON has all. */
export const MAX_SECTIONS = 100

/** Sections as text: headings, tables of at most `width` columns, notes. */
export async function sectionsAsText(sections: readonly Section[], width: number): Promise<string> {
  const { default: Table } = await import('cli-table3')
  const left = sections.length - MAX_SECTIONS
  const more = left > 0 ? [`${count(left, 'more table')}; -T json has them all.\n`] : []
  const texts = sections.slice(0, MAX_SECTIONS).map((section) => {
    const parts = wrapText(escapeText(section.title), width)
    if (section.rows.length > 0) parts.push(drawTable(section, width, Table))
    for (const note of section.notes ?? []) parts.push(...wrapText(escapeText(note), width))
    return `${parts.join('\n')}\n`
  })
  return [...texts, ...more].join('\n')
}

/** Sections as JSON, one object a line. */
export function sectionsAsJson(statistic: string, sections: readonly Section[]): string {
  return sections
    .map((section) => {
      const { title, notes } = section
      const records = section.records ?? recordsOf(section)
      return `${jsonLine({ schema: 'slx-stats-1', statistic, title, rows: records, notes: notes ?? [] })}\n`
    })
    .join('')
}

function recordsOf({ columns, rows }: Section): object[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, i) => [name.replaceAll(' ', '_'), row[i] ?? null])),
  )
}
