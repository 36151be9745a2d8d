import type CliTable from 'cli-table3'
import { escapeText } from '../output/escape.js'
import { columnsOf } from '../output/width.js'
import type { Cell, Column, Section } from './report.js'

/** Rows of a table that are shown: drawing them takes some tenths of a millisecond a cell. JSON has all. */
const MAX_ROWS = 200

/** Columns of a table's lines besides the cells: a blank on both sides of each, a border between them and at both ends. */
const PER_COLUMN = 3
const BORDER = 1

/** No column is made narrower than this: a table of very many columns is wider than the terminal. */
const LEAST = 6

/** Draws a section's table in at most `width` columns where that is possible: long texts take several lines. */
export function drawTable({ columns, rows }: Section, width: number, Table: typeof CliTable): string {
  const cells = [
    columns.map(({ name }) => name),
    ...rows.slice(0, MAX_ROWS).map((row) => columns.map((column, i) => cellText(row[i], column))),
  ]
  const widths = shrink(naturalWidths(cells), width - BORDER - PER_COLUMN * columns.length)
  const [head, ...body] = cells.map((row) => row.map((text, i) => wrapText(text, widths[i]!).join('\n')))
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
 * (`RegionHandshake|Reply`, `192.0.2.1|:9000`), otherwise anywhere.
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

/** Whether a name may be broken before a character: at capitals and colons. */
function beginsPart(before: string, character: string): boolean {
  return character === ':' || (isCapital(character) && !isCapital(before))
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

function naturalWidths(cells: readonly (readonly string[])[]): number[] {
  const widths = cells[0]!.map(() => 0)
  for (const row of cells) {
    row.forEach((text, i) => {
      widths[i] = Math.max(widths[i]!, textColumns(text))
    })
  }
  return widths
}

function textColumns(text: string): number {
  let columns = 0
  for (const character of text) columns += columnsOf(character.codePointAt(0)!)
  return columns
}

function cellText(cell: Cell, { unit, plain }: Column): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return escapeText(cell)
  if (plain) return String(cell)
  const whole = Number.isInteger(cell) || Math.abs(cell) >= 1000
  const text = whole ? Math.round(cell).toLocaleString('en-US') : String(Number(cell.toPrecision(4)))
  return unit ? `${text} ${unit}` : text
}
