import { type DerivedValue, NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById, isMasked } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import { Wire } from '../fields/wire.js'
import { hexDigitsOf, writeIPv4, writeIPv6, writeMac, writeUuid } from '../output/addresses.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { Form, writeText, writeTextBytes, writeUtf16 } from '../output/escape.js'
import { encodeText } from '../output/label.js'
import { writeF32, writeF64 } from '../output/numbers.js'
import { duration } from './duration.js'
import { float32 } from './number.js'
import { writeHex, writePackedVector, writeSize, writeVector, writeWide } from './number-text.js'
import { PerField } from './per-field.js'
import { smallIntegerWriter } from './small-integer.js'

/** What a row's value is read from: a message, or what is kept of one. */
export interface RowHolder {
  readonly tree: { readonly rows: Int32Array; readonly derived: readonly DerivedValue[] }
  readonly sources: readonly { readonly bytes: Uint8Array }[]
}

/** Writes a value from its bytes. */
export type WriteValue = (out: ByteWriter, bytes: Uint8Array, start: number, length: number) => void

/** Bytes of a text that views with room for it show. */
export const MAX_TEXT = 1024

/** Bytes that are shown of a byte field that is not shown whole. */
const BEGINNING = 8

/** How a field's value is written. */
export interface FieldValue {
  readonly write: WriteValue
  /** Bytes there must be for `write`; if there are fewer, they are shown as they are. */
  readonly needs: number
}

export interface ValueOptions {
  /** Show fields of role `secret` instead of masking them. */
  readonly showSecrets: boolean
  /** Bytes of a byte field that is shown whole; of a longer one the beginning is. */
  readonly maxBytes: number
  /** Bytes of a text, and characters of a derived one, that are shown. */
  readonly maxText: number
}

/**
 * How values look to people: `Data (2)`, `0x9d95e4c4`, `"Hello\n"`, `<1, 2.5, 0>`. Each field gets a
 * function of its own that knows what its definition says, made when the field is first met.
 */
export class Values {
  readonly #options: ValueOptions
  readonly #values = new PerField<FieldValue>()

  /** Writes bytes as hex: those of byte fields, and what is there of a value that is not whole. */
  readonly part: WriteValue

  constructor(options: ValueOptions) {
    const { maxBytes } = options
    this.#options = options
    this.part = (out, bytes, start, length) => {
      if (length === 0) out.ascii('empty')
      out.hexBytes(bytes, start, start + (length > maxBytes ? BEGINNING : length))
      if (length > maxBytes) writeMore(out, length)
    }
  }

  /** Whether the bytes of a field must not be shown. */
  masks(def: FieldDef): boolean {
    return isMasked(def, this.#options.showSecrets)
  }

  of(def: FieldDef): FieldValue {
    return this.#values.get(def) ?? this.#values.set(def, this.#make(def))
  }

  /** Writes the value of a row. */
  row(out: ByteWriter, message: RowHolder, row: number): void {
    const { rows, derived } = message.tree
    const at = row * ROW_SIZE
    const def = fieldById(rows[at]!)
    const source = rows[at + ROW_SOURCE]!
    const start = rows[at + ROW_START]!
    if (source === NO_SOURCE) {
      this.#derived(out, def, derived[start]!)
      return
    }
    const length = rows[at + ROW_LENGTH]!
    const value = this.of(def)
    const write = length < value.needs ? this.part : value.write
    write(out, message.sources[source]!.bytes, start, length)
  }

  #derived(out: ByteWriter, def: FieldDef, value: DerivedValue): void {
    if (this.masks(def)) out.ascii('[masked]')
    else if (value === '' && !def.quoted) out.ascii('empty')
    else if (typeof value === 'string') this.#derivedText(out, def, value)
    else if (typeof value === 'boolean') out.ascii(value ? 'true' : 'false')
    else if (def.shown === 'message') out.ascii(`#${value}`)
    else if (def.shown === 'duration') out.ascii(duration(value))
    else if (def.base === 'hex' && value >>> 0 === value) writeHex(out, value, hexDigitsOf(value))
    else writeF64(out, value)
    if (def.unit !== '') writeText(out, value === 1 ? ` ${singular(def.unit)}` : ` ${def.unit}`)
  }

  /** What comes from the input is told from our own words by its quotes. */
  #derivedText(out: ByteWriter, { quoted }: FieldDef, value: string): void {
    const text = shorten(value, this.#options.maxText)
    if (!quoted) {
      writeText(out, text)
      return
    }
    out.byte(QUOTE)
    writeText(out, text, Form.Quoted)
    out.byte(QUOTE)
  }

  #make(def: FieldDef): FieldValue {
    if (this.masks(def)) return { write: writeMasked, needs: 0 }
    if (def.elsewhere) return { write: writeLength, needs: 0 }
    const named = def.names !== undefined || def.flags !== undefined
    const plain = this.#plain(def)
    return { write: named || def.unit === '' ? plain : withUnit(plain, def.unit), needs: def.width }
  }

  #plain(def: FieldDef): WriteValue {
    const { wire } = def
    switch (wire) {
      case Wire.Group:
      case Wire.Derived:
        return () => {}
      case Wire.Bytes:
      case Wire.Undecoded:
      case Wire.Padding:
        return this.part
      case Wire.Text:
      case Wire.TextUtf16BE:
      case Wire.TextUtf16LE:
        return withoutEnd(def, this.#text(def))
      case Wire.U64BE:
      case Wire.U64LE:
      case Wire.S64BE:
      case Wire.S64LE:
        return (out, bytes, start) => writeWide(out, def, bytes, start)
      case Wire.Vector3:
      case Wire.Vector3d:
      case Wire.Vector4:
      case Wire.Quaternion:
        return (out, bytes, start) => writeVector(out, wire, bytes, start)
      case Wire.Vector3U8:
      case Wire.Vector3U16:
      case Wire.Vector4U8:
      case Wire.Vector4U16:
        return (out, bytes, start) => writePackedVector(out, def, bytes, start)
      default:
        return commonWriter(wire) ?? smallIntegerWriter(def)
    }
  }

  #text({ wire, literal }: FieldDef): WriteValue {
    const { maxText } = this.#options
    return (out, bytes, start, length) => {
      const end = length > maxText ? wholeCharacters(wire, bytes, start + maxText) : start + length
      if (!literal) out.byte(QUOTE)
      else if (length === 0) out.ascii('empty')
      if (wire === Wire.Text) writeTextBytes(out, bytes, start, end, Form.Quoted)
      else writeUtf16(out, bytes, start, end, wire === Wire.TextUtf16LE, Form.Quoted)
      if (!literal) out.byte(QUOTE)
      if (length > maxText) writeMore(out, length)
    }
  }
}

/** Writes floats, addresses and UUIDs, which look the same to people and programs; undefined for other types. */
export function commonWriter(wire: Wire): WriteValue | undefined {
  switch (wire) {
    case Wire.F32BE:
    case Wire.F32LE:
      return (out, bytes, start) => writeF32(out, float32(bytes, start, wire))
    case Wire.F64BE:
    case Wire.F64LE:
      return (out, bytes, start) => writeF64(out, readNumber(bytes, start, wire))
    case Wire.IPv4:
      return writeIPv4
    case Wire.IPv6:
      return writeIPv6
    case Wire.Mac:
      return writeMac
    case Wire.Uuid:
      return writeUuid
    default:
      return undefined
  }
}

function writeLength(out: ByteWriter, _bytes: Uint8Array, _start: number, length: number): void {
  writeSize(out, length)
}

function writeMasked(out: ByteWriter, _bytes: Uint8Array, _start: number, length: number): void {
  out.ascii('[masked, ')
  writeSize(out, length)
  out.byte(RIGHT_SQUARE)
}

function withUnit(write: WriteValue, unit: string): WriteValue {
  const label = encodeText(` ${unit}`)
  const one = encodeText(` ${singular(unit)}`)
  return (out, bytes, start, length) => {
    const column = out.column
    write(out, bytes, start, length)
    const isOne = out.column === column + 1 && out.bytes[out.pos - 1] === ONE
    out.label(isOne ? one : label)
  }
}

/** The unit of one of what a unit counts: `byte`. Those of measures are alike. */
function singular(unit: string): string {
  return unit.replace(/^(byte|item)s\b/, '$1')
}

/** Leaves out the byte that ends a text. */
export function withoutEnd({ ends }: FieldDef, write: WriteValue): WriteValue {
  if (ends === undefined) return write
  return (out, bytes, start, length) => {
    const ended = length > 0 && bytes[start + length - 1] === ends
    write(out, bytes, start, ended ? length - 1 : length)
  }
}

/** A text of at most `length` characters, the last a `…` if it is cut. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

/** `… (5000 bytes)`, behind what is shown of them. */
function writeMore(out: ByteWriter, length: number): void {
  writeText(out, '… (')
  writeSize(out, length)
  out.byte(RIGHT_BRACKET)
}

/** `end`, or a little before it where that would cut a UTF-8 sequence in two. */
function wholeCharacters(wire: Wire, bytes: Uint8Array, end: number): number {
  if (wire !== Wire.Text) return end
  let whole = end
  while (end - whole < 3 && (bytes[whole]! & 0xc0) === 0x80) whole--
  return whole
}

const QUOTE = 0x22
const ONE = 0x31
const RIGHT_BRACKET = 0x29
const RIGHT_SQUARE = 0x5d
