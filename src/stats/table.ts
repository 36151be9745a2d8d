import type CliTable from 'cli-table3'
import { escapeText } from '../output/escape.js'
import { columnsOf } from '../output/width.js'
import { barText } from './bars.js'
import { MAX_ROWS } from './limits.js'
import type { Cell, Column, Section, SingleCell } from './report.js'

/** Columns of a table's lines besides the cells: a blank on both sides of each, a border between them and at both ends. */
const PER_COLUMN = 3
const BORDER = 1

/** No column is made narrower than this: a table of very many columns is wider than the terminal. */
const LEAST = 6

/** Draws a section's table in at most `width` columns where that is possible: long texts take several lines. */
export function drawTable({ columns, rows }: Section, width: number, Table: typeof CliTable): string {
  const largest = columns.map(({ bar }, i) => (bar ? largestOf(rows, i) : 0))
  const cells = [
    columns.map(({ name }) => [name]),
    ...rows
      .slice(0, MAX_ROWS)
      .map((row) => columns.map((column, i) => cellText(row[i], column, largest[i]!))),
  ]
  const widths = shrink(naturalWidths(cells), width - BORDER - PER_COLUMN * columns.length)
  const [head, ...body] = cells.map((row) =>
    row.map((lines, i) => lines.flatMap((line) => wrapText(line, widths[i]!)).join('\n')),
  )
  const table = new Table({
    head: head!,
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
  })
  table.push(...body)
  const left = rows.length - MAX_ROWS
  return left > 0 ? `${table.toString()}\n${left} more rows; -T json has them all.` : table.toString()
}

/**
 * Breaks text into lines of at most `width` columns: between words, otherwise between the parts of a name
 * (`RegionHandshake|Reply`, `missing-|sequence`, `192.0.2.1|:9000`), otherwise anywhere.
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  /** Lengths of the line up to its last blank and its last part of a name, 0 for none. */
  let blank = 0
  let part = 0
  for (const character of text) {
    const columns = columnsOf(character.codePointAt(0)!)
    if (used + columns > width && line !== '') {
      const end = character === ' ' ? line.length : blank || part || line.length
      lines.push(line.slice(0, end))
      line = line.slice(end).trimStart()
      used = textColumns(line)
      blank = 0
      part = 0
      if (character === ' ' && line === '') continue
    }
    if (character === ' ') blank = line.length
    else if (line !== '' && beginsPart(line.at(-1)!, character)) part = line.length
    line += character
    used += columns
  }
  lines.push(line)
  return lines
}

/** Whether a name may be broken before a character: at capitals and colons, and behind hyphens and underscores. */
function beginsPart(before: string, character: string): boolean {
  return before === '-' || before === '_' || character === ':' || (isCapital(character) && !isCapital(before))
}

function isCapital(character: string): boolean {
  return character >= 'A' && character <= 'Z'
}

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
      widths[i] = Math.max(widths[i]!, ...lines.map(textColumns))
    })
  }
  return widths
}

function textColumns(text: string): number {
  let columns = 0
  for (const character of text) columns += columnsOf(character.codePointAt(0)!)
  return columns
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
