import { MESSAGE_SOURCE } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Theme } from '../output/colour.js'
import { writeText } from '../output/escape.js'
import type { ViewOptions } from '../views/view.js'
import { coversOf } from './covers.js'
import { ARROWS, sideStyles, writeConversation } from './sides.js'
import { Since } from './since.js'
import type { FollowView, Turn, TurnSource } from './turn.js'

const ROW = 16
const HALF = 8
const INDENT = 4

/**
 * The bytes of each message as Wireshark's Follow Stream shows them: the server's indented. Offsets begin anew with each
 * message, which keeps messages apart for whoever reads the dump: slx, text2pcap, Wireshark.
 */
export class FollowHexView implements FollowView {
  readonly #out: ByteWriter
  readonly #theme: Theme
  readonly #styles: ReturnType<typeof sideStyles>
  readonly #showSecrets: boolean
  readonly #since = new Since()
  #conversation = 0

  constructor(out: ByteWriter, { colour, showSecrets }: ViewOptions) {
    this.#out = out
    this.#theme = createTheme(colour)
    this.#styles = sideStyles(colour)
    this.#showSecrets = showSecrets
  }

  begin(turn: Turn): void {
    this.#since.begin(turn)
  }

  turn(turn: Turn): void {
    const { conversation, side } = turn
    if (conversation.id !== this.#conversation) this.#heading(turn)
    this.#comment(turn)
    const source = turn.sources[MESSAGE_SOURCE]
    const out = this.#out
    const style = this.#styles[side]
    if (source) {
      const covers = this.#showSecrets ? undefined : coversOf(turn)
      for (let at = source.start; at < source.end; at += ROW) {
        out.startLine()
        out.label(style.on)
        out.spaces(INDENT * side)
        this.#row(source, at, covers)
        out.label(style.off)
        out.newline()
      }
    }
    out.newline()
  }

  #heading({ conversation, protocol }: Turn): void {
    const out = this.#out
    this.#conversation = conversation.id
    out.label(this.#theme.heading.on)
    out.ascii('# ')
    writeConversation(out, conversation, protocol)
    out.label(this.#theme.heading.off)
    out.ascii('\n\n')
  }

  /** `#    2    0.050000  -> sign-on`, and what was found. */
  #comment(turn: Turn): void {
    const out = this.#out
    const style = this.#styles[turn.side]
    out.startLine()
    out.label(style.on)
    out.byte(0x23)
    this.#since.write(out, turn)
    out.ascii(`${ARROWS[turn.side]} `)
    writeText(out, turn.type || turn.protocol || 'unknown')
    out.label(style.off)
    out.newline()
    for (const { kind, text } of turn.findings) {
      const { on, off } = this.#theme[kind.severity]
      out.label(on)
      out.ascii(`# ! ${kind.severity}  `)
      writeText(out, text)
      out.label(off)
      out.newline()
    }
  }

  #row({ bytes, start, end }: TurnSource, from: number, covers: Uint8Array | undefined): void {
    const out = this.#out
    const to = Math.min(end, from + ROW)
    const column = out.column
    out.hex(from - start, 8)
    for (let at = from; at < to; at++) {
      out.spaces(at === from || at === from + HALF ? 2 : 1)
      const cover = covers?.[at - start] ?? 0
      if (cover === 0) out.hex(bytes[at]!, 2)
      else out.ascii(String.fromCharCode(cover, cover))
    }
    out.padTo(column + TEXT_COLUMN)
    for (let at = from; at < to; at++) {
      if (at === from + HALF) out.spaces(1)
      const byte = covers?.[at - start] || bytes[at]!
      out.byte(byte >= 0x20 && byte < 0x7f ? byte : DOT)
    }
  }
}

/** Behind offset, two halves of hex and three spaces. */
const TEXT_COLUMN = 8 + 2 + 3 * ROW + 1 + 2
const DOT = 0x2e
