import { columnsIn } from '../../output/width.js'
import { wrapText } from '../../output/wrap-text.js'
import { type ConversationDiff, type Entry, messageOf } from '../diff.js'
import type { Difference } from '../differences.js'
import { headerLines } from './header.js'
import { conversationTitle, messageTitle } from './heading.js'
import { hunksOf } from './hunks.js'
import { summaryLine, totalsOf } from './summary.js'
import { ValueTexts } from './value-text.js'
import type { DiffFacts, ReportOptions } from './view.js'

/** Both captures beside each other, a message or a field a line; long lines go on below. */
export function* sideBySideReport(facts: DiffFacts, options: ReportOptions): Generator<string> {
  const values = new ValueTexts(options.showSecrets)
  const half = Math.floor((options.width - GAP) / 2)
  const line = (a: string, sign: string, b: string) => rowOf(wrapped(a, half), sign, wrapped(b, half), half)
  yield* headerLines(facts)
  for (const conversation of facts.diff.conversations) {
    yield* conversationLines(conversation, options.context, values, line)
  }
  yield ''
  yield `summary: ${summaryLine(totalsOf(facts.diff))}`
}

/** Columns between the halves: a sign with a blank on either side. */
const GAP = 3

type Line = (a: string, sign: string, b: string) => string[]

function* conversationLines(
  conversation: ConversationDiff,
  context: number,
  values: ValueTexts,
  line: Line,
): Generator<string> {
  const hunks = hunksOf(conversation.entries, context)
  if (hunks.length === 0) return
  yield ''
  yield conversationTitle(conversation)
  for (const [index, hunk] of hunks.entries()) {
    if (index > 0) yield '...'
    for (const entry of hunk) {
      yield* line(sideOf(entry, 'a'), SIGNS[entry.op], sideOf(entry, 'b'))
      if (entry.op !== 'changed') continue
      for (const difference of entry.differences) yield* fieldLine(difference, values, line)
    }
  }
}

function sideOf(entry: Entry, side: 'a' | 'b'): string {
  const message = messageOf(entry, side)
  return message === undefined ? '' : `#${message.number}  ${messageTitle(message)}`
}

function fieldLine(difference: Difference, values: ValueTexts, line: Line): string[] {
  switch (difference.op) {
    case 'changed':
    case 'moved': {
      const label = `    ${difference.a.def.label}  `
      return line(label + values.of(difference.a), SIGNS[difference.op], label + values.of(difference.b))
    }
    case 'removed':
      return line(`    ${difference.a.def.label}  ${values.of(difference.a)}`, '<', '')
    case 'added':
      return line('', '>', `    ${difference.b.def.label}  ${values.of(difference.b)}`)
    case 'finding':
      return difference.side === 'a'
        ? line(`    ${difference.code}`, '<', '')
        : line('', '>', `    ${difference.code}`)
  }
}

const SIGNS: Readonly<Record<Entry['op'], string>> = {
  same: ' ',
  changed: '|',
  moved: '~',
  removed: '<',
  added: '>',
}

/** A text in lines of at most so many columns, those behind the first indented further. */
function wrapped(text: string, columns: number): string[] {
  return wrapText(text, columns, text.search(/[^ ]|$/) + HANGING)
}

const HANGING = 2

/** The lines of both halves beside each other, the sign in the first. */
function rowOf(a: readonly string[], sign: string, b: readonly string[], half: number): string[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
    const left = a[i] ?? ''
    const padding = ' '.repeat(half - columnsIn(left))
    return `${left}${padding} ${i === 0 ? sign : ' '} ${b[i] ?? ''}`.trimEnd()
  })
}
