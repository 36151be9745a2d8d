import { escapeText } from '../output/escape.js'
import { isInvisible } from '../output/invisible.js'
import type { Cell, Column, Section } from './report.js'

/** Rows of a table that are shown; drawing costs the square of them. JSON has all. */
const MAX_ROWS = 500

/** Sections as text: headings, tables of at most `width` columns where that is possible, notes. */
export async function sectionsAsText(sections: readonly Section[]): Promise<string> {
  const { default: Table } = await import('cli-table3')
  return sections
    .map(({ title, columns, rows, notes }) => {
      const table = new Table({
        head: columns.map(({ name }) => name),
        colAligns: columns.map(({ align }) => align ?? 'left'),
        style: { head: [], border: [], compact: true },
      })
      for (const row of rows.slice(0, MAX_ROWS)) table.push(row.map((cell, i) => cellText(cell, columns[i]!)))
      const left = rows.length - MAX_ROWS
      const more = left > 0 ? [`${left} more rows; -T json has them all.`] : []
      const parts = [escapeText(title)]
      if (rows.length > 0) parts.push(table.toString())
      for (const note of [...more, ...(notes ?? [])]) parts.push(escapeText(note))
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

function cellText(cell: Cell, { unit }: Column): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return escapeText(cell)
  const text = Number.isInteger(cell) ? cell.toLocaleString('en-US') : String(Number(cell.toPrecision(4)))
  return unit ? `${text} ${unit}` : text
}

/** JSON in which every character that could steer a terminal is a `\u` escape. */
function jsonLine(value: unknown): string {
  return Array.from(JSON.stringify(value), (character) =>
    isInvisible(character.codePointAt(0)!) ? escaped(character) : character,
  ).join('')
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
  }).join('')
}
