import { expect } from 'vitest'
import { readBigInt, readNumber } from '../../src/fields/read.js'
import { Wire } from '../../src/fields/wire.js'
import type { Leaf, Node } from './random-message.js'

/** Expects parsed JSON to hold exactly these fields: a slow and plain telling of what the JSON view promises. */
export function expectFields(parsed: Record<string, unknown>, fields: readonly Node[]): void {
  const expected = new Map<string, (value: unknown) => void>()
  let list: { def: unknown; checks: ((value: unknown) => void)[] } | undefined
  const add = (name: string, check: (value: unknown) => void) => {
    let key = name
    for (let number = 2; expected.has(key); number++) key = `${name}#${number}`
    expected.set(key, check)
  }
  for (const field of fields) {
    const { def } = field
    const inline = 'children' in field ? [] : field.inline
    if (def.repeated) {
      if (list?.def !== def) {
        const checks: ((value: unknown) => void)[] = []
        list = { def, checks }
        add(def.name, (value) => {
          expect(value).toHaveLength(checks.length)
          checks.forEach((check, i) => {
            check((value as unknown[])[i])
          })
        })
      }
      list.checks.push(inline.length > 0 ? withParts(field as Leaf) : single(field))
    } else {
      list = undefined
      add(def.name, single(field))
      for (const value of inline) add('inline', (shown) => expect(shown).toEqual(derived(value)))
    }
  }
  expect(Object.keys(parsed).sort()).toEqual([...expected.keys()].sort())
  for (const [key, check] of expected) check(parsed[key])
}

function single(field: Node): (value: unknown) => void {
  if ('children' in field) return (value) => expectFields(value as Record<string, unknown>, field.children)
  return (value) => expect(normal(value, field)).toEqual(jsonOf(field))
}

/** An element of an array that has inline values. */
function withParts(leaf: Leaf): (value: unknown) => void {
  return (element) => {
    const { value, ...parts } = element as Record<string, unknown>
    expect(normal(value, leaf)).toEqual(jsonOf(leaf))
    const names = leaf.inline.map((_, i) => (i === 0 ? 'inline' : `inline#${i + 1}`))
    expect(parts).toEqual(Object.fromEntries(names.map((name, i) => [name, derived(leaf.inline[i])])))
  }
}

/** 32-bit floats are written short: what counts is that they read back. */
function normal(value: unknown, { def }: Leaf): unknown {
  const round = (part: unknown) => (typeof part === 'number' ? Math.fround(part) : part)
  switch (def.wire) {
    case Wire.F32BE:
    case Wire.F32LE:
      return round(value)
    case Wire.Vector3:
    case Wire.Vector4:
    case Wire.Quaternion:
    case Wire.Vector3U8:
    case Wire.Vector3U16:
    case Wire.Vector4U8:
    case Wire.Vector4U16:
      return (value as unknown[]).map(round)
    default:
      return value
  }
}

function jsonOf({ def, bytes }: Leaf): unknown {
  const buffer = Buffer.from(bytes)
  const hex = buffer.toString('hex')
  const floats = (count: number) => Array.from({ length: count }, (_, i) => number(buffer.readFloatLE(4 * i)))
  switch (def.wire) {
    case Wire.Bytes:
    case Wire.Undecoded:
    case Wire.Padding:
      return hex
    case Wire.Text:
      return isValidUtf8(bytes) ? buffer.toString('utf8') : buffer.toString('latin1')
    case Wire.TextUtf16LE:
      return utf16(buffer)
    case Wire.TextUtf16BE:
      return utf16(Buffer.from(buffer.subarray(0, bytes.length & ~1)).swap16(), bytes[bytes.length & ~1])
    case Wire.U64BE:
    case Wire.U64LE:
    case Wire.S64BE:
    case Wire.S64LE: {
      const value = readBigInt(bytes, 0, def.wire)
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
    }
    case Wire.Bool:
      return bytes[0]! > 1 ? bytes[0] : bytes[0] === 1
    case Wire.IPv4:
      return bytes.join('.')
    case Wire.IPv6:
      return expect.stringMatching(/^[0-9a-f:.]+$/)
    case Wire.Mac:
      return hex.match(/../g)!.join(':')
    case Wire.Uuid:
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    case Wire.Vector3:
      return floats(3)
    case Wire.Vector4:
      return floats(4)
    case Wire.Vector3d:
      return [0, 8, 16].map((at) => number(buffer.readDoubleLE(at)))
    case Wire.Quaternion: {
      const [x, y, z] = [0, 4, 8].map((at) => buffer.readFloatLE(at)) as [number, number, number]
      return [...floats(3), number(Math.fround(Math.sqrt(Math.max(0, 1 - x * x - y * y - z * z))))]
    }
    case Wire.Vector3U8:
    case Wire.Vector4U8:
      return [...bytes].map((step) => inUnitRange(step, 0xff))
    case Wire.Vector3U16:
    case Wire.Vector4U16:
      return [0, 2, 4, 6]
        .filter((at) => at < bytes.length)
        .map((at) => inUnitRange(buffer.readUInt16LE(at), 0xffff))
    default:
      return number(readNumber(bytes, 0, def.wire))
  }
}

/** A step of the way from -1 to 1; less than a step from zero is zero. */
function inUnitRange(step: number, steps: number): number {
  const value = (2 * step) / steps - 1
  return Math.abs(value) < 2 / steps ? 0 : Math.fround(value)
}

function derived(value: unknown): unknown {
  return typeof value === 'number' ? number(value) : value
}

function number(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

function utf16(buffer: Buffer, odd = buffer.length % 2 === 1 ? buffer.at(-1) : undefined): string {
  const text = buffer.subarray(0, buffer.length & ~1).toString('utf16le')
  // Node's decoder keeps lone surrogates, as the view does.
  return odd === undefined ? text : text + String.fromCharCode(odd)
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
