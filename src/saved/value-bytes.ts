import { isSmallInteger, Wire, wireWidth } from '../fields/wire.js'
import { isObject } from './checks.js'
import type { Known } from './known-fields.js'

/** A saved value as bytes that say it. */
export interface Encoded {
  readonly wire: Wire
  readonly bytes: Uint8Array
  /** One of several names: its number, and its name where it has one. */
  readonly named?: boolean
  readonly value?: number
  readonly name?: string
  /** The text stands for a value that is none. */
  readonly literal?: boolean
}

/** Encodes a value, of the field's own type where it is known and the value is one of that type; else as `text`, which is how it is shown. */
export function encodedValue(
  value: unknown,
  text: string | number | boolean,
  known: Known | undefined,
): Encoded {
  const wire = known?.def.wire ?? Wire.Text
  if (isObject(value)) {
    if (isOneOfNames(value)) return named(value.value as number, value.name, wire)
  } else if (typeof value === 'number') {
    const whole = integer(value, wire)
    if (whole) return whole
  } else if (typeof value === 'string') {
    return ofText(value, wire)
  }
  return { wire: Wire.Text, bytes: Buffer.from(String(text)), literal: true }
}

function ofText(value: string, wire: Wire): Encoded {
  const wide = WIDE.has(wire) && /^-?\d{1,20}$/.test(value) ? integer(BigInt(value), wire) : undefined
  if (wide) return wide
  if (wire === Wire.Uuid && UUID.test(value)) {
    return { wire, bytes: Buffer.from(value.replaceAll('-', ''), 'hex') }
  }
  if (BYTES.has(wire) && HEX.test(value)) return { wire: Wire.Bytes, bytes: Buffer.from(value, 'hex') }
  return { wire: Wire.Text, bytes: Buffer.from(value) }
}

function isOneOfNames(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value).length
  return typeof value.value === 'number' && (keys === 1 || (keys === 2 && typeof value.name === 'string'))
}

function named(value: number, name: unknown, wire: Wire): Encoded {
  const usual = value < 0 ? Wire.S32BE : Wire.U32BE
  const encoded = (isSmallInteger(wire) && integer(value, wire)) || integer(value, usual)
  if (!encoded) return { wire: Wire.Text, bytes: Buffer.from(String(value)), literal: true }
  return { ...encoded, named: true, value, ...(typeof name === 'string' ? { name } : {}) }
}

/** A whole number in network order; undefined where the type is none of whole numbers, or it is not of its range. */
function integer(value: number | bigint, wire: Wire): Encoded | undefined {
  const signed = SIGNED.has(wire)
  if (!signed && !UNSIGNED.has(wire)) return undefined
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return undefined
  const width = wireWidth(wire)
  const whole = BigInt(value)
  const kept = signed ? BigInt.asIntN(8 * width, whole) : BigInt.asUintN(8 * width, whole)
  if (kept !== whole) return undefined
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, whole))
  return { wire: (signed ? SIGNED_BY_WIDTH : UNSIGNED_BY_WIDTH)[width]!, bytes: bytes.subarray(8 - width) }
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/
const HEX = /^(?:[\da-f]{2})*$/
const BYTES: ReadonlySet<Wire> = new Set([Wire.Bytes, Wire.Undecoded, Wire.Padding])
const WIDE: ReadonlySet<Wire> = new Set([Wire.U64BE, Wire.U64LE, Wire.S64BE, Wire.S64LE])

const SIGNED: ReadonlySet<Wire> = new Set([
  Wire.S8,
  Wire.S16BE,
  Wire.S16LE,
  Wire.S32BE,
  Wire.S32LE,
  Wire.S64BE,
  Wire.S64LE,
])
const UNSIGNED: ReadonlySet<Wire> = new Set([
  Wire.U8,
  Wire.U16BE,
  Wire.U16LE,
  Wire.U24BE,
  Wire.U24LE,
  Wire.U32BE,
  Wire.U32LE,
  Wire.U64BE,
  Wire.U64LE,
])
const SIGNED_BY_WIDTH: Readonly<Record<number, Wire>> = {
  1: Wire.S8,
  2: Wire.S16BE,
  4: Wire.S32BE,
  8: Wire.S64BE,
}
const UNSIGNED_BY_WIDTH: Readonly<Record<number, Wire>> = {
  1: Wire.U8,
  2: Wire.U16BE,
  3: Wire.U24BE,
  4: Wire.U32BE,
  8: Wire.U64BE,
}
