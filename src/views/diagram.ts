import { MESSAGE_SOURCE, type Message, type Source } from '../dissect/message.js'
import { ROW_SIZE } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Theme } from '../output/colour.js'
import { writeText } from '../output/escape.js'
import { encode, encodeText, type Label } from '../output/label.js'
import { ByteMarks } from './byte-marks.js'
import { BYTE_COLUMNS, type Segment, writeBrackets, writeGroups, writeLabels } from './diagram-line.js'
import { diagramPieces, type RowWithParts, type SourcePieces, Sweep } from './diagram-parts.js'
import { linesOf } from './hex.js'
import { coverOf, offsetDigits } from './hex-dump.js'
import type { MessageLines } from './message-lines.js'
import { writeSize } from './number-text.js'
import { MIN_WIDTH } from './tree-layout.js'
import { MAX_TEXT, Values } from './value.js'
import { masks, type View, type ViewOptions } from './view.js'
import { breakLabel } from './wrap.js'

/** Bytes of byte fields in a label. */
const MAX_VALUE_BYTES = 16

/** Lines of one field that are drawn; of a longer one the first and the last. */
const MAX_LINES_OF_FIELD = 2

/**
 * Every message as the bracket diagram of wiki pages: labels with live values above the bytes, groups below them.
 *
 *     /- Flags none
 *     |     /- Sequence 1
 *     |     |
 *     +- +--+---+
 *     00 00 00 01
 */
export class DiagramView implements View {
  readonly #out: ByteWriter
  readonly #width: number
  readonly #bytesPerLine: number
  readonly #theme: Theme
  readonly #values: Values
  readonly #lines: MessageLines
  readonly #marks: ByteMarks
  readonly #only: ViewOptions['only']
  #message!: Message
  #margin = 0
  #first = true

  constructor(out: ByteWriter, options: ViewOptions) {
    this.#out = out
    this.#width = Math.max(MIN_WIDTH, options.width)
    // Some two fifths of the line are left for the labels of its last bytes.
    this.#bytesPerLine = 4 * Math.max(1, Math.floor((0.6 * this.#width) / BYTE_COLUMNS / 4))
    this.#theme = createTheme(options.colour)
    this.#values = new Values({
      showSecrets: options.showSecrets,
      maxBytes: MAX_VALUE_BYTES,
      maxText: MAX_TEXT,
    })
    this.#lines = linesOf(out, options)
    this.#marks = new ByteMarks((def) => masks(def, options), options.only)
    this.#only = options.only
  }

  message(message: Message): void {
    if (!this.#first) this.#out.newline()
    this.#first = false
    this.#message = message
    this.#lines.heading(message)
    this.#marks.read(message)
    diagramPieces(message, this.#only).forEach((pieces, index) => {
      const source = message.sources[index]!
      this.#out.newline()
      if (index !== MESSAGE_SOURCE) this.#lines.source(source)
      this.#source(source, pieces, this.#marks.of(index))
    })
    for (const finding of message.findings) this.#lines.finding(finding)
    this.#lines.dropped(message)
  }

  end(): void {
    this.#out.flush()
  }

  #source(source: Source, pieces: SourcePieces, marks: Uint8Array): void {
    const { start, end } = source
    this.#margin = offsetDigits(end - start) + 2
    const fields = new Sweep(pieces.fields)
    const groups = new Sweep(pieces.groups)
    for (let at = start; at < end; ) {
      const stop = Math.min(end, at + this.#bytesPerLine)
      const segments = fields.line(at, stop)
      this.#line(source, at, stop, segments, groups.line(at, stop), marks)
      at = this.#skip(stop, segments.at(-1))
    }
    for (const each of pieces.rest) this.#restRow(each)
  }

  #line(
    source: Source,
    at: number,
    stop: number,
    segments: readonly Segment[],
    groups: readonly Segment[],
    marks: Uint8Array,
  ): void {
    const named = segments.filter(({ piece }) => piece.named)
    if (this.#only && named.length === 0) return
    const labelOf = (segment: Segment, columns: number) => this.#label(segment, groups, columns)
    writeLabels(this.#out, this.#theme, this.#margin, named, labelOf, this.#width)
    if (named.length > 0) writeBrackets(this.#out, this.#theme, this.#margin, named)
    this.#hex(source, at, stop, marks)
    for (let depth = 0; depth < MAX_GROUPS; depth++) {
      const level = groups.filter(({ piece }) => piece.depth === depth)
      if (level.length > 0) writeGroups(this.#out, this.#theme, this.#margin, level, groupName)
    }
  }

  #hex({ bytes, start, end }: Source, from: number, to: number, marks: Uint8Array): void {
    const out = this.#out
    const { offset, hex } = this.#theme
    out.startLine()
    out.label(offset.on)
    out.hex(from - start, offsetDigits(end - start))
    out.label(offset.off)
    out.spaces(1)
    out.label(hex.on)
    for (let at = from; at < to; at++) {
      const cover = coverOf(marks[at - start]!)
      out.spaces(1)
      if (cover === 0) out.hex(bytes[at]!, 2)
      else out.ascii(String.fromCharCode(cover, cover))
    }
    out.label(hex.off)
    out.newline()
  }

  /** `DataBlock.Checksum 0x9d95e4c4 = template of viewer 1.13.2`; only the name where the field goes on. */
  #label({ piece, from }: Segment, groups: readonly Segment[], columns: number): readonly Label[] {
    const label = encode((out) => {
      for (const group of groups) {
        const { start, def } = group.piece
        if (!from && start === piece.start && !hasRoom(group)) writeText(out, `${def.label}.`)
      }
      writeText(out, piece.def.label)
      if (from) {
        out.ascii(' (goes on)')
        return
      }
      this.#value(out, piece)
    })
    return breakLabel(label, columns)
  }

  #value(out: ByteWriter, { row, def, parts }: RowWithParts): void {
    if (def.wire !== Wire.Undecoded) {
      out.byte(SPACE)
      this.#values.row(out, this.#message, row)
    }
    let bits = 0
    for (const part of parts) {
      const partDef = fieldById(this.#message.tree.rows[part * ROW_SIZE]!)
      if (partDef.mask === 0) out.ascii(' = ')
      else {
        out.ascii(bits++ === 0 ? ': ' : ', ')
        writeText(out, partDef.label)
        out.byte(SPACE)
      }
      this.#values.row(out, this.#message, part)
    }
  }

  /** A row without bytes, on a line of its own. */
  #restRow(rest: RowWithParts): void {
    const label = encode((out) => {
      writeText(out, rest.def.label)
      this.#value(out, rest)
    })
    for (const line of breakLabel(label, this.#width - this.#margin)) {
      this.#out.spaces(this.#margin)
      this.#out.label(line)
      this.#out.newline()
    }
  }

  /** Where the next line begins: beyond the middle of a long field, which is told. */
  #skip(at: number, last: Segment | undefined): number {
    if (!last?.on || at - last.piece.start < this.#bytesPerLine) return at
    const { end, named, def } = last.piece
    const lines = Math.ceil((end - at) / this.#bytesPerLine)
    if (lines <= MAX_LINES_OF_FIELD) return at
    const skipped = (lines - 1) * this.#bytesPerLine
    if (named || !this.#only) this.#more(skipped, def.label)
    return at + skipped
  }

  /** `… 32 bytes more of Image`. */
  #more(bytes: number, name: string): void {
    const out = this.#out
    const { dim } = this.#theme
    const label = encode((text) => {
      writeText(text, '… ')
      writeSize(text, bytes)
      writeText(text, ` more of ${name}`)
    })
    for (const line of breakLabel(label, this.#width - this.#margin)) {
      out.spaces(this.#margin)
      out.label(dim.on)
      out.label(line)
      out.label(dim.off)
      out.newline()
    }
  }
}

/** Groups in groups whose names are drawn. */
const MAX_GROUPS = 16

/** Whether a group's name has room below the first of its bytes. */
function hasRoom({ piece, first, last }: Segment): boolean {
  return encodeText(piece.def.label).columns < last - first - NAME_ENDS
}

/** A group's name, where it fits. */
function groupName({ piece }: Segment, columns: number): Label | undefined {
  const label = encodeText(piece.def.label)
  return label.columns <= columns - 1 ? label : undefined
}

/** Columns around a group's name: `\- ` and ` /`, less the last byte's space. */
const NAME_ENDS = 4

const SPACE = 0x20
