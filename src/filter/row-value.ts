import type { FieldDef } from '../fields/definition.js'
import { readBigInt, readNumber } from '../fields/read.js'
import { isSmallInteger, Wire } from '../fields/wire.js'
import { float32, smallInteger } from '../views/number.js'

/** Reads a number from a field's bytes. */
export type ReadNumber = (bytes: Uint8Array, start: number) => number | bigint

/** Reads a text from a field's bytes. */
export type ReadText = (bytes: Uint8Array, start: number, length: number) => string

/** How the number of a field is read; undefined for a field that is no number. 64-bit integers are bigints. */
export function numberReader(def: FieldDef): ReadNumber | undefined {
  const { wire } = def
  if (isSmallInteger(wire)) return (bytes, start) => smallInteger(def, bytes, start)
  switch (wire) {
    case Wire.U64BE:
    case Wire.U64LE:
    case Wire.S64BE:
    case Wire.S64LE:
      return (bytes, start) => readBigInt(bytes, start, wire)
    case Wire.F32BE:
    case Wire.F32LE:
      return (bytes, start) => float32(bytes, start, wire)
    case Wire.F64BE:
    case Wire.F64LE:
      return (bytes, start) => readNumber(bytes, start, wire)
    default:
      return undefined
  }
}

/** How the text of a field is read, without the byte that ends it; undefined for a field that is no text. */
export function textReader({ wire, ends }: FieldDef): ReadText | undefined {
  const read = TEXTS.get(wire)
  if (!read || ends === undefined) return read
  return (bytes, start, length) => {
    const ended = length > 0 && bytes[start + length - 1] === ends
    return read(bytes, start, ended ? length - 1 : length)
  }
}

const TEXTS: ReadonlyMap<Wire, ReadText> = new Map([
  [Wire.Text, utf8OrLatin1],
  [Wire.TextUtf16BE, (bytes, start, length) => UTF16_BE.decode(bytes.subarray(start, start + length))],
  [Wire.TextUtf16LE, (bytes, start, length) => UTF16_LE.decode(bytes.subarray(start, start + length))],
])

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const UTF16_BE = new TextDecoder('utf-16be', { ignoreBOM: true })
const UTF16_LE = new TextDecoder('utf-16le', { ignoreBOM: true })

/** As texts are shown: UTF-8 where the bytes are, else one character a byte. */
function utf8OrLatin1(bytes: Uint8Array, start: number, length: number): string {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset + start, length)
  const latin1 = part.toString('latin1')
  if (!/[\x80-\xff]/.test(latin1)) return latin1
  try {
    return UTF8.decode(part)
  } catch {
    return latin1
  }
}
