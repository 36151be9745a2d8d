import type { Finding, Severity } from '../dissect/finding.js'
import type { Message } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Theme } from '../output/colour.js'
import { decimalDigits } from '../output/digits.js'
import { type Label, LabelCache } from '../output/label.js'
import { ConversationLabels, messageLength, SummaryFields, transportName, writeEndpoints } from './heading.js'
import { Margin, NUMBER_WIDTH } from './margin.js'
import { MIN_WIDTH } from './tree-layout.js'
import type { View, ViewOptions } from './view.js'
import { wrapLine } from './wrap.js'

/** Columns of right-aligned lengths; longer ones push the rest of their line. */
const LENGTH_WIDTH = 5

/** Room that a line usually stays within, and where it goes on. */
const LINE_ROOM = 4096
const INDENT = NUMBER_WIDTH + 2

/**
 * One line a message: number, time since the first, who to whom, protocol, length, type, the fields that
 * say what it is about, and whether there are findings. Lines are never cut; where the output has a width they are
 * wrapped, otherwise not: a program that reads them wants them whole.
 */
export class SummaryView implements View {
  readonly #out: ByteWriter
  readonly #theme: Theme
  readonly #margin = new Margin()
  readonly #ways = new ConversationLabels(writeEndpoints)
  readonly #texts = new LabelCache()
  readonly #summary: SummaryFields
  readonly #width: number
  #waysWidth = 0
  #protocolWidth = 0

  constructor(out: ByteWriter, options: ViewOptions) {
    this.#out = out
    this.#theme = createTheme(options.colour)
    this.#width = Math.max(MIN_WIDTH, options.width)
    this.#summary = new SummaryFields(options.showSecrets, options.only !== undefined)
  }

  message(message: Message): void {
    const out = this.#out
    out.beginLine(LINE_ROOM)
    const from = out.pos
    this.#margin.write(out, message)
    this.#waysWidth = this.#column(this.#ways.get(message), this.#waysWidth)
    const protocol = message.protocol || transportName(message.conversation)
    this.#protocolWidth = this.#column(this.#texts.get(protocol), this.#protocolWidth)
    const length = messageLength(message)
    out.spaces(LENGTH_WIDTH - decimalDigits(length))
    out.decimal(length)
    this.#type(message.type)
    this.#summary.write(out, message)
    if (message.findings.length > 0) this.#findings(message.findings, message.findingsDropped)
    if (out.column > this.#width) wrapLine(out, from, this.#width, INDENT)
    out.endLine()
  }

  end(): void {
    this.#out.flush()
  }

  /** Writes a column that is as wide as its widest entry so far, and returns that width. */
  #column(entry: Label, width: number): number {
    const out = this.#out
    const now = Math.max(width, entry.columns)
    out.label(entry)
    out.spaces(now - entry.columns + 2)
    return now
  }

  #type(type: string): void {
    if (type === '') return
    const out = this.#out
    const { name } = this.#theme
    out.spaces(2)
    out.label(name.on)
    out.label(this.#texts.get(type))
    out.label(name.off)
  }

  /** `! error`, or the worst of several with their number: `! error (3 findings)`. */
  #findings(findings: readonly Finding[], dropped: number): void {
    const out = this.#out
    const worst = worstOf(findings)
    const style = this.#theme[worst]
    const count = findings.length + dropped
    out.spaces(2)
    out.label(style.on)
    out.ascii('! ')
    out.ascii(worst)
    if (count > 1) {
      out.ascii(' (')
      out.decimal(count)
      out.ascii(' findings)')
    }
    out.label(style.off)
  }
}

/** The gravest severity among findings. */
export function worstOf(findings: readonly Finding[]): Severity {
  let worst: Severity = 'note'
  for (const { kind } of findings) {
    if (kind.severity === 'error') return 'error'
    if (kind.severity === 'warning') worst = 'warning'
  }
  return worst
}
