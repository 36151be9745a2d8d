import type { Message, Source } from '../dissect/message.js'
import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import type { Theme } from '../output/colour.js'
import { DumpLine } from '../output/dump-line.js'
import { writeText } from '../output/escape.js'
import { encodeText, type Label } from '../output/label.js'
import { writeBitPattern } from './bits.js'
import { writeSize } from './number-text.js'
import { type Cell, Cells } from './tree-cells.js'
import { type Layout, WIDTH_FOR_TYPES } from './tree-layout.js'
import type { Values } from './value.js'
import { Break, Overflow } from './wrap.js'

/** Bytes of one field whose hex is shown. */
const MAX_HEX = 256

/** Room that the values of ordinary rows stay within. */
const ROW_ROOM = 4096

/** Writes rows in one layout: offset, bytes, type, label and value side by side, each in its column. */
export class RowWriter {
  readonly #out: ByteWriter
  readonly #layout: Layout
  readonly #theme: Theme
  readonly #values: Values
  readonly #cells: Cells
  readonly #dump: DumpLine
  readonly #rest = new Overflow()
  // The bytes of the row at hand that are still to be shown, and where offsets count from.
  #bytes: Uint8Array = new Uint8Array(0)
  #base = 0
  #hexAt = 0
  #hexEnd = 0

  constructor(out: ByteWriter, layout: Layout, theme: Theme, values: Values) {
    this.#out = out
    this.#layout = layout
    this.#theme = theme
    this.#values = values
    this.#cells = new Cells(layout, theme, values)
    this.#dump = new DumpLine(out, layout.offsetDigits, theme)
  }

  /** Writes a row with the inline values behind it, and returns the index of the next row. */
  row(message: Message, row: number): number {
    const out = this.#out
    const { rows, count } = message.tree
    const at = row * ROW_SIZE
    const cell = this.#cells.get(rows[at]!, rows[at + ROW_DEPTH]!)
    if (cell.hidden) return row + 1
    const sourceIndex = rows[at + ROW_SOURCE]!
    const source = sourceIndex === NO_SOURCE ? undefined : message.sources[sourceIndex]
    const start = rows[at + ROW_START]!
    const length = rows[at + ROW_LENGTH]!
    const layout = this.#layout
    const { bytesPerLine } = layout
    out.beginLine(ROW_ROOM)
    if (source === undefined || !cell.plain) {
      this.#unusualBytes(fieldById(rows[at]!), source, start, length, cell.first)
    } else {
      const shown = start + Math.min(length, bytesPerLine)
      this.#dump.write(start - source.start, source.bytes, start, shown, layout.typeAt, cell.first)
      if (length > bytesPerLine) this.#keepBytes(source, shown, start + Math.min(length, MAX_HEX))
    }
    const column = out.column
    const behind = out.pos
    if (cell.coloured) out.label(cell.on)
    const from = out.pos
    if (source === undefined) this.#values.row(out, message, row)
    else if (length < cell.needs) this.#values.part(out, source.bytes, start, length)
    else cell.write(out, source.bytes, start, length)
    let next = row + 1
    if (next < count && rows[next * ROW_SIZE + ROW_SOURCE] === NO_SOURCE)
      next = this.#inlineValues(message, row)
    if (out.column <= layout.width && this.#hexAt === this.#hexEnd && cell.more.length === 0) {
      if (cell.coloured) out.label(cell.off)
      out.endLine()
    } else this.#wrap(fieldById(rows[at]!), cell, column, behind, from)
    if (length > MAX_HEX && cell.plain) this.#tellMore(length - MAX_HEX)
    return next
  }

  #keepBytes(source: Source, start: number, end: number): void {
    this.#bytes = source.bytes
    this.#base = source.start
    this.#hexAt = start
    this.#hexEnd = end
  }

  /** Writes what stands for the bytes of a part of the bits, of a secret, of a group or a value without bytes. */
  #unusualBytes(
    def: FieldDef,
    source: Source | undefined,
    start: number,
    length: number,
    label: Label,
  ): void {
    const out = this.#out
    const { hexAt, bytesPerLine, typeAt } = this.#layout
    if (source !== undefined && this.#values.masks(def)) {
      this.#dump.writeMasked(start - source.start, Math.min(length, bytesPerLine), typeAt, label)
      return
    }
    if (source !== undefined && def.elsewhere) {
      this.#dump.writeMasked(start - source.start, 0, typeAt, label)
      return
    }
    if (source !== undefined && def.mask !== 0) {
      out.spaces(hexAt)
      out.label(this.#theme.hex.on)
      writeBitPattern(out, def, source.bytes, start, 3 * bytesPerLine - 1)
      out.label(this.#theme.hex.off)
    }
    out.padTo(typeAt)
    out.label(label)
  }

  /** Writes the values that are shown on the line of a row; returns the index of the row after those. */
  #inlineValues(message: Message, row: number): number {
    const { rows, count } = message.tree
    let next = row + 1
    for (; next < count && isInlineBehind(rows, row, next); next++) {
      this.#out.ascii(' = ')
      this.#values.row(this.#out, message, next)
    }
    return next
  }

  /**
   * Ends a row that takes more than one line: the rest of the bytes, of the label and of the value go on
   * side by side. The value stands from position `from` and column `column`; `behind` is the position
   * before its colour.
   */
  #wrap(def: FieldDef, cell: Cell, column: number, behind: number, from: number): void {
    const out = this.#out
    const rest = this.#rest
    const { width, typeAt, valueAt } = this.#layout
    const { more, on, off } = cell
    // Hex breaks between bytes.
    const even = def.wire === Wire.Bytes || def.wire === Wire.Padding ? ~1 : ~0
    const fallback = isText(def.wire) ? Break.Anywhere : Break.InNames
    if (more.length > 0 || (out.column > width && column > valueAt)) {
      // No room behind the label: the value begins on the next line.
      if (def.wire !== Wire.Undecoded) rest.take(out, from)
      out.pos = behind
      out.trimEnd()
    } else {
      if (out.column > width) rest.takeRest(out, from, column, (width - column) & even, fallback)
      if (off.length > 0) out.label(off)
    }
    for (let line = 0; this.#hexAt < this.#hexEnd || line < more.length || !rest.isEmpty; line++) {
      out.newline()
      const shown = this.#hexAt
      const hasValue = line >= more.length && (!rest.isEmpty || def.wire === Wire.Undecoded)
      if (shown < this.#hexEnd) this.#nextBytes(hasValue ? valueAt : 0)
      else out.spaces(line < more.length ? typeAt : valueAt)
      if (line < more.length) {
        out.padTo(typeAt)
        out.label(more[line]!)
      } else if (hasValue) {
        if (on.length > 0) out.label(on)
        if (rest.isEmpty) cell.write(out, this.#bytes, shown, this.#hexAt - shown)
        else rest.writeLine(out, (width - valueAt) & even, fallback)
        if (off.length > 0) out.label(off)
      }
    }
    out.endLine()
  }

  #nextBytes(columns: number): void {
    const at = this.#hexAt
    this.#hexAt = Math.min(this.#hexEnd, at + this.#layout.bytesPerLine)
    this.#dump.write(at - this.#base, this.#bytes, at, this.#hexAt, columns, NOTHING)
  }

  #tellMore(count: number): void {
    const out = this.#out
    const { dim } = this.#theme
    out.spaces(this.#layout.hexAt)
    out.label(dim.on)
    writeText(out, '… ')
    writeSize(out, count)
    out.ascii(this.#layout.width < WIDTH_FOR_TYPES ? ' more' : ' more; -T json has all')
    out.label(dim.off)
    out.newline()
  }
}

const NOTHING = encodeText('')

function isText(wire: Wire): boolean {
  return wire === Wire.Text || wire === Wire.TextUtf16BE || wire === Wire.TextUtf16LE
}

/** Whether row `next` is a value to be shown on the line of `row`; not so behind a group that has ended. */
export function isInlineBehind(rows: Int32Array, row: number, next: number): boolean {
  const at = next * ROW_SIZE
  return (
    rows[at + ROW_SOURCE] === NO_SOURCE &&
    rows[at + ROW_DEPTH]! >= rows[row * ROW_SIZE + ROW_DEPTH]! &&
    fieldById(rows[at]!).inline
  )
}
