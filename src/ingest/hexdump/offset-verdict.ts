import { isFrame } from './chars.js'
import type { ColumnPlan } from './columns.js'
import type { Group } from './groups.js'
import type { Page } from './page.js'
import type { ResolvedRow } from './resolve.js'
import { rowPrefix } from './scan.js'

/** Why a block is not taken, as the end of "rows with offsets, but ...". */
export type Verdict = 'taken' | string

const MIN_ANNOTATED_ROWS = 3
const MIN_ANNOTATED_BYTES = 8

/** Offsets without a mark of their own have at least so many digits. */
const MIN_OFFSET_DIGITS = 4

/**
 * The evidence: a text column that agrees proves a block; so do two rows whose offsets fit their bytes when nothing else
 * is on the lines; beside words it takes three. A lone row needs offset 0, marked as an offset, and nothing else.
 */
export function judge(
  page: Page,
  group: Group,
  plan: ColumnPlan,
  rows: readonly ResolvedRow[],
  forced: boolean,
): Verdict {
  const body = rows.filter((row) => row.kind === 'row')
  const agreeing = body.filter((row) => row.gutter === 'agrees').length
  const differing = body.filter((row) => row.gutter === 'differs').length
  if (body.every((row) => row.bytes.length === 0)) return 'they hold no bytes'
  const borneOut = agreeing > 0 && agreeing >= differing && plan.fits >= plan.misfits
  const isProven = borneOut || agreeing === body.length
  if (isProven && (plan.fits > 0 || areMarked(page, group, plan, body))) return 'taken'
  const misfits = plan.misfits - (plan.fits > 0 ? 0 : plan.endMisfits)
  if (misfits > 0 && misfits >= plan.fits) return 'the offsets do not count the bytes'
  if (forced) return 'taken'
  return plan.fits > 0 ? judgeChain(page, group, plan, body) : judgeLone(page, group, plan, body)
}

/** Characters that prove a row whose offset may be a word or a number. */
const MIN_PROVEN = 4

/** Whether rows that stand alone begin with an offset for sure: 0, one with a mark, or nothing before it and much text. */
function areMarked(page: Page, { first }: Group, plan: ColumnPlan, body: readonly ResolvedRow[]): boolean {
  if (first.offsetStyle !== 'plain' || body.every((row) => row.offset === 0)) return true
  return plan.gutter!.proven >= MIN_PROVEN && rowPrefix(page.lines[first.line]!, first) === ''
}

/** Rows whose offsets bear each other out. */
function judgeChain(page: Page, group: Group, plan: ColumnPlan, body: readonly ResolvedRow[]): Verdict {
  if (plan.gutter !== undefined || isClean(page, group, plan) || isTable(page, group)) {
    // One row that begins anywhere, with an end marker, may be the rest of something else.
    return body.length > 1 || body[0]!.offset === 0 ? 'taken' : 'a lone row does not begin at 0'
  }
  const total = body.reduce((sum, row) => sum + row.bytes.length, 0)
  const enough = body.length >= MIN_ANNOTATED_ROWS && plan.fits > 1 && total >= MIN_ANNOTATED_BYTES
  return enough && plan.misfits === 0 ? 'taken' : 'too few of them beside other text'
}

/** Packets of one row each. */
function judgeLone(page: Page, group: Group, plan: ColumnPlan, body: readonly ResolvedRow[]): Verdict {
  const { offsetStyle, offsetAt, offsetEnd } = group.first
  const marked = offsetStyle !== 'plain' || offsetEnd - offsetAt >= MIN_OFFSET_DIGITS
  const begins = body.every((row) => row.offset === 0)
  return marked && begins && isClean(page, group, plan) ? 'taken' : 'nothing proves them'
}

/** fq's tables, whose columns are ruled. */
function isTable(page: Page, { first }: Group): boolean {
  return first.offsetStyle === 'prefixed' && isFrame(page.lines[first.line]!.charCodeAt(first.offsetEnd))
}

/** Whether nothing stands beside the bytes. */
function isClean(page: Page, group: Group, plan: ColumnPlan): boolean {
  if (plan.restAt >= 0) return false
  return group.items.every(
    ({ kind, row }) => kind !== 'row' || isEmpty(page.lines[row!.line]!.slice(row!.end)),
  )
}

/** Whether a text is spaces and frame lines only. */
export function isEmpty(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== 0x20 && !isFrame(code)) return false
  }
  return true
}
