import type { FieldOptions, FieldSpec } from './definition.js'
import { Wire } from './wire.js'

/** Builders for field declarations: `u16({ role: 'length' })`. Integers are in network order unless the name ends in `le`. */
const spec =
  (wire: Wire) =>
  (options: FieldOptions = {}): FieldSpec => ({ ...options, wire })

export const group = spec(Wire.Group)
export const bytes = spec(Wire.Bytes)
export const padding = spec(Wire.Padding)
export const text = spec(Wire.Text)
export const derived = spec(Wire.Derived)
export const u8 = spec(Wire.U8)
export const u16 = spec(Wire.U16BE)
export const u16le = spec(Wire.U16LE)
export const u24 = spec(Wire.U24BE)
export const u32 = spec(Wire.U32BE)
export const u32le = spec(Wire.U32LE)
export const u64 = spec(Wire.U64BE)
export const u64le = spec(Wire.U64LE)
export const ipv4 = spec(Wire.IPv4)
export const ipv6 = spec(Wire.IPv6)
export const mac = spec(Wire.Mac)
export const uuid = spec(Wire.Uuid)
