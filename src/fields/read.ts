import { Wire } from './wire.js'

/** Reads a scalar at `at`. The caller has checked that the bytes are there. 64-bit values lose precision beyond 2^53. */
export function readNumber(b: Uint8Array, at: number, wire: Wire): number {
  switch (wire) {
    case Wire.U8:
    case Wire.Bool:
      return b[at]!
    case Wire.U16BE:
      return u16be(b, at)
    case Wire.U16LE:
      return u16le(b, at)
    case Wire.U24BE:
      return u24be(b, at)
    case Wire.U24LE:
      return (b[at + 2]! << 16) | (b[at + 1]! << 8) | b[at]!
    case Wire.U32BE:
      return u32be(b, at)
    case Wire.U32LE:
      return u32le(b, at)
    case Wire.U64BE:
      return u32be(b, at) * 0x1_0000_0000 + u32be(b, at + 4)
    case Wire.U64LE:
      return u32le(b, at + 4) * 0x1_0000_0000 + u32le(b, at)
    case Wire.S8:
      return (b[at]! << 24) >> 24
    case Wire.S16BE:
      return (((b[at]! << 8) | b[at + 1]!) << 16) >> 16
    case Wire.S16LE:
      return (((b[at + 1]! << 8) | b[at]!) << 16) >> 16
    case Wire.S32BE:
      return u32be(b, at) | 0
    case Wire.S32LE:
      return u32le(b, at) | 0
    case Wire.S64BE:
      return (u32be(b, at) | 0) * 0x1_0000_0000 + u32be(b, at + 4)
    case Wire.S64LE:
      return (u32le(b, at + 4) | 0) * 0x1_0000_0000 + u32le(b, at)
    case Wire.F32BE:
      return float(b, at, 4, false)
    case Wire.F32LE:
      return float(b, at, 4, true)
    case Wire.F64BE:
      return float(b, at, 8, false)
    case Wire.F64LE:
      return float(b, at, 8, true)
    default:
      return 0
  }
}

/** Reads a 64-bit integer of any sign and order exactly. */
export function readBigInt(b: Uint8Array, at: number, wire: Wire): bigint {
  const big = wire === Wire.U64BE || wire === Wire.S64BE
  const high = big ? u32be(b, at) : u32le(b, at + 4)
  const low = big ? u32be(b, at + 4) : u32le(b, at)
  const value = (BigInt(high) << 32n) | BigInt(low)
  return wire === Wire.S64BE || wire === Wire.S64LE ? BigInt.asIntN(64, value) : value
}

export function u32be(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0
}

export function u32le(b: Uint8Array, at: number): number {
  return ((b[at + 3]! << 24) | (b[at + 2]! << 16) | (b[at + 1]! << 8) | b[at]!) >>> 0
}

export function u24be(b: Uint8Array, at: number): number {
  return (b[at]! << 16) | (b[at + 1]! << 8) | b[at + 2]!
}

export function u16le(b: Uint8Array, at: number): number {
  return (b[at + 1]! << 8) | b[at]!
}

export function u16be(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!
}

const scratch = new DataView(new ArrayBuffer(8))

function float(b: Uint8Array, at: number, width: 4 | 8, little: boolean): number {
  for (let i = 0; i < width; i++) scratch.setUint8(i, b[at + i]!)
  return width === 4 ? scratch.getFloat32(0, little) : scratch.getFloat64(0, little)
}
