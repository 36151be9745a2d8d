import type { Chained } from './chain.js'
import type { ColumnPlan } from './columns.js'
import { dialectOf } from './dialects.js'
import type { Group } from './groups.js'
import { parseLabel, parsePrefix } from './labels.js'
import { factsOf, featuresOf } from './offset-features.js'
import type { Draft, Page } from './page.js'
import { type Row, rowPrefix } from './scan.js'
import type { Sender } from './types.js'

/** The end of the last packet, which rows further down the page may go on. */
export interface Joinable {
  readonly draft: Draft
  readonly chained: Chained
  readonly first: Row
}

/** Text between two parts of one dump takes no more lines than this. */
const MAX_INTERRUPTION = 40

/** Adds the packets of a block to the page, joining the first to the last one before when it goes on there. */
export function take(
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
    const label = parsePrefix(rowPrefix(page.lines[chained.line]!, page.rows[chained.line]!))
    const draft: Draft = {
      bytes: chained.bytes,
      line: chained.line,
      endLine: chained.endLine,
      dialect: dialect.name,
      facts: factsOf(plan, chained),
      sender: senderOf(page, group, plan, chained, netcat) ?? label?.sender,
      time: label?.time,
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
    return text.startsWith('<') ? 'b' : 'a'
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
