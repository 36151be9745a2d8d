import { Chalk, type ChalkInstance } from 'chalk'
import { escapeText } from '../../output/escape.js'
import { type ConversationDiff, type Entry, messageOf } from '../diff.js'
import type { Difference } from '../differences.js'
import { bytesOf, hasPlace, type Node } from '../node.js'
import { headerLines } from './header.js'
import { conversationTitle, messageTitle } from './heading.js'
import { differs, type HexLine, hexDiff } from './hex-diff.js'
import { hunksOf } from './hunks.js'
import { summaryLine, totalsOf } from './summary.js'
import { ValueTexts } from './value-text.js'
import type { DiffFacts, ReportOptions } from './view.js'

/** Hunks of messages with their differences, as `diff -u` shows hunks of lines. */
export function* textReport(facts: DiffFacts, options: ReportOptions): Generator<string> {
  const chalk = new Chalk({ level: options.colour ? 1 : 0 })
  const lines = new DiffLines(chalk, options)
  for (const line of headerLines(facts)) yield chalk.bold(line)
  for (const conversation of facts.diff.conversations) yield* lines.conversation(conversation)
  yield ''
  yield chalk.bold(`summary: ${summaryLine(totalsOf(facts.diff))}`)
}

class DiffLines {
  readonly #chalk: ChalkInstance
  readonly #context: number
  readonly #values: ValueTexts

  constructor(chalk: ChalkInstance, { context, showSecrets }: ReportOptions) {
    this.#chalk = chalk
    this.#context = context
    this.#values = new ValueTexts(showSecrets)
  }

  *conversation(conversation: ConversationDiff): Generator<string> {
    const hunks = hunksOf(conversation.entries, this.#context)
    if (hunks.length === 0) return
    yield ''
    yield this.#chalk.bold(conversationTitle(conversation))
    if (conversation.bounded) {
      yield '^ parts of it differ so much that their messages were compared in their order only'
    }
    for (const hunk of hunks) {
      yield this.#chalk.cyan(`@@ ${rangeOf(hunk, 'a')} ${rangeOf(hunk, 'b')} @@`)
      for (const entry of hunk) yield* this.#entry(entry)
    }
  }

  *#entry(entry: Entry): Generator<string> {
    const { green, red, yellow, gray } = this.#chalk
    switch (entry.op) {
      case 'same':
        yield gray(`  ${numbers(entry)}  ${messageTitle(entry.a)}`)
        return
      case 'removed':
        yield red(`- #${entry.a.number}  ${messageTitle(entry.a)}`)
        return
      case 'added':
        yield green(`+ #${entry.b.number}  ${messageTitle(entry.b)}`)
        return
      case 'moved':
        yield yellow(`~ ${numbers(entry)}  ${messageTitle(entry.a)}  moved`)
        return
      case 'changed': {
        const moved = entry.moved ? '  moved' : ''
        yield yellow(`! ${numbers(entry)}  ${messageTitle(entry.a)}${moved}`)
        for (const difference of entry.differences) yield* this.#difference(difference)
      }
    }
  }

  *#difference(difference: Difference): Generator<string> {
    const { green, red, yellow } = this.#chalk
    switch (difference.op) {
      case 'removed':
        yield red(`    - ${shown(difference.path)}  ${this.#alone(difference.a)}`)
        return
      case 'added':
        yield green(`    + ${shown(difference.path)}  ${this.#alone(difference.b)}`)
        return
      case 'moved':
        yield yellow(`    ~ ${shown(difference.path)}  moved${way(difference.a, difference.b)}`)
        return
      case 'finding': {
        const [sign, colour] = difference.side === 'a' ? (['-', red] as const) : (['+', green] as const)
        yield colour(`    ${sign} ${difference.code}: ${escapeText(difference.text)}`)
        return
      }
      case 'changed':
        yield* this.#changed(difference)
    }
  }

  *#changed({ path, a, b, why }: Extract<Difference, { op: 'changed' }>): Generator<string> {
    const { green, red } = this.#chalk
    const reason = why === '' ? '' : `  (${why})`
    yield `    ${shown(path)}${place(a)}${reason}`
    if (this.#values.masks(a)) {
      yield '      the secrets differ; --show-secrets shows them'
      return
    }
    const [textA, textB] = [this.#values.of(a), this.#values.of(b)]
    if (textA !== textB) {
      yield red(`      - ${textA}`)
      yield green(`      + ${textB}`)
    }
    if (hasPlace(a) && hasPlace(b)) yield* this.#hex(a, b)
  }

  *#hex(a: Node, b: Node): Generator<string> {
    const { lines, more } = hexDiff(bytesOf(a), bytesOf(b))
    for (const line of lines) {
      yield `      ${offsetText(a.start + line.atA)}  ${this.#bytes(line, 'a')}`
      yield `      ${offsetText(b.start + line.atB)}  ${this.#bytes(line, 'b')}`
    }
    if (more) yield '      ...'
  }

  #bytes({ cells }: HexLine, side: 'a' | 'b'): string {
    const { green, red } = this.#chalk
    const mark = side === 'a' ? red : green
    return cells
      .map((cell) => {
        const text = cell[side] < 0 ? '..' : cell[side].toString(16).padStart(2, '0')
        return differs(cell) ? mark(text) : text
      })
      .join(' ')
  }

  /** The value of a field that the other side lacks; of a group what it begins with. */
  #alone(node: Node): string {
    const first = node.children.length > 0 ? node.children[0]! : node
    const label = first === node ? '' : `${first.def.label} `
    const value = this.#values.of(first)
    return value === '' ? '' : `${label}${value}`
  }
}

function shown(path: string): string {
  return escapeText(path)
}

/** `  at 0x001c, 4 bytes`; where the bytes are not those of the message, of which source. */
function place(node: Node): string {
  if (!hasPlace(node)) return ''
  const { message, source, start, length } = node
  const of = source === 0 ? '' : ` of ${escapeText(message.sources[source]!.name)}`
  return `  at 0x${offsetText(start)}${of}, ${length} ${length === 1 ? 'byte' : 'bytes'}`
}

/** Where something moved, as far as that is known. */
function way(a: Node, b: Node): string {
  return hasPlace(a) ? ` ${place(a)} -> ${place(b)}` : ''
}

function offsetText(offset: number): string {
  return offset.toString(16).padStart(4, '0')
}

function numbers({ a, b }: Extract<Entry, { a: unknown; b: unknown }>): string {
  return `#${a.number} = #${b.number}`
}

/** `#15-#19`, the messages of one side in a hunk. */
function rangeOf(hunk: readonly Entry[], side: 'a' | 'b'): string {
  const numbers = hunk.flatMap((entry) => messageOf(entry, side)?.number ?? [])
  if (numbers.length === 0) return '-'
  // Moved messages stand out of order.
  const [first, last] = [numbers.reduce((x, y) => Math.min(x, y)), numbers.reduce((x, y) => Math.max(x, y))]
  return first === last ? `#${first}` : `#${first}-#${last}`
}
