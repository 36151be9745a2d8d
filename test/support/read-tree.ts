import type { Message } from '../../src/dissect/message.js'
import {
  type DerivedValue,
  NO_SOURCE,
  ROW_DEF,
  ROW_DEPTH,
  ROW_LENGTH,
  ROW_SIZE,
  ROW_SOURCE,
  ROW_START,
} from '../../src/dissect/tree.js'
import { type FieldDef, fieldById } from '../../src/fields/definition.js'
import { readBigInt, readNumber } from '../../src/fields/read.js'
import { Wire } from '../../src/fields/wire.js'

/**
 * Integers up to 32 bits and floats: numbers; 64-bit integers: bigints; vectors: lists of numbers, a
 * quaternion with its derived w, packed ones unpacked; UUIDs, addresses and text: strings; bytes: lower-case hexadecimal;
 * groups: undefined.
 */
export type TreeValue = DerivedValue | bigint | number[] | undefined

export interface TreeRow {
  readonly def: FieldDef
  readonly path: string
  readonly value: TreeValue
  /** The row's bytes in hexadecimal, empty for a derived value. */
  readonly hex: string
  readonly source: string
  /** From the beginning of the source. */
  readonly offset: number
  readonly depth: number
}

/** All rows of a message with their values, read without any of the views' code. */
export function readTree(message: Message): TreeRow[] {
  return Array.from({ length: message.tree.count }, (_, index) => readRow(message, index))
}

/** The values of every row with this path, in order. */
export function valuesAt(message: Message, path: string): TreeValue[] {
  return readTree(message)
    .filter((row) => row.path === path)
    .map((row) => row.value)
}

/** The value of the first row with this path. */
export function valueAt(message: Message, path: string): TreeValue {
  return valuesAt(message, path)[0]
}

function readRow(message: Message, index: number): TreeRow {
  const { rows, derived } = message.tree
  const at = index * ROW_SIZE
  const def = fieldById(rows[at + ROW_DEF]!)
  const start = rows[at + ROW_START]!
  const depth = rows[at + ROW_DEPTH]!
  const source = rows[at + ROW_SOURCE]!
  if (source === NO_SOURCE)
    return { def, path: def.path, value: derived[start], hex: '', source: '', offset: 0, depth }
  const from = message.sources[source]!
  const length = rows[at + ROW_LENGTH]!
  return {
    def,
    path: def.path,
    value: readValue(from.bytes, start, length, def),
    hex: hexOf(from.bytes, start, length),
    source: from.name,
    offset: start - from.start,
    depth,
  }
}

function readValue(bytes: Uint8Array, start: number, length: number, def: FieldDef): TreeValue {
  switch (def.wire) {
    case Wire.Group:
      return undefined
    case Wire.Bytes:
    case Wire.Undecoded:
    case Wire.Padding:
    case Wire.IPv6:
    case Wire.Mac:
      return hexOf(bytes, start, length)
    case Wire.Text:
      if (length > 0 && bytes[start + length - 1] === def.ends) length--
      return Buffer.from(bytes.subarray(start, start + length)).toString('utf8')
    case Wire.TextUtf16LE:
      return Buffer.from(bytes.subarray(start, start + length)).toString('utf16le')
    case Wire.TextUtf16BE:
      return Buffer.from(bytes.slice(start, start + length))
        .swap16()
        .toString('utf16le')
    case Wire.U64BE:
    case Wire.U64LE:
    case Wire.S64BE:
    case Wire.S64LE:
      return readBigInt(bytes, start, def.wire)
    case Wire.IPv4:
      return bytes.subarray(start, start + 4).join('.')
    case Wire.Uuid:
      return hexOf(bytes, start, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    case Wire.Vector3:
      return floats(bytes, start, 3)
    case Wire.Vector4:
      return floats(bytes, start, 4)
    case Wire.Vector3d:
      return [0, 8, 16].map((offset) => view(bytes).getFloat64(start + offset, true))
    case Wire.Quaternion: {
      const [x, y, z] = floats(bytes, start, 3) as [number, number, number]
      return [x, y, z, Math.sqrt(Math.max(0, 1 - x * x - y * y - z * z))]
    }
    case Wire.Vector3U8:
    case Wire.Vector3U16:
    case Wire.Vector4U8:
    case Wire.Vector4U16: {
      const parts = def.wire === Wire.Vector3U8 || def.wire === Wire.Vector3U16 ? 3 : 4
      return Array.from({ length: parts }, (_, i) => {
        const [low, high] = def.ranges[i] ?? def.ranges[0]!
        const wide = length === 2 * parts
        const step = wide ? view(bytes).getUint16(start + 2 * i, true) : bytes[start + i]!
        return low + ((high - low) * step) / (wide ? 0xffff : 0xff)
      })
    }
    default:
      return part(readNumber(bytes, start, def.wire), def.mask)
  }
}

/** The bits of `mask`, moved down; everything for mask 0. */
function part(value: number, mask: number): number {
  return mask === 0 ? value : (value & mask) >>> (31 - Math.clz32(mask & -mask))
}

function floats(bytes: Uint8Array, start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => view(bytes).getFloat32(start + 4 * i, true))
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function hexOf(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.subarray(start, start + length)).toString('hex')
}
