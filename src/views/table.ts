import Table from 'cli-table3'
import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { escapeText, writeText } from '../output/escape.js'
import { encode, encodeText, labelText } from '../output/label.js'
import { linesOf } from './hex.js'
import type { MessageLines } from './message-lines.js'
import { writeSize } from './number-text.js'
import { MIN_WIDTH, WIDTH_FOR_TYPES } from './tree-layout.js'
import { isInlineBehind } from './tree-rows.js'
import { MAX_TEXT, Values } from './value.js'
import { masks, type View, type ViewOptions } from './view.js'
import { breakLabel, writeWhole } from './wrap.js'

/** Lines drawn at a time: drawing takes the square of their number. */
const LINES_AT_ONCE = 100

/** Lines of a table above its first row: its edge, the heads, a rule. */
const HEAD_LINES = 3

/** Bytes of a field that stand in its row. */
const MAX_BYTES = 32

/** Columns of a border and the spaces beside a cell, and of the last border. */
const PER_CELL = 3
const BORDER = 1

/** Columns of the types; on narrow terminals there are none. */
const TYPE = 12
const TYPE_OF_FOUR = 8

/** Every message as the table of wiki pages: bytes, type, description. */
export class TableView implements View {
  readonly #out: ByteWriter
  readonly #options: ViewOptions
  readonly #values: Values
  readonly #lines: MessageLines
  /** Columns of the cells: of types, 0 for none, of descriptions, and of all with their padding. */
  readonly #type: number
  readonly #description: number
  readonly #widths: readonly number[]
  readonly #bytesPerLine: number
  readonly #maxIndent: number
  #first = true

  constructor(out: ByteWriter, options: ViewOptions) {
    const width = Math.max(MIN_WIDTH, options.width)
    this.#out = out
    this.#options = options
    this.#bytesPerLine = width >= WIDTH_FOR_EIGHT ? 8 : 4
    const bytes = 3 * this.#bytesPerLine - 1
    const type = width >= WIDTH_FOR_EIGHT ? TYPE : TYPE_OF_FOUR
    this.#type = width >= WIDTH_FOR_TYPES ? type : 0
    const before = this.#type > 0 ? [bytes, type] : [bytes]
    const frame = PER_CELL * (before.length + 1) + BORDER
    this.#description = width - frame - before.reduce((sum, columns) => sum + columns, 0)
    // The padding beside a cell counts as its width.
    this.#widths = [...before, this.#description].map((columns) => columns + 2)
    this.#maxIndent = Math.min(MAX_INDENT, this.#description >> 1)
    this.#values = new Values({ showSecrets: options.showSecrets, maxBytes: MAX_BYTES, maxText: MAX_TEXT })
    this.#lines = linesOf(out, options)
  }

  message(message: Message): void {
    if (!this.#first) this.#out.newline()
    this.#first = false
    this.#lines.heading(message)
    this.#out.newline()
    const lines = this.#rows(message).flatMap(linesOfRow)
    for (let at = 0; at < lines.length; at += LINES_AT_ONCE) this.#print(lines, at)
    for (const finding of message.findings) this.#lines.finding(finding)
    this.#lines.dropped(message)
  }

  end(): void {
    this.#out.flush()
  }

  /** Draws the lines from `at` on as a part of a table that has them all. */
  #print(cells: readonly string[][], at: number): void {
    const table = new Table({
      head: this.#type > 0 ? ['Bytes', 'Type', 'Description'] : ['Bytes', 'Description'],
      colWidths: [...this.#widths],
      style: { head: [], border: [], compact: true },
    })
    table.push(...cells.slice(at, at + LINES_AT_ONCE))
    const lines = table.toString().split('\n')
    const isLast = at + LINES_AT_ONCE >= cells.length
    for (const line of lines.slice(at === 0 ? 0 : HEAD_LINES, isLast ? undefined : -1)) {
      // Cells are escaped when they are made.
      writeWhole(this.#out, line)
      this.#out.newline()
    }
  }

  #rows(message: Message): string[][] {
    const { rows, count } = message.tree
    const cells: string[][] = []
    let source = 0
    for (let row = 0; row < count; row++) {
      const at = row * ROW_SIZE
      const def = fieldById(rows[at]!)
      const index = rows[at + ROW_SOURCE]!
      if (def.hidden) continue
      if (index !== source && index !== NO_SOURCE) {
        source = index
        cells.push(this.#cells('', '', `(${escapeText(message.sources[index]!.name)})`))
      }
      const first = row
      while (row + 1 < count && isInlineBehind(rows, first, row + 1)) row++
      const indent = Math.min(this.#maxIndent, 2 * rows[at + ROW_DEPTH]!)
      const description = this.#described(message, first, row, def, indent)
      const type = def.wire === Wire.Group || this.#type === 0 ? '' : clipped(def.type, this.#type)
      cells.push(this.#cells(this.#bytes(message, at, def), type, description))
    }
    return cells
  }

  #cells(bytes: string, type: string, description: string): string[] {
    return this.#type > 0 ? [bytes, type, description] : [bytes, description]
  }

  /** Label and value of a row, with the inline values behind it up to row `last`, in lines that fit the cell. */
  #described(message: Message, row: number, last: number, def: FieldDef, indent: number): string {
    const label = encode((out) => {
      writeText(out, def.label)
      if (def.wire === Wire.Group || def.wire === Wire.Undecoded) return
      out.ascii(': ')
      this.#values.row(out, message, row)
      for (let next = row + 1; next <= last; next++) {
        out.ascii(' = ')
        this.#values.row(out, message, next)
      }
    })
    const lines = breakLabel(label, this.#description - indent)
    return lines.map((line) => ' '.repeat(indent) + labelText(line)).join('\n')
  }

  /** A field's bytes, some in each line of the cell; stars for a secret. */
  #bytes({ tree: { rows }, sources }: Message, at: number, def: FieldDef): string {
    const source = sources[rows[at + ROW_SOURCE]!]
    if (!source || def.wire === Wire.Group || def.mask !== 0 || def.elsewhere) return ''
    const start = rows[at + ROW_START]!
    const length = rows[at + ROW_LENGTH]!
    // A line that says how many are left out has room for the last ones.
    const shown = length > MAX_BYTES + this.#bytesPerLine ? MAX_BYTES : length
    const isMasked = masks(def, this.#options)
    const pairs = Array.from({ length: shown }, (_, i) =>
      isMasked ? '**' : source.bytes[start + i]!.toString(16).padStart(2, '0'),
    )
    const lines: string[] = []
    for (let i = 0; i < shown; i += this.#bytesPerLine)
      lines.push(pairs.slice(i, i + this.#bytesPerLine).join(' '))
    if (length > shown) lines.push(...this.#more(length - shown))
    return lines.join('\n')
  }

  /** `… 568 bytes more`, in lines that fit the cell. */
  #more(bytes: number): string[] {
    const label = encode((out) => {
      writeText(out, '… ')
      writeSize(out, bytes)
      out.ascii(' more')
    })
    return breakLabel(label, this.#widths[0]! - 2).map(labelText)
  }
}

/**
 * A row as one row for each line: drawing a cell of many lines takes the square of its length for each of them. Without
 * rules between rows it looks the same.
 */
function linesOfRow(cells: readonly string[]): string[][] {
  const columns = cells.map((cell) => cell.split('\n'))
  const height = Math.max(...columns.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) => columns.map((lines) => lines[line] ?? ''))
}

/** Type names come from templates too, and may be of any length. */
function clipped(text: string, columns: number): string {
  const label = encodeText(text)
  return label.columns <= columns ? labelText(label) : `${labelText(breakLabel(label, columns - 1)[0]!)}…`
}

/** Columns from which on eight bytes stand in a line. */
const WIDTH_FOR_EIGHT = 74

const MAX_INDENT = 16
