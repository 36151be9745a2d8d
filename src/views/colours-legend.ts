import type { Message } from '../dissect/message.js'
import { ROW_SIZE, ROW_SOURCE } from '../dissect/tree.js'
import type { FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import type { Style, Theme } from '../output/colour.js'
import { writeText } from '../output/escape.js'
import type { Label } from '../output/label.js'
import type { Cover } from './colours-dump.js'
import type { LegendRow, Run } from './colours-runs.js'
import { writeSize } from './number-text.js'
import { PerField } from './per-field.js'
import { isInlineBehind } from './tree-rows.js'
import type { Values } from './value.js'
import { Break, encodeLines, Overflow } from './wrap.js'

export interface LegendStyle {
  readonly width: number
  readonly theme: Theme
  readonly values: Values
  styleOf(run: Run): Style
  coverOf(def: FieldDef): Cover
}

/** Columns of the marks and of the labels. */
const MARK_AT = 2
const LABEL_AT = 6

/** Bytes of a run that stand in the legend, and columns of the labels, by the width from which on that is so. */
const SIZES = [
  { from: 76, bytes: 8, labels: 28 },
  { from: 56, bytes: 4, labels: 14 },
  { from: 0, bytes: 0, labels: 14 },
] as const

/** Columns that wide terminals add to the labels at most. */
const MORE_LABELS = 10

/** Columns that a deep label has at least. */
const MIN_LABEL = 12

const LINE_ROOM = 4096

/** Writes the lines below a dump: mark, label, bytes and value of each run, and the values that have no bytes. */
export class Legend {
  readonly #out: ByteWriter
  readonly #style: LegendStyle
  readonly #bytes: number
  readonly #bytesAt: number
  readonly #valueAt: number
  readonly #rest = new Overflow()
  /** Encoded once for each place they are indented to. */
  readonly #labels = new PerField<(readonly Label[])[]>()
  /** Rows before this one have been shown. */
  #next = 0

  constructor(out: ByteWriter, style: LegendStyle) {
    this.#out = out
    this.#style = style
    const { width } = style
    const { bytes, labels } = SIZES.find(({ from }) => width >= from)!
    this.#bytes = bytes
    this.#bytesAt = LABEL_AT + labels + Math.min(MORE_LABELS, Math.max(0, width - 80) >> 2)
    this.#valueAt = this.#bytesAt + (bytes > 0 ? 3 * bytes + 2 : 0)
  }

  /** Begins the legend of a source. */
  begin(): void {
    this.#next = 0
  }

  /** Writes a row with the inline values behind it; nothing for a row that was shown with the one before. */
  row(message: Message, { row, def, depth, run }: LegendRow): void {
    if (row < this.#next || def.hidden) return
    const out = this.#out
    const style = this.#styleOf(def, run)
    out.beginLine(LINE_ROOM)
    out.spaces(MARK_AT)
    out.label(style.on)
    out.ascii(run?.mark ?? '')
    this.#label(def, depth)
    out.label(style.off)
    if (run) this.#runBytes(message, row, run, style)
    if (def.wire !== Wire.Group) out.spaces(Math.max(this.#valueAt - out.column, 2))
    this.#value(message, row, def, run)
  }

  /** Labels that are too long for a line take several. */
  #label(def: FieldDef, depth: number): void {
    const out = this.#out
    const indent = LABEL_AT + Math.min(2 * depth, this.#bytesAt - LABEL_AT - MIN_LABEL)
    const lines = this.#linesOf(def, indent)
    for (let i = 0; i < lines.length; i++) {
      if (i > 0) out.newline()
      out.padTo(indent)
      out.label(lines[i]!)
    }
  }

  #linesOf(def: FieldDef, indent: number): readonly Label[] {
    const byIndent = this.#labels.get(def) ?? this.#labels.set(def, [])
    return (byIndent[indent] ??= encodeLines(def.label, this.#style.width - indent))
  }

  #runBytes(message: Message, row: number, run: Run, style: Style): void {
    const out = this.#out
    const { bytes } = message.sources[message.tree.rows[row * ROW_SIZE + ROW_SOURCE]!]!
    const cover = this.#style.coverOf(run.def)
    const end = Math.min(run.end, run.start + this.#bytes)
    if (end === run.start || cover === '-' || out.column + 2 + 3 * this.#bytes > this.#style.width) return
    out.spaces(Math.max(this.#bytesAt - out.column, 1))
    out.label(style.on)
    for (let at = run.start; at < end; at++) {
      if (at > run.start) out.spaces(1)
      if (cover === '') out.hex(bytes[at]!, 2)
      else out.ascii('**')
    }
    if (end < run.end) writeText(out, '…')
    out.label(style.off)
  }

  #value(message: Message, row: number, def: FieldDef, run: Run | undefined): void {
    const out = this.#out
    const { width, values } = this.#style
    const from = out.pos
    const { column } = out
    if (run && isPlainBytes(def) && !values.masks(def)) writeSize(out, run.end - run.start)
    else if (def.wire !== Wire.Group) values.row(out, message, row)
    if (run && this.#style.coverOf(def) === '-') out.ascii(', masked')
    this.#next = row + 1
    const { rows, count } = message.tree
    while (this.#next < count && isInlineBehind(rows, row, this.#next)) {
      out.ascii(' = ')
      values.row(out, message, this.#next++)
    }
    const rest = this.#rest
    if (out.column > width) {
      if (column > this.#valueAt) {
        rest.take(out, from)
        out.trimEnd()
      } else rest.takeRest(out, from, column, width - column, Break.InNames)
      while (!rest.isEmpty) {
        out.newline()
        out.spaces(this.#valueAt)
        rest.writeLine(out, width - this.#valueAt, Break.InNames)
      }
    }
    out.endLine()
  }

  #styleOf(def: FieldDef, run: Run | undefined): Style {
    if (run) return this.#style.styleOf(run)
    const { theme } = this.#style
    return def.wire === Wire.Group ? theme.heading : theme.label
  }
}

/** Whether the value of a field is its bytes and nothing more: those stand beside it. */
function isPlainBytes({ wire }: FieldDef): boolean {
  return wire === Wire.Bytes || wire === Wire.Padding || wire === Wire.Undecoded
}
