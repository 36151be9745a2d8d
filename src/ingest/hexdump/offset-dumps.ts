import { chainRows, MAX_SQUEEZED, type SqueezeBudget } from './chain.js'
import { type ColumnPlan, planColumns } from './columns.js'
import { formGroup, type Group } from './groups.js'
import { findHiddenOffsets } from './hidden-offsets.js'
import { type Joinable, take } from './offset-join.js'
import { judge, type Verdict } from './offset-verdict.js'
import type { Met, Page } from './page.js'
import { type ResolvedRow, resolveRows } from './resolve.js'
import type { Row } from './scan.js'

/** Reads every block of rows with offsets. A block that its offsets do not bear out is left to the reader of bare rows. */
export function readOffsetDumps(page: Page, forced: boolean): void {
  const budget: SqueezeBudget = { left: MAX_SQUEEZED }
  let last: Joinable | undefined
  let aloneTo = 0
  dropComments(page)
  findHiddenOffsets(page)
  for (let line = 0; line < page.lines.length; line++) {
    const row = page.rows[line]
    if (row === undefined || row.offsetAt < 0 || page.claimed[line] !== 0) continue
    let attempt = tryBlock(page, line, line < aloneTo, forced)
    if (attempt.isDoubtful && attempt.group.hasRestarts) {
      aloneTo = attempt.group.next
      attempt = tryBlock(page, line, true, forced)
    }
    const { group, plan, rows, verdict, met } = attempt
    if (verdict !== 'taken') {
      reject(page, group, verdict)
      continue
    }
    page.tell(met)
    last = take(page, group, plan, chainRows(page, rows, plan, budget), last)
    line = group.next - 1
  }
}

interface Attempt {
  readonly group: Group
  readonly plan: ColumnPlan
  readonly rows: readonly ResolvedRow[]
  readonly verdict: Verdict
  /** What is wrong with the rows, told only when the block is taken. */
  readonly met: Met
  /** Whether the block is refused, or has rows that contradict their offsets or their text. */
  readonly isDoubtful: boolean
}

/** Reads the block at a line: all dumps that are written alike there, or (`alone`) the first of them. */
function tryBlock(page: Page, line: number, alone: boolean, forced: boolean): Attempt {
  const group = formGroup(page.lines, page.rows, line, alone)
  const plan = planColumns(page, group)
  const { made: rows, met } = page.onTrial(() => resolveRows(page, group, plan))
  const verdict = judge(page, group, plan, rows, forced)
  const isDoubtful =
    verdict !== 'taken' || plan.misfits > 0 || rows.some(({ gutter }) => gutter === 'differs')
  return { group, plan, rows, verdict, met, isDoubtful }
}

/** text2pcap's comments: beside rows that begin with their offset, those behind a `#` are not meant. */
function dropComments(page: Page): void {
  const isCommented = (row: Row) => /^\s*#/.test(page.lines[row.line]!)
  const plain = page.rows.some((row) => row !== undefined && row.offsetAt >= 0 && !isCommented(row))
  if (!plain) return
  page.rows.forEach((row, line) => {
    if (row !== undefined && isCommented(row)) page.rows[line] = undefined
  })
}

/** Turns the rows into rows without offsets: what looked like one belongs to the text before the bytes. */
function reject(page: Page, group: Group, reason: string): void {
  page.refuse(group.first.line, `rows with offsets, but ${reason}`)
  for (const { kind, row } of group.items) {
    if (kind === 'row') page.rows[row!.line] = { ...row!, offsetAt: -1, offsetEnd: -1, offsetStyle: 'none' }
  }
}
