import { Wire } from '../../../src/fields/index.js'
import { wireWidth } from '../../../src/fields/wire.js'

/** How often a message was expected to be sent, which decides the form of its number. */
export type Frequency = 'High' | 'Medium' | 'Low' | 'Fixed'

/** How often a block stands in a message: once, `count` times, or as often as a count byte before it says. */
export type BlockKind = 'Single' | 'Multiple' | 'Variable'

/** What a template says about a message's use today; absent in most. */
export type Deprecation = 'Deprecated' | 'UDPDeprecated' | 'UDPBlackListed' | 'NotDeprecated'

export interface FieldTemplate {
  readonly name: string
  /** As the template writes it: `LLUUID`, `Variable`. */
  readonly type: string
  /** `Fixed`: bytes of the value. `Variable`: bytes of the length before it. Otherwise 0. */
  readonly size: number
}

export interface BlockTemplate {
  readonly name: string
  readonly kind: BlockKind
  /** Repeats of a `Multiple` block, otherwise 1. */
  readonly count: number
  readonly fields: readonly FieldTemplate[]
}

export interface MessageTemplate {
  readonly name: string
  readonly frequency: Frequency
  /** All bytes of the number as one big-endian integer: 0x000000nn, 0x0000ffnn, 0xffffnnnn. */
  readonly key: number
  readonly trusted: boolean
  readonly zeroCoded: boolean
  readonly deprecation: Deprecation | undefined
  /** In template order. */
  readonly blocks: readonly BlockTemplate[]
}

/** A parsed message template. */
export interface Template {
  /** `1.053`, `2.0`; empty when the template has no version line. */
  readonly version: string
  /** In file order. */
  readonly messages: readonly MessageTemplate[]
  /** The names of messages, blocks and fields in file order, where they are known without reading the messages. */
  readonly names?: Iterable<string>
}

/** Wire types of the template's field types. All integers and floats are little-endian, but a port is in network order. */
export const FIELD_TYPES: ReadonlyMap<string, Wire> = new Map([
  ['U8', Wire.U8],
  ['U16', Wire.U16LE],
  ['U32', Wire.U32LE],
  ['U64', Wire.U64LE],
  ['S8', Wire.S8],
  ['S16', Wire.S16LE],
  ['S32', Wire.S32LE],
  ['S64', Wire.S64LE],
  ['F32', Wire.F32LE],
  ['F64', Wire.F64LE],
  ['BOOL', Wire.Bool],
  ['IPADDR', Wire.IPv4],
  ['IPPORT', Wire.U16BE],
  ['LLUUID', Wire.Uuid],
  ['LLVector3', Wire.Vector3],
  ['LLVector3d', Wire.Vector3d],
  ['LLVector4', Wire.Vector4],
  ['LLQuaternion', Wire.Quaternion],
  ['Fixed', Wire.Bytes],
  ['Variable', Wire.Bytes],
])

/** Bytes a field takes at least: all of a fixed one, the length of a Variable one. */
export function fieldWidth(field: FieldTemplate): number {
  return field.size || wireWidth(FIELD_TYPES.get(field.type)!)
}

/** The largest repeat count a template may give a `Multiple` block: as much as a count byte can say. */
export const MAX_MULTIPLE = 255

/** The largest size of a `Fixed` field: more than any datagram carries makes no sense. */
export const MAX_FIXED = 65_535

const PREFIXES: Record<Frequency, number> = { High: 0, Medium: 0xff00, Low: 0xffff_0000, Fixed: 0 }

/** The key of a message number; the number of a `Fixed` message is its key already. */
export function messageKey(frequency: Frequency, number: number): number {
  return PREFIXES[frequency] + number
}

/** A key as template authors write it: `High 4`, `Low 148`, `Fixed 0xfffffffb`. */
export function numberText(key: number): string {
  if (key >= 0xffff_ff00) return `Fixed 0x${key.toString(16)}`
  if (key >= 0xffff_0000) return `Low ${key - 0xffff_0000}`
  if (key >= 0xff00) return `Medium ${key - 0xff00}`
  return `High ${key}`
}

/** The bytes of a message number on the wire, with its form in a zero-coded packet where that differs. */
export function numberBytes(key: number): string {
  const digits = key.toString(16)
  const plain = digits.padStart(digits.length + (digits.length % 2), '0').replace(/..(?=.)/g, '$& ')
  const bytes = plain.split(' ')
  const zero = bytes.indexOf('00')
  if (zero < 0) return plain
  // Low 256 ends in its only zero, which may run on into the body.
  const run = zero === bytes.length - 1 ? 'nn' : '01'
  return `${plain}, zero-coded ${bytes.toSpliced(zero, 1, '00', run).join(' ')}`
}
