import type { Chained } from './chain.js'
import type { ColumnPlan } from './columns.js'
import type { RowFeatures } from './dialects.js'
import type { Group } from './groups.js'
import { isEmpty } from './offset-verdict.js'
import type { Page } from './page.js'

const RADIX_NAMES = { 8: 'octal', 10: 'decimal', 16: 'hex' } as const

/** What the line on standard error says of a packet. */
export function factsOf(plan: ColumnPlan, chained: Chained): string[] {
  const facts = [`offsets ${RADIX_NAMES[plan.radix]}`]
  if (chained.differing > 0) facts.push('gutter differs')
  else if (chained.agreeing > 0) facts.push('gutter verified')
  if (plan.little) facts.push(plan.orderGuessed ? 'words read as little-endian' : 'words little-endian')
  else if (plan.orderGuessed) facts.push('words read as big-endian')
  if (chained.squeezed > 0) facts.push('repeated rows filled in')
  if (chained.base > 0) facts.push('offsets not from 0')
  return facts
}

/** What a block looks like, for its name. */
export function featuresOf(page: Page, group: Group, plan: ColumnPlan): RowFeatures {
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
