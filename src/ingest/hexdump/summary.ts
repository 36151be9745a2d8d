import { dialectNamed } from './dialects.js'
import type { Draft, Page } from './page.js'
import type { DialectFacts } from './types.js'

/** Counts drafts by dialect, in the order of their first appearance, with what can be said of all or of some. */
export function dialectFacts(drafts: readonly Draft[]): DialectFacts[] {
  const byName = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const list = byName.get(draft.dialect)
    if (list === undefined) byName.set(draft.dialect, [draft])
    else list.push(draft)
  }
  return [...byName].map(([name, list]) => ({
    name,
    title: dialectNamed(name)!.title,
    packets: list.length,
    facts: commonFacts(list),
  }))
}

function commonFacts(drafts: readonly Draft[]): string[] {
  const counts = new Map<string, number>()
  for (const { facts } of drafts) for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1)
  return [...counts].map(([fact, count]) => (count === drafts.length ? fact : `${fact} in ${count}`))
}

export function summarise(page: Page, dialects: readonly DialectFacts[]): string {
  if (dialects.length === 0) return explainNothing(page)
  if (dialects.length === 1) {
    const { name, packets, title, facts } = dialects[0]!
    return [`${packets} ${nounFor(name, packets)}`, title, ...facts].join(', ')
  }
  const total = dialects.reduce((sum, { packets }) => sum + packets, 0)
  const parts = dialects.map(({ packets, title, facts }) =>
    facts.length === 0 ? `${packets} ${title}` : `${packets} ${title} (${facts.join(', ')})`,
  )
  return `${total} packets: ${parts.join(', ')}`
}

function nounFor(dialect: string, count: number): string {
  const noun = dialect === 'http' ? 'message' : 'packet'
  return count === 1 ? noun : `${noun}s`
}

/** Reasons told when nothing was found. */
const MAX_REASONS = 3

function explainNothing(page: Page): string {
  const counts = new Map<string, { count: number; line: number }>()
  for (const { line, reason } of page.refusals) {
    const seen = counts.get(reason)
    if (seen === undefined) counts.set(reason, { count: 1, line })
    else seen.count++
  }
  if (counts.size === 0) return 'no hex dump found: nothing in the text looks like bytes'
  const told = [...counts].sort((a, b) => b[1].count - a[1].count).slice(0, MAX_REASONS)
  const reasons = told.map(([reason, { count, line }]) =>
    count === 1
      ? `line ${line + 1} has ${reason}`
      : `${count} lines have ${reason} (the first is ${line + 1})`,
  )
  return `no hex dump found: ${reasons.join('; ')}; --dump-format takes a dialect at its word`
}
