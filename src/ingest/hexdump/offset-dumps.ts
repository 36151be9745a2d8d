import { type Chained, chainRows, MAX_SQUEEZED, type SqueezeBudget } from './chain.js'
import { isFrame } from './chars.js'
import { type ColumnPlan, planColumns } from './columns.js'
import { dialectOf, type RowFeatures } from './dialects.js'
import { formGroup, type Group } from './groups.js'
import { parseLabel } from './labels.js'
import type { Draft, Page } from './page.js'
import { type ResolvedRow, resolveRows } from './resolve.js'
import type { Row } from './scan.js'
import type { Sender } from './types.js'

/** Reads every block of rows with offsets. A block that its offsets do not bear out is left to the reader of bare rows. */
export function readOffsetDumps(page: Page, forced: boolean): void {
  const budget: SqueezeBudget = { left: MAX_SQUEEZED }
  let last: Joinable | undefined
  dropComments(page)
  for (let line = 0; line < page.lines.length; line++) {
    const row = page.rows[line]
    if (row === undefined || row.offsetAt < 0 || page.claimed[line] !== 0) continue
    const group = formGroup(page.lines, page.rows, line)
    const plan = planColumns(page, group)
    const problems = page.problems.length
    const rows = resolveRows(page, group, plan)
    const verdict = judge(page, group, plan, rows, forced)
    if (verdict !== 'taken') {
      page.problems.length = problems
      reject(page, group, verdict)
      continue
    }
    last = take(page, group, plan, chainRows(page, rows, plan, budget), last)
    line = group.next - 1
  }
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

/** Why a block is not taken, as the end of "rows with offsets, but ...". */
type Verdict = 'taken' | string

const MIN_ANNOTATED_ROWS = 3
const MIN_ANNOTATED_BYTES = 8

/**
 * The evidence: a text column that agrees proves a block; so do two rows whose offsets fit their bytes when nothing else
 * is on the lines; beside words it takes three. A lone row needs offset 0, marked as an offset, and nothing else.
 */
function judge(
  page: Page,
  group: Group,
  plan: ColumnPlan,
  rows: readonly ResolvedRow[],
  forced: boolean,
): Verdict {
  const body = rows.filter((row) => row.kind === 'row')
  const agreeing = body.filter((row) => row.gutter === 'agrees').length
  const differing = body.filter((row) => row.gutter === 'differs').length
  const total = body.reduce((sum, row) => sum + row.bytes.length, 0)
  if (total === 0) return 'they hold no bytes'
  if (agreeing === body.length) return 'taken'
  if (agreeing > 0 && agreeing >= differing && plan.fits >= plan.misfits) return 'taken'
  if (plan.misfits > 0 && plan.misfits >= plan.fits) return 'the offsets do not count the bytes'
  if (forced) return 'taken'
  const clean = isClean(page, group, plan)
  if (plan.fits > 0) {
    // One row that begins anywhere, with an end marker, may be the rest of something else.
    if (clean) return body.length > 1 || body[0]!.offset === 0 ? 'taken' : 'a lone row does not begin at 0'
    const enough = body.length >= MIN_ANNOTATED_ROWS && plan.fits > 1 && total >= MIN_ANNOTATED_BYTES
    return enough && plan.misfits === 0 ? 'taken' : 'too few of them beside other text'
  }
  const marked = group.first.offsetStyle !== 'plain' || group.first.offsetEnd - group.first.offsetAt >= 4
  return clean && marked && body.every((row) => row.offset === 0) ? 'taken' : 'nothing proves them'
}

/** Whether nothing stands beside the bytes. */
function isClean(page: Page, group: Group, plan: ColumnPlan): boolean {
  if (plan.restAt >= 0) return false
  return group.items.every(
    ({ kind, row }) => kind !== 'row' || isEmpty(page.lines[row!.line]!.slice(row!.end)),
  )
}

function isEmpty(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== 0x20 && !isFrame(code)) return false
  }
  return true
}

/** Turns the rows into rows without offsets: what looked like one belongs to the text before the bytes. */
function reject(page: Page, group: Group, reason: string): void {
  page.refuse(group.first.line, `rows with offsets, but ${reason}`)
  for (const { kind, row } of group.items) {
    if (kind === 'row') page.rows[row!.line] = { ...row!, offsetAt: -1, offsetEnd: -1, offsetStyle: 'none' }
  }
}

/** The end of the last packet, which rows further down the page may go on. */
interface Joinable {
  readonly draft: Draft
  readonly chained: Chained
  readonly first: Row
}

/** Text between two parts of one dump takes no more lines than this. */
const MAX_INTERRUPTION = 40

function take(
  page: Page,
  group: Group,
  plan: ColumnPlan,
  packets: readonly Chained[],
  before: Joinable | undefined,
): Joinable | undefined {
  const features = featuresOf(page, group, plan)
  const dialect = dialectOf('offsets', features)
  const netcat = dialect.name === 'netcat'
  let last = before
  for (const chained of packets) {
    if (last !== undefined && goesOn(page, last, chained, group)) {
      last.draft.bytes = concat(last.draft.bytes, chained.bytes)
      last.draft.endLine = chained.endLine
      last = { ...last, chained }
      continue
    }
    const draft: Draft = {
      bytes: chained.bytes,
      line: chained.line,
      endLine: chained.endLine,
      dialect: dialect.name,
      facts: factsOf(plan, chained),
      sender: senderOf(page, group, plan, chained, netcat),
    }
    page.drafts.push(draft)
    last = { draft, chained, first: group.first }
  }
  page.claim(group.first.line, group.next - 1)
  return last
}

/** Whether a packet's offsets go on exactly where another's ended, with nothing but text between. */
function goesOn(page: Page, last: Joinable, chained: Chained, group: Group): boolean {
  const { chained: before, first } = last
  if (chained.base === 0 || chained.base !== before.nextOffset || before.closed) return false
  if (first.line === group.first.line || first.offsetStyle !== group.first.offsetStyle) return false
  if (chained.line - before.endLine > MAX_INTERRUPTION) return false
  for (let line = before.endLine + 1; line < chained.line; line++) {
    if (parseLabel(page.lines[line]!) !== undefined) return false
  }
  return true
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function senderOf(
  page: Page,
  group: Group,
  plan: ColumnPlan,
  chained: Chained,
  netcat: boolean,
): Sender | undefined {
  if (plan.streams === 'marks' || netcat) {
    const text = page.lines[chained.line]!.trimStart()
    return text.startsWith('<') || text.startsWith('&lt;') ? 'b' : 'a'
  }
  if (plan.streams !== 'indent') return undefined
  const other = group.items.find(
    ({ kind, row }) => kind === 'row' && indent(page, row!) !== Number(chained.key),
  )
  return other !== undefined && indent(page, other.row!) < Number(chained.key) ? 'b' : 'a'
}

function indent(page: Page, row: Row): number {
  return page.lines[row.line]!.search(/\S/)
}

const RADIX_NAMES = { 8: 'octal', 10: 'decimal', 16: 'hex' } as const

function factsOf(plan: ColumnPlan, chained: Chained): string[] {
  const facts = [`offsets ${RADIX_NAMES[plan.radix]}`]
  if (chained.differing > 0) facts.push('gutter differs')
  else if (chained.agreeing > 0) facts.push('gutter verified')
  if (plan.little) facts.push(plan.orderGuessed ? 'words read as little-endian' : 'words little-endian')
  else if (plan.orderGuessed) facts.push('words read as big-endian')
  if (chained.squeezed > 0) facts.push('repeated rows filled in')
  if (chained.base > 0) facts.push('offsets not from 0')
  return facts
}

function featuresOf(page: Page, group: Group, plan: ColumnPlan): RowFeatures {
  const { first } = group
  const text = page.lines[first.line]!
  page.cells.readRow(text, first, plan.kind)
  const { cells } = page
  const gap = cells.count > 8 ? cells.start[8]! - cells.end[7]! : cells.gap
  const before = first.offsetStyle.startsWith('prefixed') ? first.offsetAt - 2 : first.offsetAt
  return {
    offsetStyle: first.offsetStyle,
    offsetDigits: first.offsetEnd - first.offsetAt,
    radix: plan.radix,
    kind: plan.kind,
    digits: first.digits,
    width: plan.width,
    little: plan.little,
    parted: gap > cells.gap,
    gutter:
      plan.gutter === undefined
        ? 'none'
        : plan.gutter.stride === 2
          ? 'spaced'
          : plan.gutter.parted
            ? 'parted'
            : 'plain',
    mark: plan.gutter?.mark ?? ' ',
    frame: text.slice(0, before).trim() + text.slice(first.offsetEnd, first.cellsAt).trim(),
    annotated: plan.gutter === undefined && !isEmpty(text.slice(first.end)),
    joined: first.cellStyle === 'joined',
  }
}
