import { writeKey } from '../../../../bench/encode/lludp-packet.js'
import { legacyOrder, legacySlots } from '../../../../dissectors/second-life/template/legacy-order.js'
import type {
  BlockTemplate,
  FieldTemplate,
  MessageTemplate,
  Template,
} from '../../../../dissectors/second-life/template/model.js'

/** Text of a Variable field is written with the zero byte that ends it. */
export type Value = number | bigint | string | boolean | readonly number[] | Uint8Array
export type Fields = Readonly<Record<string, Value>>
/** What stands in a message, by block; what is left out is 0. */
export type Blocks = Readonly<Record<string, Fields | readonly Fields[]>>

/** A field that was written. */
export interface Leaf {
  readonly path: string
  readonly value: Value
  readonly hex: string
}

/** The two eras' ways to write a message of a template. */
export class MessageWriter {
  readonly #messages: ReadonlyMap<string, MessageTemplate>
  readonly #order: (message: MessageTemplate) => readonly BlockTemplate[]

  constructor(era: 'classic' | 'modern', template: Template) {
    this.#messages = new Map(template.messages.map((message) => [message.name, message]))
    const slots = era === 'classic' ? legacySlots(template) : undefined
    this.#order = (message) => (slots ? legacyOrder(message, slots) : message.blocks)
  }

  /** A message with its number, and its fields in the order of the wire. */
  write(name: string, blocks: Blocks): { bytes: Buffer; leaves: Leaf[]; zeroCoded: boolean } {
    const message = this.#messages.get(name)
    if (!message) throw new Error(`no message ${name} in the template`)
    refuseUnknown(name, Object.keys(blocks), message.blocks)
    const parts = [writeKey(message.key)]
    const leaves: Leaf[] = []
    for (const block of this.#order(message)) {
      const repeats = [blocks[block.name] ?? (block.kind === 'Variable' ? [] : {})].flat() as Fields[]
      if (block.kind === 'Variable') parts.push(Buffer.of(repeats.length))
      else if (repeats.length !== block.count)
        throw new Error(`${name}.${block.name} stands ${block.count} times`)
      for (const fields of repeats) {
        const path = `${name}.${block.name}`
        refuseUnknown(path, Object.keys(fields), block.fields)
        for (const field of block.fields) {
          const value = fields[field.name] ?? zeroOf(field)
          const bytes = writeValue(field, value)
          if (field.type === 'Variable') parts.push(lengthBytes(bytes.length, field.size))
          parts.push(bytes)
          leaves.push({ path: `sl.${path}.${field.name}`, value, hex: bytes.toString('hex') })
        }
      }
    }
    return { bytes: Buffer.concat(parts), leaves, zeroCoded: message.zeroCoded }
  }
}

function refuseUnknown(where: string, names: readonly string[], known: readonly { name: string }[]): void {
  for (const name of names)
    if (!known.some((one) => one.name === name)) throw new Error(`${where} has no ${name}`)
}

function zeroOf({ type, size }: FieldTemplate): Value {
  if (type === 'LLUUID') return '00000000-0000-0000-0000-000000000000'
  if (type === 'IPADDR') return '0.0.0.0'
  if (type === 'U64' || type === 'S64') return 0n
  if (type === 'Variable') return new Uint8Array(0)
  if (type === 'Fixed') return new Uint8Array(size)
  return VECTORS[type] ? new Array<number>(VECTORS[type][0]).fill(0) : 0
}

/** Numbers in a vector, and bytes of each. A quaternion is sent without w. */
const VECTORS: Readonly<Record<string, readonly [count: number, width: number]>> = {
  LLVector3: [3, 4],
  LLVector4: [4, 4],
  LLQuaternion: [3, 4],
  LLVector3d: [3, 8],
}

function writeValue({ type, size }: FieldTemplate, value: Value): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value)
  if (Array.isArray(value)) return vectorBytes(value, VECTORS[type]![1])
  if (type === 'LLUUID') return Buffer.from((value as string).replaceAll('-', ''), 'hex')
  if (type === 'IPADDR') return Buffer.from((value as string).split('.').map(Number))
  if (type === 'Variable') return Buffer.from(`${value as string}\0`)
  if (type === 'Fixed') throw new Error(`a Fixed ${size} is given as bytes`)
  return numberBytes(type, value as number | bigint | boolean)
}

function vectorBytes(values: readonly number[], width: number): Buffer {
  const bytes = Buffer.alloc(values.length * width)
  values.forEach((value, i) => {
    if (width === 4) bytes.writeFloatLE(value, i * 4)
    else bytes.writeDoubleLE(value, i * 8)
  })
  return bytes
}

function numberBytes(type: string, value: number | bigint | boolean): Buffer {
  const bytes = Buffer.alloc(8)
  const number = Number(value)
  switch (type) {
    case 'U8':
    case 'BOOL':
      bytes.writeUInt8(number)
      return bytes.subarray(0, 1)
    case 'S8':
      bytes.writeInt8(number)
      return bytes.subarray(0, 1)
    case 'U16':
      bytes.writeUInt16LE(number)
      return bytes.subarray(0, 2)
    case 'S16':
      bytes.writeInt16LE(number)
      return bytes.subarray(0, 2)
    case 'IPPORT':
      bytes.writeUInt16BE(number)
      return bytes.subarray(0, 2)
    case 'U32':
      bytes.writeUInt32LE(number)
      return bytes.subarray(0, 4)
    case 'S32':
      bytes.writeInt32LE(number)
      return bytes.subarray(0, 4)
    case 'F32':
      bytes.writeFloatLE(number)
      return bytes.subarray(0, 4)
    case 'F64':
      bytes.writeDoubleLE(number)
      return bytes
    case 'U64':
      bytes.writeBigUInt64LE(BigInt(value))
      return bytes
    case 'S64':
      bytes.writeBigInt64LE(BigInt(value))
      return bytes
    default:
      throw new Error(`no way to write a ${type}`)
  }
}

function lengthBytes(length: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntLE(length, 0, size)
  return bytes
}
