import { legacyOrder, legacySlots } from '../dissectors/second-life/template/legacy-order.js'
import type {
  BlockTemplate,
  FieldTemplate,
  MessageTemplate,
  Template,
} from '../dissectors/second-life/template/model.js'
import { fieldWidth } from '../dissectors/second-life/template/model.js'
import type { Random } from './random.js'

/** Header flags. */
const ZERO_CODED = 0x80
const RELIABLE = 0x40
const ACKS = 0x10

/** Template types that are made of 32-bit floats. */
const FLOATS = new Set(['F32', 'LLVector3', 'LLVector4', 'LLQuaternion'])

/** Writes packets of one era with made-up values: enough like traffic to measure with. */
export class PacketWriter {
  readonly #modern: boolean
  readonly #random: Random
  readonly #body = Buffer.alloc(4096)
  readonly #messages = new Map<
    string,
    { key: number; zeroCoded: boolean; blocks: readonly BlockTemplate[] }
  >()
  #sequence = 0

  constructor(era: 'classic' | 'modern', template: Template, random: Random) {
    this.#modern = era === 'modern'
    this.#random = random
    const slots = this.#modern ? undefined : legacySlots(template)
    for (const message of template.messages) {
      const blocks = slots ? legacyOrder(message, slots) : message.blocks
      this.#messages.set(message.name, { key: message.key, zeroCoded: message.zeroCoded, blocks })
    }
  }

  has(name: MessageTemplate['name']): boolean {
    return this.#messages.has(name)
  }

  /** One packet; `repeats` is how often a Variable block stands in it, `textLength` how long Variable fields are. */
  packet(name: string, repeats: number, textLength: number): Buffer {
    const message = this.#messages.get(name)!
    const end = this.#writeBody(message.key, message.blocks, repeats, textLength)
    const plain = this.#body.subarray(0, end)
    const coded = message.zeroCoded ? zeroCode(plain) : plain
    const useCoded = coded.length < plain.length
    const acks = this.#random.chance(12) ? 1 + this.#random.below(3) : 0
    const flags =
      (useCoded ? ZERO_CODED : 0) | (this.#random.chance(30) ? RELIABLE : 0) | (acks > 0 ? ACKS : 0)
    return Buffer.concat([this.#header(flags), useCoded ? coded : plain, this.#acks(acks)])
  }

  #header(flags: number): Buffer {
    this.#sequence = (this.#sequence + 1) & 0xffffff
    const header = Buffer.alloc(this.#modern ? 6 : 4)
    header.writeUIntBE(this.#sequence, this.#modern ? 2 : 1, 3)
    header[0] = flags
    return header
  }

  #acks(count: number): Buffer {
    if (count === 0) return Buffer.alloc(0)
    const acks = Buffer.alloc(count * 4 + 1)
    for (let i = 0; i < count; i++) acks.writeUInt32BE(this.#random.below(0xffffff), i * 4)
    acks[count * 4] = count
    return acks
  }

  #writeBody(key: number, blocks: readonly BlockTemplate[], repeats: number, textLength: number): number {
    let at = this.#writeKey(key)
    for (const block of blocks) {
      const count = block.kind === 'Variable' ? repeats : block.count
      if (block.kind === 'Variable') at = this.#body.writeUInt8(count, at)
      for (let i = 0; i < count; i++)
        for (const field of block.fields) at = this.#writeField(field, at, textLength)
    }
    return at
  }

  #writeKey(key: number): number {
    if (key >= 0xffff_0000) return this.#body.writeUInt32BE(key, 0)
    return key >= 0xff00 ? this.#body.writeUInt16BE(key, 0) : this.#body.writeUInt8(key, 0)
  }

  #writeField(field: FieldTemplate, at: number, textLength: number): number {
    let length = fieldWidth(field)
    if (field.type === 'Variable') {
      at = this.#body.writeUIntLE(textLength, at, field.size)
      length = textLength
    }
    const zero = field.type !== 'Variable' && this.#random.chance(40)
    if (zero) this.#body.fill(0, at, at + length)
    else if (FLOATS.has(field.type)) for (let i = 0; i < length; i += 4) this.#writeFloat(at + i)
    else for (let i = 0; i < length; i++) this.#body[at + i] = this.#byte(field.type)
    return at + length
  }

  /** A coordinate within a region. */
  #writeFloat(at: number): void {
    this.#body.writeFloatLE(this.#random.below(256_000) / 1000, at)
  }

  /** Texts are letters. Of other fields two in five are zero, which is what zero-coding lives on. */
  #byte(type: string): number {
    return type === 'Variable' ? 0x61 + this.#random.below(26) : this.#random.below(256)
  }
}

function zeroCode(plain: Buffer): Buffer {
  const coded: number[] = []
  for (let at = 0; at < plain.length; ) {
    const byte = plain[at]!
    if (byte !== 0) {
      coded.push(byte)
      at++
      continue
    }
    let run = 1
    while (run < 255 && plain[at + run] === 0) run++
    coded.push(0, run)
    at += run
  }
  return Buffer.from(coded)
}
