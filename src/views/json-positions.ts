import type { Message, Source } from '../dissect/message.js'
import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById, isMasked } from '../fields/definition.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { asciiJson } from '../output/json-line.js'
import { encode, encodeText, type Label } from '../output/label.js'
import { savedDefinition } from '../saved/definition-json.js'
import { ByteMarks } from './byte-marks.js'
import { coverOf } from './hex-dump.js'
import { writeCut, writeElements } from './json-shapes.js'
import { writeJsonDerived, writeJsonString } from './json-value.js'
import { smallInteger } from './number.js'
import { PerField } from './per-field.js'

/** A definition as this writer keeps it. */
interface Known {
  readonly label: Label
  readonly path: Label
  /** The last message that has it, and its place among that message's definitions. */
  message: number
  index: number
}

/**
 * Writes where a message's values lie: its sources with their bytes, the definitions of its fields, its rows as the tree
 * has them, and the rows and sources of its findings. It is all that is needed to make the message again.
 */
export class JsonPositions {
  readonly #out: ByteWriter
  readonly #showSecrets: boolean
  readonly #marks: ByteMarks
  readonly #known = new PerField<Known>()
  #message = 0

  constructor(out: ByteWriter, showSecrets: boolean) {
    this.#out = out
    this.#showSecrets = showSecrets
    this.#marks = new ByteMarks((def) => isMasked(def, showSecrets), undefined)
  }

  write(message: Message): void {
    this.#message++
    const out = this.#out
    this.#marks.read(message)
    out.label(SOURCES)
    writeElements(out, message.sources, (source, i) => this.#source(source, i))
    out.label(DEFINITIONS)
    this.#definitions(message)
    out.label(ROWS)
    for (let row = 0; row < message.tree.count; row++) this.#row(message, row)
    out.label(FINDINGS)
    writeElements(out, message.findings, ({ row, source }) =>
      out.ascii(`{"row":${row < 0 ? null : row},"source":${source < 0 ? null : source}}`),
    )
    out.ascii(']}')
  }

  #source({ name, bytes, start, end, cut }: Source, index: number): void {
    const out = this.#out
    out.ascii('{"name":')
    writeJsonString(out, name)
    out.ascii(`,"length":${end - start}`)
    writeCut(out, cut)
    out.ascii(',"bytes":"')
    if (this.#marks.covers) writeCovered(out, bytes, start, end, this.#marks.of(index))
    else out.hexBytes(bytes, start, end)
    out.ascii('"}')
  }

  #definitions({ tree: { rows, count } }: Message): void {
    let next = 0
    for (let row = 0; row < count; row++) {
      const def = fieldById(rows[row * ROW_SIZE]!)
      const known = this.#known.get(def) ?? this.#known.set(def, makeKnown(def))
      if (known.message === this.#message) continue
      known.message = this.#message
      known.index = next
      if (next++ > 0) this.#out.byte(COMMA)
      this.#out.label(known.label)
    }
  }

  #row({ tree: { rows, derived }, sources }: Message, row: number): void {
    const out = this.#out
    const at = row * ROW_SIZE
    const def = fieldById(rows[at]!)
    const { path, index } = this.#known.get(def)!
    if (row > 0) out.byte(COMMA)
    out.label(path)
    out.decimal(index)
    out.label(DEPTH)
    out.decimal(rows[at + ROW_DEPTH]!)
    const start = rows[at + ROW_START]!
    const source = rows[at + ROW_SOURCE]!
    if (source === NO_SOURCE) {
      if (isMasked(def, this.#showSecrets)) out.label(MASKED)
      else {
        out.label(VALUE)
        writeJsonDerived(out, derived[start]!)
      }
    } else {
      const length = rows[at + ROW_LENGTH]!
      out.label(SOURCE)
      out.decimal(source)
      out.label(START)
      out.decimal(start - sources[source]!.start)
      out.label(LENGTH)
      out.decimal(length)
      if (isMasked(def, this.#showSecrets)) out.label(MASKED)
      else if (def.names && length >= def.width) {
        const name = def.names.get(smallInteger(def, sources[source]!.bytes, start))
        if (name !== undefined) {
          out.label(NAME)
          writeJsonString(out, name)
        }
      }
    }
    out.byte(RIGHT_BRACE)
  }
}

/** Writes bytes as hex: `**` for one of a secret, `--` for one that a secret may have been made of. */
function writeCovered(
  out: ByteWriter,
  bytes: Uint8Array,
  start: number,
  end: number,
  marks: Uint8Array,
): void {
  for (let at = start; at < end; at++) {
    const cover = coverOf(marks[at - start]!)
    if (cover === 0) out.hex(bytes[at]!, 2)
    else for (let digit = 0; digit < 2; digit++) out.byte(cover)
  }
}

function makeKnown(def: FieldDef): Known {
  return {
    label: encode((out) => out.ascii(asciiJson(savedDefinition(def)))),
    path: encode((out) => out.ascii(`{"path":${asciiJson(def.path)},"definition":`)),
    message: 0,
    index: 0,
  }
}

const SOURCES = encodeText(',"positions":{"sources":[')
const DEFINITIONS = encodeText('],"definitions":[')
const ROWS = encodeText('],"rows":[')
const FINDINGS = encodeText('],"findings":[')
const DEPTH = encodeText(',"depth":')
const SOURCE = encodeText(',"source":')
const START = encodeText(',"start":')
const LENGTH = encodeText(',"length":')
const VALUE = encodeText(',"value":')
const NAME = encodeText(',"name":')
const MASKED = encodeText(',"masked":true')

const COMMA = 0x2c
const RIGHT_BRACE = 0x7d
