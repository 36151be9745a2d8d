import type { Finding } from '../dissect/finding.js'
import { MESSAGE_SOURCE, type Message, type Source } from '../dissect/message.js'
import type { Conversation, Side } from '../network/conversation.js'
import type { ByteWriter } from '../output/byte-writer.js'
import type { Style, Theme } from '../output/colour.js'
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
import { shorten } from './value.js'
import { endLine } from './wrap.js'

/** Room that these lines usually stay within. */
const LINE_ROOM = 4096

/** Where lines that belong to no column go on. */
const INDENT = 6

/** Characters of a comment that are shown. */
const MAX_COMMENT = 1024

/** The lines around a message's fields, wrapped: headings, sources, findings. */
export class MessageLines {
  readonly #out: ByteWriter
  readonly #width: number
  readonly #theme: Theme
  readonly #clock = new Clock()
  readonly #ways = new ConversationLabels(writeWay)
  readonly #texts = new LabelCache()
  readonly #summary: SummaryFields

  constructor(out: ByteWriter, width: number, theme: Theme, showSecrets: boolean) {
    this.#out = out
    this.#width = width
    this.#theme = theme
    this.#summary = new SummaryFields(showSecrets)
  }

  /** Who, when, how much; protocol and type; the comment. */
  heading(message: Message): void {
    this.#who(message)
    this.#what(message)
    if (message.comment) this.line(this.#theme.dim, 'comment  ', shorten(message.comment, MAX_COMMENT))
  }

  /** `decrypted, 56 bytes`. */
  source({ name, start, end }: Source): void {
    const length = end - start
    this.line(this.#theme.heading, '      ', `${name}, ${length} ${length === 1 ? 'byte' : 'bytes'}`)
  }

  finding({ kind: { severity }, text }: Finding): void {
    this.line(this.#theme[severity], `      ! ${severity}  `, text)
  }

  /** How many findings were dropped, if any. */
  dropped({ findingsDropped }: Message): void {
    if (findingsDropped > 0) {
      this.line(this.#theme.note, '      ! ', `${findingsDropped} more findings are not shown`)
    }
  }

  /** Writes a line of text from anywhere behind words of our own, below which it goes on. */
  line(style: Style, words: string, text: string): void {
    const out = this.#out
    const from = this.#beginLine(style)
    out.ascii(words)
    writeText(out, text)
    endLine(out, from, style, this.#width, words.length)
  }

  /** `#2  66.150.244.151:12036 -> 192.168.1.3:37998  UDP  36 bytes`. */
  #who(message: Message): void {
    const out = this.#out
    const { heading } = this.#theme
    const { number, frames, place } = message
    const from = this.#beginLine(heading)
    out.byte(0x23)
    out.decimal(number)
    out.label(this.#ways.get(message))
    writeLength(out, message)
    if (message.seconds >= 0) {
      this.#clock.set(message)
      out.label(this.#clock.negative ? GAP : GAP_PLUS)
      this.#clock.write(out)
      out.label(SECONDS)
    }
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

  /** `Second Life (classic)  TemplateChecksumReply  seq 1`. */
  #what(message: Message): void {
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
