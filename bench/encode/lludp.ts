import { legacyOrder, legacySlots } from '../../dissectors/second-life/template/legacy-order.js'
import type {
  BlockTemplate,
  FieldTemplate,
  MessageTemplate,
  Template,
} from '../../dissectors/second-life/template/model.js'
import { fieldWidth } from '../../dissectors/second-life/template/model.js'
import type { Random } from '../random.js'
import { RELIABLE, writeKey, writePacket } from './lludp-packet.js'

/** Template types that are made of 32-bit floats. */
const FLOATS = new Set(['F32', 'LLVector3', 'LLVector4', 'LLQuaternion'])

interface Packed {
  /** Where the floats begin. */
  readonly from?: number
  readonly floats?: number
  readonly length?: number
  readonly set?: Readonly<Record<number, number>>
}

/** Payloads of messages whose Variable fields are no texts: motion of objects, one face's look. Others are empty. */
const PACKED: Readonly<Record<string, Readonly<Record<string, Packed>>>> = {
  ObjectUpdate: {
    ObjectData: { floats: 15 },
    TextureEntry: { length: 46, set: { 0: 0x5c, 15: 0x11, 17: 0xff } },
  },
  ImprovedTerseObjectUpdate: {
    Data: { from: 6, floats: 3, length: 44, set: { 0: 1, 19: 0x80, 21: 0x80, 23: 0x80 } },
  },
}

/** Writes packets of one era with made-up values: enough like traffic to measure with. */
export class PacketWriter {
  readonly #era: 'classic' | 'modern'
  readonly #random: Random
  readonly #body = Buffer.alloc(4096)
  readonly #messages = new Map<
    string,
    { key: number; zeroCoded: boolean; blocks: readonly BlockTemplate[] }
  >()
  #sequence = 0

  constructor(era: 'classic' | 'modern', template: Template, random: Random) {
    this.#era = era
    this.#random = random
    const slots = era === 'classic' ? legacySlots(template) : undefined
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
    const end = this.#writeBody(name, message.key, message.blocks, repeats, textLength)
    const acks = this.#random.chance(12) ? 1 + this.#random.below(3) : 0
    const flags = this.#random.chance(30) ? RELIABLE : 0
    this.#sequence = (this.#sequence + 1) & 0xffffff
    return writePacket({
      era: this.#era,
      flags,
      sequence: this.#sequence,
      message: this.#body.subarray(0, end),
      zeroCoded: message.zeroCoded,
      acks: Array.from({ length: acks }, () => this.#random.below(0xffffff)),
    })
  }

  #writeBody(
    name: string,
    key: number,
    blocks: readonly BlockTemplate[],
    repeats: number,
    textLength: number,
  ): number {
    const packed = PACKED[name]
    const number = writeKey(key)
    this.#body.set(number)
    let at = number.length
    for (const block of blocks) {
      const count = block.kind === 'Variable' ? repeats : block.count
      if (block.kind === 'Variable') at = this.#body.writeUInt8(count, at)
      for (let i = 0; i < count; i++)
        for (const field of block.fields) {
          at =
            packed && field.type === 'Variable'
              ? this.#writePacked(packed[field.name], field.size, at)
              : this.#writeField(field, at, textLength)
        }
    }
    return at
  }

  /** A packed payload of so many floats, with these bytes set; empty when the message has none in this field. */
  #writePacked(packed: Packed | undefined, size: number, at: number): number {
    const { from = 0, floats = 0, length = from + 4 * floats, set = {} } = packed ?? {}
    const start = this.#body.writeUIntLE(length, at, size)
    this.#body.fill(0, start, start + length)
    for (let i = 0; i < floats; i++) this.#writeFloat(start + from + 4 * i)
    for (const [offset, byte] of Object.entries(set)) this.#body[start + Number(offset)] = byte
    return start + length
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
