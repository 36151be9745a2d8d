import type { CellKind } from './cells.js'
import type { Item } from './groups.js'
import type { Page } from './page.js'
import type { Row } from './scan.js'
import { forEachStep, type Steps, stepQuality } from './steps.js'

/** How many bytes the rows of a block have. */
export interface Widths {
  /** The most frequent number of bytes. */
  readonly width: number
  /** Rows whose number of bytes the steps tell, with that number. */
  readonly known: readonly { readonly row: Row; readonly bytes: number }[]
}

export function measureWidths(page: Page, items: readonly Item[], steps: Steps): Widths {
  const known: { row: Row; bytes: number }[] = []
  const counts = new Map<number, number>()
  forEachStep(page, items, steps.radix, steps.streams, (row, step, extra) => {
    page.cells.readRow(page.lines[row.line]!, row, steps.kind)
    if (stepQuality(page.cells, step, steps.kind, extra) === 0) return
    known.push({ row, bytes: step })
    counts.set(step, (counts.get(step) ?? 0) + 1)
  })
  let width = 0
  for (const [bytes, count] of counts) if (count > (counts.get(width) ?? 0)) width = bytes
  return { width, known }
}

/** Full rows, where they are at least half of those known; else all known rows. */
function typicalRows(widths: Widths): Widths['known'] {
  const full = widths.known.filter(({ bytes }) => bytes === widths.width)
  return full.length * 2 >= widths.known.length ? full : widths.known
}

/** The leftmost column at which something follows the cells. */
export function findRest(page: Page, widths: Widths, kind: CellKind): number {
  let restAt = -1
  for (const { row, bytes } of typicalRows(widths)) {
    const text = page.lines[row.line]!
    const end = cellsEnd(page, row, kind, bytes)
    if (end < 0) continue
    const gap = text.slice(end).search(/[^ ]/)
    if (gap < 0) continue
    const column = end + gap - row.offsetEnd
    if (restAt < 0 || column < restAt) restAt = column
  }
  return restAt
}

/** Column after the first `bytes` bytes of a row; -1 when no cell ends there. */
export function cellsEnd(page: Page, row: Row, kind: CellKind, bytes: number): number {
  page.cells.readRow(page.lines[row.line]!, row, kind)
  const cells = page.cells.cellsFor(bytes)
  return cells > 0 ? page.cells.end[cells - 1]! : -1
}

/** Where the cells of a full row end, from the end of its offset. */
export function fullRowEnd(page: Page, widths: Widths, kind: CellKind): number {
  for (const { row, bytes } of typicalRows(widths)) {
    const end = cellsEnd(page, row, kind, bytes)
    if (end >= 0) return end - row.offsetEnd
  }
  return -1
}
