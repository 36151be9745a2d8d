import { isHexDigit, skipSpaces } from './chars.js'
import type { Page } from './page.js'
import type { Row } from './scan.js'

/**
 * Offsets that are written like a cell, `10 41 42 43 …` or `0010 4142 4344 …`, show themselves by their step only: the
 * first cell of each row is the one before plus the bytes of that row. Turns such rows into rows with an offset.
 */
export function findHiddenOffsets(page: Page): void {
  for (let line = 0; line < page.rows.length; line++) {
    if (!isCandidate(page, line)) continue
    const end = chainEnd(page, line)
    if (end - line + 1 >= MIN_ROWS || isShortChain(page, line, end)) {
      for (let i = line; i <= end; i++) page.rows[i] = withOffset(page, page.rows[i]!)
    }
    line = end
  }
}

/** As many rows prove a chain wherever it begins. */
const MIN_ROWS = 3

/** Two rows do when the first is 0 and the step is one that programs print. */
const USUAL_STEPS = [8, 16, 32]

function isShortChain(page: Page, line: number, end: number): boolean {
  return (
    end === line + 1 &&
    firstCell(page, page.rows[line]!) === 0 &&
    USUAL_STEPS.includes(stepOf(page.rows[line]!))
  )
}

function isCandidate(page: Page, line: number): boolean {
  const row = page.rows[line]
  return (
    row !== undefined && row.offsetAt < 0 && row.cellStyle === 'spaced' && row.cells > 1 && row.digits <= 8
  )
}

/** The last line of the chain that begins at `line`: a row may be shorter than the others only there. */
function chainEnd(page: Page, line: number): number {
  let end = line
  while (end + 1 < page.rows.length && isCandidate(page, end + 1)) {
    const [row, next] = [page.rows[end]!, page.rows[end + 1]!]
    if (next.digits !== row.digits || firstCell(page, next) !== firstCell(page, row) + stepOf(row)) break
    end++
  }
  return end
}

function stepOf(row: Row): number {
  return row.bytes - row.digits / 2
}

function firstCell(page: Page, row: Row): number {
  return Number.parseInt(page.lines[row.line]!.slice(row.cellsAt, row.cellsAt + row.digits), 16)
}

function withOffset(page: Page, row: Row): Row {
  const text = page.lines[row.line]!
  let offsetEnd = row.cellsAt
  while (isHexDigit(text.charCodeAt(offsetEnd))) offsetEnd++
  return {
    ...row,
    offsetAt: row.cellsAt,
    offsetEnd,
    offsetStyle: 'plain',
    cellsAt: skipSpaces(text, offsetEnd),
    cells: row.cells - 1,
    bytes: stepOf(row),
  }
}
