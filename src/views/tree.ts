import type { Finding } from '../dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_SIZE, ROW_SOURCE } from '../dissect/tree.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Theme } from '../output/colour.js'
import { MessageLines } from './message-lines.js'
import { layoutFor, MIN_WIDTH } from './tree-layout.js'
import { RowWriter } from './tree-rows.js'
import { MAX_TEXT, Values } from './value.js'
import type { View, ViewOptions } from './view.js'

/** Bytes of a byte field that stand whole in the value column; the hex column has more of them. */
const MAX_VALUE_BYTES = 32

/** Fewest digits of an offset. */
const OFFSET_DIGITS = 4

/**
 * Every message as an annotated tree: two heading lines, then one row a field with its offset, bytes,
 * type, label and value, and findings below the row they belong to.
 */
export class TreeView implements View {
  readonly #out: ByteWriter
  readonly #width: number
  readonly #theme: Theme
  readonly #values: Values
  readonly #lines: MessageLines
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
      maxText: MAX_TEXT,
    })
    this.#lines = new MessageLines(out, this.#width, this.#theme, options.showSecrets)
  }

  message(message: Message): void {
    const out = this.#out
    if (!this.#first) out.newline()
    this.#first = false
    this.#lines.heading(message)
    if (message.tree.count > 0 || message.findings.length > 0) out.newline()
    this.#rows(message)
    this.#lines.dropped(message)
  }

  end(): void {
    this.#out.flush()
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
        this.#lines.source(message.sources[source]!)
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

  /** Writes the findings from index `next` on that belong below rows up to `row`; returns the index of the next. */
  #findings(findings: readonly Finding[], next: number, row: number): number {
    for (; next < findings.length && findings[next]!.row <= row; next++) {
      this.#lines.finding(findings[next]!)
    }
    return next
  }
}
