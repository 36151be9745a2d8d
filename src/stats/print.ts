import { escapeText } from '../output/escape.js'
import { jsonLine } from '../output/json-line.js'
import type { Section } from './report.js'
import { drawTable, wrapText } from './table.js'

/** Sections as text: headings, tables of at most `width` columns where that is possible, notes. */
export async function sectionsAsText(sections: readonly Section[], width: number): Promise<string> {
  const { default: Table } = await import('cli-table3')
  return sections
    .map((section) => {
      const parts = wrapText(escapeText(section.title), width)
      if (section.rows.length > 0) parts.push(drawTable(section, width, Table))
      for (const note of section.notes ?? []) parts.push(...wrapText(escapeText(note), width))
      return `${parts.join('\n')}\n`
    })
    .join('\n')
}

/** Sections as JSON, one object a line. */
export function sectionsAsJson(statistic: string, sections: readonly Section[]): string {
  return sections
    .map(({ title, columns, rows, notes }) => {
      const records = rows.map((row) =>
        Object.fromEntries(columns.map(({ name }, i) => [name.replaceAll(' ', '_'), row[i] ?? null])),
      )
      return `${jsonLine({ schema: 'slx-stats-1', statistic, title, rows: records, notes: notes ?? [] })}\n`
    })
    .join('')
}
