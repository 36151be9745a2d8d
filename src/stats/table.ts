import type CliTable from 'cli-table3'
import { escapeText } from '../output/escape.js'
import { columnsIn } from '../output/width.js'
import { wrapText } from '../output/wrap-text.js'
import { barText } from './bars.js'
import { MAX_ROWS } from './limits.js'
import type { Cell, Column, Section, SingleCell } from './report.js'

/** Columns of a table's lines besides the cells: a blank on both sides of each, a border between them and at both ends. */
const PER_COLUMN = 3
const BORDER = 1

/** No column is made narrower than this, on narrow terminals than that: what has no room so is a list. */
const LEAST = 6
const LEAST_OF_NARROW = 10
const NARROW = 80

/** Draws a section's table in at most `width` columns: long texts take several lines, and a table of too many columns becomes a list. */
export function drawTable({ columns, rows }: Section, width: number, Table: typeof CliTable): string {
  const largest = columns.map(({ bar }, i) => (bar ? largestOf(rows, i) : 0))
  const cells = [
    columns.map(({ name }) => [name]),
    ...rows
      .slice(0, MAX_ROWS)
      .map((row) => columns.map((column, i) => cellText(row[i], column, largest[i]!))),
  ]
  const natural = naturalWidths(cells)
  const room = width - BORDER - PER_COLUMN * columns.length
  const least = width < NARROW ? LEAST_OF_NARROW : LEAST
  const left = rows.length - MAX_ROWS
  const more = left > 0 ? [`${left} more rows; -T json has them all.`] : []
  if (natural.reduce((sum, each) => sum + Math.min(each, least), 0) > room)
    return [...listOf(cells, width), ...more.flatMap((line) => wrapText(line, width))].join('\n')
  const widths = shrink(natural, room)
  const [head, ...body] = cells.map((row) =>
    row.map((lines, i) => lines.flatMap((line) => wrapText(line, widths[i]!)).join('\n')),
  )
  const table = new Table({
    head: head!,
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
  })
  table.push(...body)
  return [table.toString(), ...more].join('\n')
}

/** The rows one below the other, a line for each of their cells that is not empty: its name and what it holds. */
function listOf([head, ...rows]: readonly (readonly (readonly string[])[])[], width: number): string[] {
  const names = head!.map(([name]) => name!)
  const margin = Math.min(Math.max(...names.map(columnsIn)), width >> 1) + GAP
  return rows.flatMap((row, index) => {
    const lines = row.flatMap((cell, i) => {
      const values = cell.flatMap((line) => wrapText(line.trim(), width - margin))
      if (values.every((value) => value === '')) return []
      const labels = wrapText(names[i]!, margin - GAP)
      return Array.from({ length: Math.max(labels.length, values.length) }, (_, at) => {
        const label = labels[at] ?? ''
        return `${label}${' '.repeat(margin - columnsIn(label))}${values[at] ?? ''}`.trimEnd()
      })
    })
    return index > 0 ? ['', ...lines] : lines
  })
}

/** Blanks between names and values of a list. */
const GAP = 2

/** Takes columns from the widest cells until all of them together have `room`. */
function shrink(natural: readonly number[], room: number): number[] {
  const widths = [...natural]
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths))
    if (widths[widest]! <= LEAST) break
    widths[widest]!--
  }
  return widths
}

/** Cells are given as their lines. */
function naturalWidths(cells: readonly (readonly (readonly string[])[])[]): number[] {
  const widths = cells[0]!.map(() => 0)
  for (const row of cells) {
    row.forEach((lines, i) => {
      widths[i] = Math.max(widths[i]!, ...lines.map(columnsIn))
    })
  }
  return widths
}

/** The lines of a cell. */
function cellText(cell: Cell, column: Column, largest: number): string[] {
  const lines = typeof cell === 'object' ? cell : [cell]
  return lines.map((line) => lineText(line, column, largest))
}

function lineText(cell: SingleCell, { unit, plain, bar }: Column, largest: number): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return escapeText(cell)
  if (plain) return String(cell)
  if (bar) return barText(cell, largest, bar)
  const text = numberText(cell)
  return unit ? `${text} ${unit}` : text
}

/** The largest number of a column, 0 where it has none. */
function largestOf(rows: Section['rows'], column: number): number {
  return rows.reduce((most, row) => {
    const cell = row[column]
    return typeof cell === 'number' ? Math.max(most, cell) : most
  }, 0)
}

/** Made once: a locale looked up for every number takes longer than the number. */
const WHOLE = new Intl.NumberFormat('en-US')

/** A number for reading: separators between thousands, four digits of a fraction. */
export function numberText(cell: number): string {
  const whole = Number.isInteger(cell) || Math.abs(cell) >= 1000
  return whole ? WHOLE.format(Math.round(cell)) : String(Number(cell.toPrecision(4)))
}
