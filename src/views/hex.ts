import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme } from '../output/colour.js'
import { ByteMarks } from './byte-marks.js'
import { HexDump } from './hex-dump.js'
import { MessageLines } from './message-lines.js'
import { MIN_WIDTH } from './tree-layout.js'
import { masks, type View, type ViewOptions } from './view.js'

/** Writes a message's sources as plain dumps, each behind its name. */
export class Dumps {
  readonly #out: ByteWriter
  readonly #marks: ByteMarks
  readonly #dump: HexDump
  readonly #lines: MessageLines

  constructor(out: ByteWriter, options: ViewOptions, lines: MessageLines) {
    const width = Math.max(MIN_WIDTH, options.width)
    this.#out = out
    this.#marks = new ByteMarks((def) => masks(def, options), options.only)
    this.#dump = new HexDump(out, createTheme(options.colour), width)
    this.#lines = lines
  }

  /** Looks at a message as long as all its rows are there. */
  read(message: Message): void {
    this.#marks.read(message)
  }

  /** Writes the dumps of the message looked at last. */
  write(message: Message): void {
    message.sources.forEach((source, index) => {
      this.#out.newline()
      if (index !== MESSAGE_SOURCE) this.#lines.source(source)
      this.#dump.write(source, this.#marks.of(index))
    })
  }
}

/** Every message as plain dumps, one for each of its sources. */
export class HexView implements View {
  readonly #out: ByteWriter
  readonly #lines: MessageLines
  readonly #dumps: Dumps
  #first = true

  constructor(out: ByteWriter, options: ViewOptions) {
    this.#out = out
    this.#lines = linesOf(out, options)
    this.#dumps = new Dumps(out, options, this.#lines)
  }

  message(message: Message): void {
    if (!this.#first) this.#out.newline()
    this.#first = false
    this.#lines.heading(message)
    for (const finding of message.findings) this.#lines.finding(finding)
    this.#lines.dropped(message)
    this.#dumps.read(message)
    this.#dumps.write(message)
  }

  end(): void {
    this.#out.flush()
  }
}

/** The lines around messages as a view's options want them. */
export function linesOf(out: ByteWriter, { width, colour, showSecrets }: ViewOptions): MessageLines {
  return new MessageLines(out, Math.max(MIN_WIDTH, width), createTheme(colour), showSecrets)
}

/** Another view, and below each of its messages the dumps of its bytes. */
export class WithDumps implements View {
  readonly #view: View
  readonly #dumps: Dumps

  constructor(view: View, out: ByteWriter, options: ViewOptions) {
    this.#view = view
    this.#dumps = new Dumps(out, options, linesOf(out, options))
  }

  message(message: Message): void {
    this.#dumps.read(message)
    this.#view.message(message)
    this.#dumps.write(message)
  }

  end(): void {
    this.#view.end()
  }
}
