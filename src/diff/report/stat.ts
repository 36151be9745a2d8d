import type { Entry } from '../diff.js'
import { headerLines } from './header.js'
import { messageTitle } from './heading.js'
import { summaryLine, totalsOf } from './summary.js'
import type { DiffFacts } from './view.js'

/** How many messages of each type came out which way. */
export function* statReport(facts: DiffFacts): Generator<string> {
  yield* headerLines(facts)
  yield ''
  const counts = new Map<string, Map<Entry['op'], number>>()
  for (const entry of differing(facts)) {
    const title = titleOf(entry)
    const byOp = counts.get(title) ?? new Map<Entry['op'], number>()
    byOp.set(entry.op, (byOp.get(entry.op) ?? 0) + 1)
    counts.set(title, byOp)
  }
  const width = Math.max(0, ...[...counts.keys()].map((title) => title.length))
  for (const [title, byOp] of counts) {
    const parts = [...byOp].map(([op, count]) => `${count} ${WORDS[op]}`)
    yield ` ${title.padEnd(width)}  ${parts.join(', ')}`
  }
  yield `summary: ${summaryLine(totalsOf(facts.diff))}`
}

/** The types of messages with differences, each once. */
export function* namesReport(facts: DiffFacts): Generator<string> {
  yield* new Set(differing(facts).map(titleOf))
}

function differing({ diff }: DiffFacts): Entry[] {
  return diff.conversations.flatMap(({ entries }) => entries.filter(({ op }) => op !== 'same'))
}

function titleOf(entry: Entry): string {
  return messageTitle('a' in entry ? entry.a : entry.b)
}

const WORDS: Readonly<Record<Entry['op'], string>> = {
  same: 'the same',
  changed: 'changed',
  moved: 'moved',
  removed: 'only in the reference',
  added: 'not in the reference',
}
