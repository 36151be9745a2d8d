import type { Message } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { writeText } from '../output/escape.js'
import { encode } from '../output/label.js'
import { Columns } from './columns.js'
import { replaceByte } from './fields.js'
import type { View, ViewOptions } from './view.js'

/** Bytes that a line seldom exceeds. */
const LINE = 1024

/** RFC 4180: commas, lines that end in CR LF, quotes where a value needs them; the first line has the columns' names. */
export class CsvView implements View {
  readonly #out: ByteWriter
  readonly #columns: Columns

  constructor(out: ByteWriter, options: ViewOptions) {
    const columns = options.columns!
    this.#out = out
    this.#columns = new Columns({ ...columns, showSecrets: options.showSecrets })
    if (columns.header) this.#line(columns.paths.length, (i) => writeText(out, columns.paths[i]!))
  }

  message(message: Message): void {
    const columns = this.#columns
    columns.gather(message)
    this.#line(columns.count, (i) => columns.write(this.#out, message, i))
  }

  end(): void {
    this.#out.flush()
  }

  #line(count: number, write: (index: number) => void): void {
    const out = this.#out
    out.beginLine(LINE)
    for (let i = 0; i < count; i++) {
      if (i > 0) out.byte(COMMA)
      const from = out.pos
      write(i)
      this.#quote(from)
    }
    out.byte(CR)
    out.endLine()
  }

  /** Puts the value written from a position on between quotes, if it needs them. Values have no line ends: those are escaped. */
  #quote(from: number): void {
    const out = this.#out
    const value = out.bytes.subarray(from, out.pos)
    if (!value.includes(COMMA) && !value.includes(QUOTE)) return
    out.byte(QUOTE)
    out.bytes.copyWithin(from + 1, from, out.pos - 1)
    out.bytes[from] = QUOTE
    replaceByte(out, from + 1, QUOTE, TWO_QUOTES)
    out.byte(QUOTE)
  }
}

const CR = 0x0d
const QUOTE = 0x22
const COMMA = 0x2c
const TWO_QUOTES = encode((out) => out.ascii('""'))
