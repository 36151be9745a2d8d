import { count } from '../count.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Style, type Theme } from '../output/colour.js'
import { encodeText, type Label, LabelCache } from '../output/label.js'
import { SummaryFields } from '../views/heading.js'
import { MARGIN_WIDTH } from '../views/margin.js'
import { MessageLines } from '../views/message-lines.js'
import type { ViewOptions } from '../views/view.js'
import { Break, breakLabel, endLine } from '../views/wrap.js'
import { payloadText } from './payload-text.js'
import { ARROWS, sideStyles, writeConversation } from './sides.js'
import { Since } from './since.js'
import type { FollowView, Turn } from './turn.js'

/** Columns that the server's words stand further right. */
const INDENT = 4

/** Columns of a text that there are at least, whatever the width. */
const MIN_TEXT = 16

/** Room that a line usually stays within. */
const LINE_ROOM = 4096

/**
 * A dialogue: number, time, arrow, type and summary of each message, the server's further right; below it the text of
 * messages that are text, and what was found. A line names the conversation where it begins or changes.
 */
export class DialogueView implements FollowView {
  readonly #out: ByteWriter
  readonly #width: number
  readonly #showSecrets: boolean
  readonly #theme: Theme
  readonly #styles: ReturnType<typeof sideStyles>
  readonly #since = new Since()
  readonly #lines: MessageLines
  readonly #summary: SummaryFields
  readonly #types = new LabelCache()
  #conversation = 0

  constructor(out: ByteWriter, { width, colour, showSecrets }: ViewOptions) {
    this.#out = out
    this.#width = width
    this.#showSecrets = showSecrets
    this.#theme = createTheme(colour)
    this.#styles = sideStyles(colour)
    this.#lines = new MessageLines(out, width, this.#theme, showSecrets)
    this.#summary = new SummaryFields(showSecrets)
  }

  begin(turn: Turn): void {
    this.#since.begin(turn)
  }

  turn(turn: Turn): void {
    if (turn.conversation.id !== this.#conversation) this.#heading(turn)
    this.#words(turn)
    const column = ' '.repeat(MARGIN_WIDTH + INDENT * turn.side + 3)
    this.#payload(turn, column)
    for (const { kind, text } of turn.findings)
      this.#lines.line(this.#theme[kind.severity], `${column}! ${kind.severity}  `, text)
    if (turn.findingsDropped > 0)
      this.#lines.line(this.#theme.note, `${column}! `, `${turn.findingsDropped} more findings are not shown`)
  }

  #heading({ conversation, protocol }: Turn): void {
    const out = this.#out
    const { heading } = this.#theme
    if (this.#conversation > 0) out.newline()
    this.#conversation = conversation.id
    out.beginLine(LINE_ROOM)
    out.label(heading.on)
    const from = out.pos
    writeConversation(out, conversation, protocol)
    endLine(out, from, heading, this.#width, 2)
    out.newline()
  }

  /** `    2    0.050000  -> sign-on  seq 4096  "DemoUser"`. */
  #words(turn: Turn): void {
    const out = this.#out
    const { side, type, protocol } = turn
    const style = this.#styles[side]
    out.beginLine(LINE_ROOM)
    out.label(style.on)
    const from = out.pos
    this.#since.write(out, turn)
    out.spaces(INDENT * side)
    out.ascii(`${ARROWS[side]} `)
    out.label(this.#types.get(type || protocol || 'unknown'))
    this.#summary.write(out, turn)
    endLine(out, from, style, this.#width, MARGIN_WIDTH + INDENT * side + 3)
  }

  #payload(turn: Turn, column: string): void {
    const style = this.#styles[turn.side]
    const { dim } = this.#theme
    const columns = Math.max(MIN_TEXT, this.#width - column.length - 2)
    for (const { name, lines, rest } of payloadText(turn, this.#showSecrets)) {
      if (name !== '') this.#bar(column, dim, encodeText(`${name}:`))
      for (const line of lines)
        for (const part of line === '' ? [EMPTY] : breakLabel(encodeText(line), columns, Break.Anywhere))
          this.#bar(column, style, part)
      if (rest > 0) this.#bar(column, dim, encodeText(`… ${count(rest, 'byte')} not text`))
    }
  }

  /** `| GET / HTTP/1.1`. */
  #bar(column: string, style: Style, text: Label): void {
    const out = this.#out
    out.startLine()
    out.ascii(column)
    out.label(style.on)
    out.ascii('| ')
    out.label(text)
    out.trimEnd()
    out.label(style.off)
    out.newline()
  }
}

const EMPTY = encodeText('')
