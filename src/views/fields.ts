import type { Message } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { writeText } from '../output/escape.js'
import { encode, type Label } from '../output/label.js'
import { Columns } from './columns.js'
import type { ColumnOptions, View, ViewOptions } from './view.js'

/** Bytes that a line seldom exceeds. */
const LINE = 1024

const QUOTES = { d: '"', s: "'", n: '' } as const

/**
 * The chosen columns, one line a message, as `tshark -T fields` has them. Whatever would be taken for a separator, a line
 * end or a closing quote inside a value is escaped with a backslash.
 */
export class FieldsView implements View {
  readonly #out: ByteWriter
  readonly #columns: Columns
  readonly #separator: number
  readonly #quote: number | undefined
  /** What stands for a separator or quote inside a value. */
  readonly #escape: Label

  constructor(out: ByteWriter, options: ViewOptions) {
    const columns = options.columns!
    const quote = QUOTES[columns.quote]
    this.#out = out
    this.#columns = new Columns({ ...columns, showSecrets: options.showSecrets })
    this.#separator = columns.separator.charCodeAt(0)
    this.#quote = quote === '' ? undefined : quote.charCodeAt(0)
    const code = this.#quote ?? this.#separator
    this.#escape = encode((label) => label.ascii(`\\x${code.toString(16).padStart(2, '0')}`))
    if (columns.header) this.#header(columns)
  }

  message(message: Message): void {
    const out = this.#out
    const columns = this.#columns
    columns.gather(message)
    out.beginLine(LINE)
    for (let i = 0; i < columns.count; i++) {
      if (i > 0) out.byte(this.#separator)
      this.#begin()
      const from = out.pos
      columns.write(out, message, i)
      replaceByte(out, from, this.#quote ?? this.#separator, this.#escape)
      this.#begin()
    }
    out.endLine()
  }

  end(): void {
    this.#out.flush()
  }

  #begin(): void {
    if (this.#quote !== undefined) this.#out.byte(this.#quote)
  }

  #header({ paths }: ColumnOptions): void {
    const out = this.#out
    paths.forEach((path, i) => {
      if (i > 0) out.byte(this.#separator)
      writeText(out, path)
    })
    out.newline()
  }
}

/** Puts `instead` in the place of every such byte of the line from a position on. */
export function replaceByte(out: ByteWriter, from: number, byte: number, instead: Label): void {
  if (out.bytes.subarray(from, out.pos).indexOf(byte) < 0) return
  const written = out.bytes.slice(from, out.pos)
  out.pos = from
  for (const one of written) {
    if (one === byte) out.label(instead)
    else out.byte(one)
  }
}
