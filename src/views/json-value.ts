import type { DerivedValue } from '../dissect/tree.js'
import type { FieldDef, Flag, Names, Scale } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import { Wire } from '../fields/wire.js'
import { writeIPv4, writeIPv6, writeMac, writeUuid } from '../output/addresses.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { Form, writeText, writeTextBytes, writeUtf16 } from '../output/escape.js'
import { encode, encodeText } from '../output/label.js'
import { isSafe64, writeF32, writeF64, writeInt64 } from '../output/numbers.js'
import {
  float32,
  highHalf,
  lowHalf,
  packedPart,
  quaternionW,
  scaled,
  smallInteger,
  vectorPart,
  vectorSize,
} from './number.js'
import { isSigned64 } from './number-text.js'
import { nameLabels } from './per-field.js'
import { type WriteValue, withoutEnd } from './value.js'

/**
 * The function that writes a field's value as JSON from its bytes: numbers as numbers, 64-bit integers
 * beyond 2^53 - 1 and floats that are not finite as strings, `{"value":2,"name":"Data"}` for
 * enumerations, `{"value":64,"names":["reliable"]}` for flags, `{"value":50,"scaled":0.5}` for scaled numbers, bytes as a string of hex digits, vectors as
 * arrays.
 */
export function jsonWriter(def: FieldDef): WriteValue {
  const { wire } = def
  switch (wire) {
    case Wire.Group:
    case Wire.Derived:
    case Wire.Bytes:
    case Wire.Undecoded:
    case Wire.Padding:
      return writeJsonHex
    case Wire.Text:
    case Wire.TextUtf16BE:
    case Wire.TextUtf16LE:
      if (def.literal) return literalWriter(def)
      return withoutEnd(def, textWriter(wire))
    case Wire.IPv4:
      return quoted(writeIPv4)
    case Wire.IPv6:
      return quoted(writeIPv6)
    case Wire.Mac:
      return quoted(writeMac)
    case Wire.Uuid:
      return quoted(writeUuid)
    case Wire.U64BE:
    case Wire.U64LE:
    case Wire.S64BE:
    case Wire.S64LE:
      return (out, bytes, start) => writeJsonInt64(out, wire, bytes, start)
    case Wire.F32BE:
    case Wire.F32LE:
      return (out, bytes, start) => writeJsonF32(out, float32(bytes, start, wire))
    case Wire.F64BE:
    case Wire.F64LE:
      return (out, bytes, start) => writeJsonF64(out, readNumber(bytes, start, wire))
    case Wire.Vector3:
    case Wire.Vector3d:
    case Wire.Vector4:
    case Wire.Quaternion:
      return (out, bytes, start) => writeJsonVector(out, wire, bytes, start)
    case Wire.Vector3U8:
    case Wire.Vector3U16:
    case Wire.Vector4U8:
    case Wire.Vector4U16:
      return (out, bytes, start) => writeJsonPackedVector(out, def, bytes, start)
    default:
      return smallIntegerWriter(def)
  }
}

/** Writes bytes as a string of hex digits: those of byte fields, and what is there of a value that is not whole. */
export function writeJsonHex(out: ByteWriter, bytes: Uint8Array, start: number, length: number): void {
  out.byte(QUOTE)
  out.hexBytes(bytes, start, start + length)
  out.byte(QUOTE)
}

/** Writes what stands for bytes that are shown elsewhere: `{"length":8}`. */
export function writeJsonLength(out: ByteWriter, _bytes: Uint8Array, _start: number, length: number): void {
  out.ascii('{"length":')
  out.decimal(length)
  out.byte(RIGHT_BRACE)
}

/** Writes what stands for a secret: `{"masked":true,"length":8}`. */
export function writeJsonMasked(out: ByteWriter, _bytes: Uint8Array, _start: number, length: number): void {
  out.ascii('{"masked":true,"length":')
  out.decimal(length)
  out.byte(RIGHT_BRACE)
}

/** Writes a value that has no bytes. */
export function writeJsonDerived(out: ByteWriter, value: DerivedValue): void {
  if (typeof value === 'string') writeJsonString(out, value)
  else if (typeof value === 'boolean') out.ascii(value ? 'true' : 'false')
  else writeJsonF64(out, value)
}

export function writeJsonString(out: ByteWriter, text: string): void {
  out.byte(QUOTE)
  writeText(out, text, Form.Json)
  out.byte(QUOTE)
}

function quoted(write: (out: ByteWriter, bytes: Uint8Array, start: number) => void): WriteValue {
  return (out, bytes, start) => {
    out.byte(QUOTE)
    write(out, bytes, start)
    out.byte(QUOTE)
  }
}

function textWriter(wire: Wire): WriteValue {
  return (out, bytes, start, length) => {
    out.byte(QUOTE)
    if (wire === Wire.Text) writeTextBytes(out, bytes, start, start + length, Form.Json)
    else writeUtf16(out, bytes, start, start + length, wire === Wire.TextUtf16LE, Form.Json)
    out.byte(QUOTE)
  }
}

/**
 * Writes text as it is where it is a number or truth value in JSON's own spelling, nothing as null (of an array as an
 * empty one), anything else as a string.
 */
function literalWriter({ type }: FieldDef): WriteValue {
  const nothing = type === 'array' ? '[]' : 'null'
  return (out, bytes, start, length) => {
    const text =
      length <= MAX_LITERAL ? Buffer.from(bytes.subarray(start, start + length)).toString('latin1') : ''
    if (length === 0) out.ascii(nothing)
    else if (LITERAL.test(text)) out.ascii(text)
    else writeJsonText(out, bytes, start, length)
  }
}

const writeJsonText = textWriter(Wire.Text)
/** No number that means anything is longer. */
const MAX_LITERAL = 32
const LITERAL = /^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

function smallIntegerWriter(def: FieldDef): WriteValue {
  const { names, flags } = def
  if (names) return enumWriter(def, names)
  if (flags) return flagsWriter(def, flags)
  if (def.scale) return scaledWriter(def, def.scale)
  if (def.wire === Wire.Bool && def.mask === 0) return writeJsonBool
  return (out, bytes, start) => out.decimal(smallInteger(def, bytes, start))
}

function scaledWriter(def: FieldDef, scale: Scale): WriteValue {
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    out.label(VALUE)
    out.decimal(value)
    out.label(SCALED)
    writeJsonF32(out, scaled(scale, value))
    out.byte(RIGHT_BRACE)
  }
}

function enumWriter(def: FieldDef, names: Names): WriteValue {
  const labelOf = nameLabels(names, (value, name) =>
    encode((out) => {
      out.ascii('{"value":')
      out.decimal(value)
      out.ascii(',"name":')
      writeJsonString(out, name)
      out.byte(RIGHT_BRACE)
    }),
  )
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    const label = labelOf(value)
    if (label) {
      out.label(label)
      return
    }
    out.label(VALUE)
    out.decimal(value)
    out.byte(RIGHT_BRACE)
  }
}

function flagsWriter(def: FieldDef, flags: readonly Flag[]): WriteValue {
  const labels = flags.map(({ name }) => encode((out) => writeJsonString(out, name)))
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    out.label(VALUE)
    out.decimal(value)
    out.label(NAMES)
    let first = true
    for (let i = 0; i < flags.length; i++) {
      if ((value & flags[i]!.mask) === 0) continue
      if (!first) out.byte(COMMA)
      first = false
      out.label(labels[i]!)
    }
    out.label(END_OF_NAMES)
  }
}

/** A byte that is neither 0 nor 1 is a number. */
function writeJsonBool(out: ByteWriter, bytes: Uint8Array, start: number): void {
  const value = bytes[start]!
  if (value > 1) out.decimal(value)
  else out.ascii(value === 1 ? 'true' : 'false')
}

function writeJsonInt64(out: ByteWriter, wire: Wire, bytes: Uint8Array, start: number): void {
  const high = highHalf(bytes, start, wire)
  const low = lowHalf(bytes, start, wire)
  const signed = isSigned64(wire)
  const safe = isSafe64(high, low, signed)
  if (!safe) out.byte(QUOTE)
  writeInt64(out, high, low, signed)
  if (!safe) out.byte(QUOTE)
}

function writeJsonVector(out: ByteWriter, wire: Wire, bytes: Uint8Array, start: number): void {
  const size = vectorSize(wire)
  for (let i = 0; i < size; i++) {
    out.byte(i === 0 ? LEFT_SQUARE : COMMA)
    const part = vectorPart(bytes, start, wire, i)
    if (wire === Wire.Vector3d) writeJsonF64(out, part)
    else writeJsonF32(out, part)
  }
  if (wire === Wire.Quaternion) {
    out.byte(COMMA)
    writeJsonF32(out, quaternionW(bytes, start))
  }
  out.byte(RIGHT_SQUARE)
}

function writeJsonPackedVector(out: ByteWriter, def: FieldDef, bytes: Uint8Array, start: number): void {
  const size = vectorSize(def.wire)
  for (let i = 0; i < size; i++) {
    out.byte(i === 0 ? LEFT_SQUARE : COMMA)
    writeJsonF32(out, packedPart(def, bytes, start, i))
  }
  out.byte(RIGHT_SQUARE)
}

function writeJsonF32(out: ByteWriter, value: number): void {
  if (Number.isFinite(value)) writeF32(out, value)
  else writeJsonString(out, String(value))
}

function writeJsonF64(out: ByteWriter, value: number): void {
  if (Number.isFinite(value)) writeF64(out, value)
  else writeJsonString(out, String(value))
}

const QUOTE = 0x22
const COMMA = 0x2c
const LEFT_SQUARE = 0x5b
const RIGHT_SQUARE = 0x5d
const RIGHT_BRACE = 0x7d

const VALUE = encodeText('{"value":')
const SCALED = encodeText(',"scaled":')
const NAMES = encodeText(',"names":[')
const END_OF_NAMES = encodeText(']}')
