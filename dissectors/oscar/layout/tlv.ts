import type { Cursor } from '../../../src/dissect/cursor.js'
import { findingKind } from '../../../src/dissect/finding.js'
import {
  bytes,
  defineField,
  type FieldDef,
  group,
  type Names,
  text,
  u8,
  u16,
  u32,
  u64,
} from '../../../src/fields/index.js'
import { u16le, u32le, u64le } from '../../../src/fields/specs.js'
import type { Talk } from '../talk.js'
import type { Reader } from './parts.js'
import { isPrintable } from './printable.js'

/** Reads the value of a TLV whose header said `length` bytes; the cursor is confined to them. */
export type ReadValue = (at: Cursor, talk: Talk, length: number) => void

/** One type of a context: its name, and what its value is, given where fields of the context are declared. */
export interface TlvEntry {
  readonly label: string
  readonly declare: (context: TlvContext) => ReadValue
}

/** Where TLVs stand decides what their types mean. */
export interface TlvContext {
  /** `oscar.user_info.tlv` */
  readonly path: string
  readonly little: boolean
}

/** The types of one context. */
export interface TlvTable {
  readonly tlv: FieldDef
  readonly type: FieldDef
  readonly length: FieldDef
  readonly count: FieldDef
  readonly size: FieldDef
  readonly values: ReadonlyMap<number, ReadValue>
  readonly unknown: ReadValue
  readonly realLength: RealLength | undefined
}

/** The length a value really has, where a client is known to write a wrong one; else the one it says. */
export type RealLength = (at: Cursor, type: number, length: number) => number

export interface TlvOptions {
  readonly realLength?: RealLength
  /** Types and lengths are little-endian, as in ICQ's meta requests. */
  readonly little?: boolean
}

const TAIL = findingKind('oscar.tlv-tail', 'error')
const LENGTH = findingKind('oscar.tlv-length', 'warning')

/** Declares the types of a context: `tlvTable('oscar.user_info', { 0x0003: time('signed_on', 'Signed on') })`. */
export function tlvTable(
  path: string,
  entries: Readonly<Record<number, TlvEntry>>,
  { little = false, realLength }: TlvOptions = {},
): TlvTable {
  const context = { path: `${path}.tlv`, little }
  const word = little ? u16le : u16
  const types = Object.entries(entries).map(([type, entry]) => [Number(type), entry] as const)
  const names: Names = new Map(types.map(([type, { label }]) => [type, label]))
  return {
    tlv: defineField(context.path, group({ label: 'TLV', repeated: true })),
    type: defineField(`${context.path}.tlv_type`, word({ label: 'Type', base: 'hex', names })),
    length: defineField(`${context.path}.tlv_length`, word({ label: 'Length', role: 'length' })),
    count: defineField(`${path}.tlv_count`, word({ label: 'TLV count', role: 'length' })),
    size: defineField(`${path}.tlv_size`, word({ label: 'TLV bytes', role: 'length' })),
    values: new Map(types.map(([type, entry]) => [type, entry.declare(context)])),
    unknown: guess(context),
    realLength,
  }
}

/** TLVs to the end of the region (`T*` on the page). */
export function tlvs(table: TlvTable): Reader {
  return (at, talk) => {
    while (at.more) readTlv(table, at, talk)
  }
}

/** A count, then so many TLVs (`Tn`). */
export function tlvsCounted(table: TlvTable): Reader {
  return (at, talk) => {
    const count = at.read(table.count)
    for (let i = 0; i < count && !at.failed; i++) readTlv(table, at, talk)
  }
}

/** A length in bytes, then TLVs that fill it (`Tl`). */
export function tlvsSized(table: TlvTable): Reader {
  return (at, talk) => {
    const size = at.read(table.size)
    at.enter(size, table.size)
    while (at.more) readTlv(table, at, talk)
    at.leave()
  }
}

function readTlv(table: TlvTable, at: Cursor, talk: Talk): void {
  at.open(table.tlv)
  // What might be a float is set aside anew each time a map is asked for it: the zeros say that these are integers.
  const type = at.read(table.type) | 0
  const length = at.read(table.length) | 0
  if (!at.failed) {
    const real = table.realLength?.(at, type, length) ?? length
    if (real !== length) at.find(LENGTH, `The length says ${length} bytes, but the value has ${real}.`, 2)
    at.enter(real, table.length)
    const read = table.values.get(type) ?? table.unknown
    read(at, talk, real)
    at.leave()
  }
  at.close()
}

/** What an unknown value most likely is: text, a number, or bytes. */
function guess({ path, little }: TlvContext): ReadValue {
  const number = numbers(path, 'number', 'Value (number?)', little, { base: 'hex', opaque: 'raw' })
  const readable = defineField(`${path}.text`, text({ label: 'Value (text?)', opaque: 'raw' }))
  const raw = defineField(`${path}.bytes`, bytes({ label: 'Value', opaque: 'raw' }))
  return (at, _talk, length) => {
    if (length === 0) return
    const whole = at.pos + length <= at.end
    if (whole && length > 2 && isPrintable(at.bytes, at.pos, at.pos + length)) at.take(readable, length)
    else if (number[length]) at.read(number[length])
    else at.take(raw, length)
  }
}

/** Fields for a number of 1, 2, 4 or 8 bytes, by that length. */
export function numbers(
  path: string,
  key: string,
  label: string,
  little: boolean,
  options: NumberOptions = {},
): readonly (FieldDef | undefined)[] {
  const { names, flags, shown, ...rest } = options
  const one = (spec: typeof u8, wide = false) =>
    defineField(
      `${path}.${key}`,
      spec({
        label,
        ...rest,
        ...(names && !wide ? { names } : {}),
        ...(flags && !wide ? { flags } : {}),
        ...(shown && !wide ? { shown } : {}),
      }),
    )
  const defs: (FieldDef | undefined)[] = []
  defs[1] = one(u8)
  defs[2] = one(little ? u16le : u16)
  defs[4] = one(little ? u32le : u32)
  defs[8] = one(little ? u64le : u64, true)
  return defs
}

export interface NumberOptions {
  readonly names?: Names
  readonly flags?: FieldDef['flags'] & object
  readonly base?: 'dec' | 'hex'
  readonly unit?: string
  readonly shown?: 'date'
  readonly role?: FieldDef['role']
  readonly doc?: string
  readonly summary?: string
  readonly opaque?: FieldDef['opaque'] & string
}

/** What is left of a list of TLVs that a sender broke. */
export function tellTail(at: Cursor, text: string): void {
  at.find(TAIL, text, 0, at.remaining)
}
