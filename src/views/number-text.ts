import type { FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { encodeText } from '../output/label.js'
import { writeF32, writeF64, writeInt64 } from '../output/numbers.js'
import { hexDigits, highHalf, lowHalf, packedPart, quaternionW, vectorPart, vectorSize } from './number.js'

/** Writes the number of an integer field of at most 32 bits in the field's base. */
export function writeNumber(out: ByteWriter, def: FieldDef, value: number): void {
  if (def.base === 'hex') writeHex(out, value, hexDigits(def))
  else out.decimal(value)
}

export function writeHex(out: ByteWriter, value: number, digits: number): void {
  out.label(HEX_PREFIX)
  out.hex(value, digits)
}

/** `true`, `false`, and `true (2)` for a byte that is neither 0 nor 1. */
export function writeBool(out: ByteWriter, value: number): void {
  out.ascii(value === 0 ? 'false' : 'true')
  if (value > 1) {
    out.ascii(' (')
    out.decimal(value)
    out.byte(0x29)
  }
}

/** Writes a 64-bit integer field in the field's base. */
export function writeWide(out: ByteWriter, def: FieldDef, bytes: Uint8Array, start: number): void {
  const high = highHalf(bytes, start, def.wire)
  const low = lowHalf(bytes, start, def.wire)
  if (def.base === 'hex') {
    writeHex(out, high, 8)
    out.hex(low, 8)
  } else writeInt64(out, high, low, isSigned64(def.wire))
}

export function isSigned64(wire: Wire): boolean {
  return wire === Wire.S64BE || wire === Wire.S64LE
}

/** `<x, y, z>`, for a quaternion with its derived w. */
export function writeVector(out: ByteWriter, wire: Wire, bytes: Uint8Array, start: number): void {
  const size = vectorSize(wire)
  out.byte(0x3c)
  for (let i = 0; i < size; i++) {
    if (i > 0) out.label(COMMA)
    const part = vectorPart(bytes, start, wire, i)
    if (wire === Wire.Vector3d) writeF64(out, part)
    else writeF32(out, part)
  }
  if (wire === Wire.Quaternion) {
    out.label(COMMA)
    writeF32(out, quaternionW(bytes, start))
  }
  out.byte(0x3e)
}

/** `<x, y, z>` of a packed vector. */
export function writePackedVector(out: ByteWriter, def: FieldDef, bytes: Uint8Array, start: number): void {
  const size = vectorSize(def.wire)
  out.byte(0x3c)
  for (let i = 0; i < size; i++) {
    if (i > 0) out.label(COMMA)
    writeF32(out, packedPart(def, bytes, start, i))
  }
  out.byte(0x3e)
}

/** `1 byte`, `36 bytes`. */
export function writeSize(out: ByteWriter, bytes: number): void {
  out.decimal(bytes)
  out.label(bytes === 1 ? BYTE : BYTES)
}

const BYTE = encodeText(' byte')
const BYTES = encodeText(' bytes')
const COMMA = encodeText(', ')
const HEX_PREFIX = encodeText('0x')
