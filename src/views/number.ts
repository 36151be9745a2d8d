import type { FieldDef, Scale } from '../fields/definition.js'
import { readNumber, u32be, u32le } from '../fields/read.js'
import { Wire } from '../fields/wire.js'

/** The number of an integer field of at most 32 bits: of the bits its mask names where it has one, those shifted down. */
export function smallInteger(def: FieldDef, bytes: Uint8Array, start: number): number {
  const value = readNumber(bytes, start, def.wire)
  const { mask } = def
  return mask === 0 ? value : (value & mask) >>> (31 - Math.clz32(mask & -mask))
}

/** Hex digits that show every value of an integer field of at most 32 bits. */
export function hexDigits(def: FieldDef): number {
  const { mask } = def
  if (mask === 0) return 2 * def.width
  const bits = 32 - Math.clz32(mask) - (31 - Math.clz32(mask & -mask))
  return Math.ceil(bits / 4)
}

export function highHalf(bytes: Uint8Array, start: number, wire: Wire): number {
  return isBigEndian64(wire) ? u32be(bytes, start) : u32le(bytes, start + 4)
}

export function lowHalf(bytes: Uint8Array, start: number, wire: Wire): number {
  return isBigEndian64(wire) ? u32be(bytes, start + 4) : u32le(bytes, start)
}

function isBigEndian64(wire: Wire): boolean {
  return wire === Wire.U64BE || wire === Wire.S64BE
}

/** Numbers in a vector type; a quaternion's fourth is not in its bytes. */
export function vectorSize(wire: Wire): number {
  return wire === Wire.Vector4 || wire === Wire.Vector4U8 || wire === Wire.Vector4U16 ? 4 : 3
}

/**
 * One number of a packed vector: a step of the way from one end of its range to the other. Less than a
 * step from zero is zero, which no step may hit exactly.
 */
export function packedPart(def: FieldDef, bytes: Uint8Array, start: number, index: number): number {
  const { wire, ranges } = def
  const wide = wire === Wire.Vector3U16 || wire === Wire.Vector4U16
  const steps = wide ? 0xffff : 0xff
  const [low, high] = ranges[index] ?? ranges[0]!
  const step = (high - low) / steps
  const value = low + step * (wide ? readNumber(bytes, start + 2 * index, Wire.U16LE) : bytes[start + index]!)
  return Math.abs(value) < step ? 0 : Math.fround(value)
}

/** What the number of a field with a scale stands for. */
export function scaled({ by, plus = 0 }: Scale, value: number): number {
  return Math.fround(value * by + plus)
}

/** One number of a vector type. */
export function vectorPart(bytes: Uint8Array, start: number, wire: Wire, index: number): number {
  return wire === Wire.Vector3d
    ? readNumber(bytes, start + 8 * index, Wire.F64LE)
    : float32(bytes, start + 4 * index, Wire.F32LE)
}

/** A 32-bit float. */
export function float32(bytes: Uint8Array, start: number, wire: Wire): number {
  asBits[0] = wire === Wire.F32BE ? u32be(bytes, start) : u32le(bytes, start)
  return asFloat[0]!
}

const asFloat = new Float32Array(1)
const asBits = new Uint32Array(asFloat.buffer)

/** The w that makes a unit quaternion of the three numbers at `start`; senders choose the sign so that it is not negative. */
export function quaternionW(bytes: Uint8Array, start: number): number {
  const x = vectorPart(bytes, start, Wire.Quaternion, 0)
  const y = vectorPart(bytes, start, Wire.Quaternion, 1)
  const z = vectorPart(bytes, start, Wire.Quaternion, 2)
  return Math.fround(Math.sqrt(Math.max(0, 1 - x * x - y * y - z * z)))
}
