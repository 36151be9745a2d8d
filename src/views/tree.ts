import type { Finding } from '../dissect/finding.js'
import { MESSAGE_SOURCE, type Message, type Source } from '../dissect/message.js'
import { NO_SOURCE, ROW_SIZE, ROW_SOURCE } from '../dissect/tree.js'
import type { Conversation, Side } from '../network/conversation.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Style, type Theme } from '../output/colour.js'
import { writeText } from '../output/escape.js'
import { encodeText, LabelCache } from '../output/label.js'
import {
  Clock,
  ConversationLabels,
  messageLength,
  SummaryFields,
  transportName,
  writeEndpoints,
  writeFrames,
} from './heading.js'
import { writeSize } from './number-text.js'
import { layoutFor, MIN_WIDTH } from './tree-layout.js'
import { RowWriter } from './tree-rows.js'
import { shorten, Values } from './value.js'
import type { View, ViewOptions } from './view.js'
import { endLine } from './wrap.js'

/** Bytes of a byte field that stand whole in the value column, and of a text; the hex column has more of them. */
const MAX_VALUE_BYTES = 32
const MAX_VALUE_TEXT = 1024

/** Characters of a comment that are shown. */
const MAX_COMMENT = 1024

/** Fewest digits of an offset. */
const OFFSET_DIGITS = 4

/** Room that heading lines and findings usually stay within. */
const LINE_ROOM = 4096

/** Where lines that belong to no column go on. */
const INDENT = 6

/**
 * Every message as an annotated tree: two heading lines, then one row a field with its offset, bytes,
 * type, label and value, and findings below the row they belong to.
 */
export class TreeView implements View {
  readonly #out: ByteWriter
  readonly #width: number
  readonly #theme: Theme
  readonly #values: Values
  readonly #clock = new Clock()
  readonly #ways = new ConversationLabels(writeWay)
  readonly #texts = new LabelCache()
  readonly #summary: SummaryFields
  /** By digits of an offset. */
  readonly #writers = new Map<number, RowWriter>()
  #first = true

  constructor(out: ByteWriter, options: ViewOptions) {
    this.#out = out
    this.#width = Math.max(MIN_WIDTH, options.width)
    this.#theme = createTheme(options.colour)
    this.#values = new Values({
      showSecrets: options.showSecrets,
      maxBytes: MAX_VALUE_BYTES,
      maxText: MAX_VALUE_TEXT,
    })
    this.#summary = new SummaryFields(options.showSecrets)
  }

  message(message: Message): void {
    const out = this.#out
    if (!this.#first) out.newline()
    this.#first = false
    this.#heading(message)
    this.#title(message)
    if (message.comment) this.#line(this.#theme.dim, 'comment  ', shorten(message.comment, MAX_COMMENT))
    if (message.tree.count > 0 || message.findings.length > 0) out.newline()
    this.#rows(message)
    if (message.findingsDropped > 0) {
      this.#line(this.#theme.note, '      ! ', `${message.findingsDropped} more findings are not shown`)
    }
  }

  end(): void {
    this.#out.flush()
  }

  /** `#2  66.150.244.151:12036 -> 192.168.1.3:37998  UDP  36 bytes`. */
  #heading(message: Message): void {
    const out = this.#out
    const { heading } = this.#theme
    const { number, frames, place } = message
    const from = this.#beginLine(heading)
    out.byte(0x23)
    out.decimal(number)
    out.label(this.#ways.get(message))
    writeLength(out, message)
    if (message.seconds >= 0) this.#time(message)
    if (frames.length > 1 || (frames.length === 1 && frames[0] !== number)) {
      out.label(GAP)
      writeFrames(out, frames)
    }
    if (place !== undefined) {
      out.label(GAP)
      writeText(out, place)
    }
    endLine(out, from, heading, this.#width, INDENT)
  }

  #time(message: Message): void {
    const out = this.#out
    this.#clock.set(message)
    out.label(this.#clock.negative ? GAP : GAP_PLUS)
    this.#clock.write(out)
    out.label(SECONDS)
  }

  /** `Second Life (classic)  TemplateChecksumReply  seq 1`. */
  #title(message: Message): void {
    const out = this.#out
    const { name } = this.#theme
    const from = this.#beginLine(name)
    out.label(this.#texts.get(message.title || message.protocol || 'Unknown protocol'))
    if (message.type !== '') {
      out.label(GAP)
      out.label(this.#texts.get(message.type))
    }
    this.#summary.write(out, message)
    endLine(out, from, name, this.#width, INDENT)
  }

  #rows(message: Message): void {
    const { rows, count } = message.tree
    const { findings } = message
    const writer = this.#writerFor(message)
    let source = MESSAGE_SOURCE
    let told = this.#findings(findings, 0, -1)
    for (let row = 0; row < count; ) {
      const rowSource = rows[row * ROW_SIZE + ROW_SOURCE]!
      if (rowSource !== source && rowSource !== NO_SOURCE) {
        source = rowSource
        this.#sourceLine(message.sources[source]!)
      }
      row = writer.row(message, row)
      if (told < findings.length) told = this.#findings(findings, told, row - 1)
    }
    this.#findings(findings, told, Number.POSITIVE_INFINITY)
  }

  #writerFor(message: Message): RowWriter {
    let digits = OFFSET_DIGITS
    for (const { start, end } of message.sources) {
      if (end - start > 0x1_0000) digits = Math.max(digits, end - start > 0x100_0000 ? 8 : 6)
    }
    let writer = this.#writers.get(digits)
    if (writer === undefined) {
      writer = new RowWriter(this.#out, layoutFor(this.#width, digits), this.#theme, this.#values)
      this.#writers.set(digits, writer)
    }
    return writer
  }

  /** `zero-expanded, 120 bytes`, where rows go over to other bytes. */
  #sourceLine({ name, start, end }: Source): void {
    const length = end - start
    this.#line(this.#theme.heading, '      ', `${name}, ${length} ${length === 1 ? 'byte' : 'bytes'}`)
  }

  /** Writes the findings from index `next` on that belong below rows up to `row`; returns the index of the next. */
  #findings(findings: readonly Finding[], next: number, row: number): number {
    for (; next < findings.length && findings[next]!.row <= row; next++) {
      const { kind, text } = findings[next]!
      this.#line(this.#theme[kind.severity], `      ! ${kind.severity}  `, text)
    }
    return next
  }

  /** Writes a line of text from anywhere behind words of our own, below which it goes on. */
  #line(style: Style, words: string, text: string): void {
    const out = this.#out
    const from = this.#beginLine(style)
    out.ascii(words)
    writeText(out, text)
    endLine(out, from, style, this.#width, words.length)
  }

  /** Begins a line that `endLine` ends; returns where its text begins. */
  #beginLine(style: Style): number {
    const out = this.#out
    out.beginLine(LINE_ROOM)
    out.label(style.on)
    return out.pos
  }
}

/** What stands between the number of a message and its length: `  66.150.244.151:12036 -> 192.168.1.3:37998  UDP  `. */
function writeWay(out: ByteWriter, conversation: Conversation, side: Side): void {
  out.ascii('  ')
  const { pos } = out
  writeEndpoints(out, conversation, side)
  const known = out.pos > pos
  if (known) out.ascii('  ')
  if (known && conversation.transport === 'none') return
  out.ascii(transportName(conversation))
  out.ascii('  ')
}

/** `36 bytes`, or `36 of 90 bytes` when the capture cut the packet; `36 of ? bytes` where nobody knows by how much. */
function writeLength(out: ByteWriter, message: Message): void {
  const length = messageLength(message)
  const cut = message.sources[MESSAGE_SOURCE]?.cut ?? 0
  if (cut > 0) {
    out.decimal(length)
    out.ascii(' of ')
  }
  if (Number.isFinite(cut)) writeSize(out, length + cut)
  else out.ascii('? bytes')
}

const GAP = encodeText('  ')
const GAP_PLUS = encodeText('  +')
const SECONDS = encodeText(' s')
