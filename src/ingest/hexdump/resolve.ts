import { MAX_CELLS, type OddCell, readCells } from './cells.js'
import type { ColumnPlan } from './columns.js'
import type { Group, Item, ItemKind } from './groups.js'
import { type GutterShape, matchCollapsedGutter, matchGutter, newMatch } from './gutter.js'
import { searchGutter } from './gutter-search.js'
import type { Page } from './page.js'
import type { Row } from './scan.js'
import { forEachStep, offsetOf, placeOf, stepQuality, streamKey } from './steps.js'

/** A row with its bytes: what a block's plan makes of a line. */
export interface ResolvedRow {
  readonly kind: ItemKind
  readonly line: number
  endLine: number
  /** The row's offset, or the end marker's. */
  readonly offset: number
  readonly bytes: Uint8Array
  /** Which stream's offsets it goes on with. */
  readonly key: string
  /** Whether the text column agrees with the bytes, disagrees, or is not there. */
  readonly gutter: 'agrees' | 'differs' | 'absent'
}

const NOTHING = new Uint8Array(0)

/** Reads every row of a block by its plan, and tells of odd cells and of text columns that contradict their bytes. */
export function resolveRows(page: Page, group: Group, plan: ColumnPlan): ResolvedRow[] {
  const steps = knownSteps(page, group, plan)
  const buffer = new Uint8Array(group.items.reduce((sum, { row }) => sum + (row?.bytes ?? 0), 0))
  const resolved: ResolvedRow[] = []
  let used = 0
  for (let i = 0; i < group.items.length; i++) {
    const item = group.items[i]!
    if (item.kind === 'continuation') continue
    if (item.kind !== 'row') {
      resolved.push(marker(page, item, plan))
      continue
    }
    const more: Row[] = []
    while (group.items[i + 1]?.kind === 'continuation') more.push(group.items[++i]!.row!)
    const row = resolveRow(page, item.row!, more, steps.get(item.row!), plan, buffer, used)
    used += row.bytes.length
    resolved.push(row)
  }
  return resolved
}

function marker(page: Page, item: Item, plan: ColumnPlan): ResolvedRow {
  const offset = item.row === undefined ? -1 : offsetOf(page, item.row, plan.radix)
  return {
    kind: item.kind,
    line: item.line,
    endLine: item.line,
    offset,
    bytes: NOTHING,
    key: '',
    gutter: 'absent',
  }
}

/** The bytes of each row that the next offset tells. */
function knownSteps(page: Page, group: Group, plan: ColumnPlan): Map<Row, number> {
  const known = new Map<Row, number>()
  forEachStep(page, group.items, plan.radix, plan.streams, (row, step, extra) => {
    page.cells.readRow(page.lines[row.line]!, row, plan.kind)
    if (stepQuality(page.cells, step, plan.kind, extra) > 0) known.set(row, step)
  })
  return known
}

function resolveRow(
  page: Page,
  row: Row,
  more: readonly Row[],
  step: number | undefined,
  plan: ColumnPlan,
  buffer: Uint8Array,
  at: number,
): ResolvedRow {
  const text = page.lines[row.line]!
  const list = page.cells
  list.readRow(text, row, plan.kind)
  if (row.cells > MAX_CELLS) reportTooLong(page, row)
  const own = step === undefined ? countLastRow(text, row, plan, page) : Math.min(step, list.bytes)
  reportOdd(page, row.line, readCells(text, list, plan.kind, plan.little, own, buffer, at))
  const gutter = checkGutter(page, row, plan, buffer, at, own)
  let count = own
  let endLine = row.line
  for (const next of more) {
    const wanted = wantedOf(page, row, next, step, count, plan)
    if (wanted <= 0) break
    list.readRow(page.lines[next.line]!, next, plan.kind)
    const here = Math.min(wanted, list.bytes)
    reportOdd(
      page,
      next.line,
      readCells(page.lines[next.line]!, list, plan.kind, plan.little, here, buffer, at + count),
    )
    count += here
    endLine = next.line
  }
  return {
    kind: 'row',
    line: row.line,
    endLine,
    offset: offsetOf(page, row, plan.radix),
    bytes: buffer.subarray(at, at + count),
    key: streamKey(page, row, plan.streams),
    gutter,
  }
}

function reportTooLong(page: Page, row: Row): void {
  page.problem(
    'dump.row-too-long',
    row.line,
    `Line ${row.line + 1}: the row has ${row.cells} cells; only the first ${MAX_CELLS} were read. Print it in shorter rows.`,
  )
}

/** How many bytes a continuation line may give: what the step leaves open, else all of it when it lies under the cells. */
function wantedOf(
  page: Page,
  row: Row,
  next: Row,
  step: number | undefined,
  count: number,
  plan: ColumnPlan,
): number {
  if (step !== undefined) return step - count
  if (next.cellsAt > 0 && Math.abs(next.cellsAt - row.cellsAt) <= 1) {
    page.cells.readRow(page.lines[next.line]!, next, plan.kind)
    return page.cells.bytesBefore(plan.restAt < 0 ? next.end : row.offsetEnd + plan.restAt)
  }
  return Math.max(0, plan.width - count)
}

/** The bytes of a row that no offset follows: those before the block's text column, or before its own. */
function countLastRow(text: string, row: Row, plan: ColumnPlan, page: Page): number {
  const list = page.cells
  const padded = plan.restAt < 0 ? list.bytes : list.bytesBefore(row.offsetEnd + plan.restAt)
  if (plan.gutter === undefined) return padded
  if (plan.gutterAt >= 0 && agreesAt(text, row.offsetEnd + plan.gutterAt, page, padded, plan)) return padded
  return searchGutter(text, list, plan.kind, plan.little)?.bytes ?? padded
}

function agreesAt(text: string, at: number, page: Page, count: number, plan: ColumnPlan): boolean {
  if (text.trimEnd().length <= at) return false
  const bytes = new Uint8Array(count)
  readCells(text, page.cells, plan.kind, plan.little, count, bytes, 0)
  return matchGutter(text, at, bytes, 0, count, plan.gutter!, newMatch()).differ === 0
}

/** Compares a row's text column with its bytes: where it stands in full rows, or right after the row's own cells. */
function checkGutter(
  page: Page,
  row: Row,
  plan: ColumnPlan,
  bytes: Uint8Array,
  from: number,
  count: number,
): ResolvedRow['gutter'] {
  const shape = plan.gutter
  if (shape === undefined || count === 0) return 'absent'
  const text = page.lines[row.line]!
  const cells = page.cells.cellsFor(count)
  const end = cells > 0 ? page.cells.end[cells - 1]! : row.end
  const close = end + shape.delta
  const place = placeOf(page, row)
  if (place > 0 && plan.gutterAt < 0) return 'absent'
  const padded = row.offsetEnd + plan.gutterAt + place
  const columns = plan.gutterAt < 0 ? [close] : [padded, close]
  const textEnd = text.trimEnd().length
  if (textEnd <= Math.min(...columns)) return 'absent'
  const match = newMatch()
  for (const at of columns) {
    if (matchGutter(text, at, bytes, from, count, shape, match).differ === 0) return 'agrees'
    // A line that was broken within its text column has nothing more to compare.
    if (columnOf(at, match.firstDiffer, shape) >= textEnd) return 'absent'
  }
  if (matchCollapsedGutter(text.slice(end), bytes.subarray(from, from + count)) > 0) return 'agrees'
  reportDifference(page, row.line, columns[0]!, bytes, from, count, shape)
  return 'differs'
}

/** Where the text column shows a byte. */
function columnOf(at: number, index: number, shape: GutterShape): number {
  return at + index * shape.stride + (shape.parted ? index >> 3 : 0)
}

function reportDifference(
  page: Page,
  line: number,
  at: number,
  bytes: Uint8Array,
  from: number,
  count: number,
  shape: GutterShape,
): void {
  const text = page.lines[line]!
  const { firstDiffer, differ } = matchGutter(text, at, bytes, from, count, shape, newMatch())
  const column = columnOf(at, firstDiffer, shape)
  const byte = bytes[from + firstDiffer]!.toString(16).padStart(2, '0')
  const shown = text[column] ?? ' '
  const others = differ > 1 ? ` (and ${differ - 1} more on this line)` : ''
  page.problem(
    'dump.gutter-mismatch',
    line,
    `Line ${line + 1}, column ${column + 1}: the text column shows ${JSON.stringify(shown)} where the bytes say 0x${byte}` +
      `${others}; one of the two is mistyped. The bytes were used.`,
  )
}

function reportOdd(page: Page, line: number, odd: OddCell | undefined): void {
  if (odd === undefined) return
  const digits = odd.text.length === 1 ? 'one digit' : `${odd.text.length} digits`
  page.problem(
    'dump.odd-digits',
    line,
    `Line ${line + 1}, column ${odd.column + 1}: ${JSON.stringify(odd.text)} has ${digits}, which is no whole number of ` +
      'bytes. It was read as if a leading zero were missing; nothing after it was shifted.',
  )
}
