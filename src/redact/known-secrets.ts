import type { Message } from '../dissect/message.js'
import type { FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { leavesOf } from './message.js'
import { type Replacer, wordsOf } from './replacer.js'

/** Shorter values are too likely to be something else. */
const SHORTEST = 8

const UUID_LENGTH = 16

/** Values of secrets, found where no field says that they are: in other texts, and as UUIDs in bytes. */
export class KnownSecrets {
  readonly #words = new Set<string>()
  readonly #values = new Set<string>()

  /** Notes the secrets of a message. */
  learn(message: Message): void {
    for (const { def, source, start, length } of leavesOf(message)) {
      if (def.role !== 'secret' || def.elsewhere) continue
      const { bytes, start: from } = message.sources[source]!
      this.#add(def, bytes.subarray(from + start, from + start + length))
    }
  }

  /** The replacement of a field that is no secret itself but holds one; otherwise undefined. */
  hidden({ wire }: FieldDef, value: Uint8Array, replacer: Replacer): Uint8Array | undefined {
    if (value.length < SHORTEST) return undefined
    if (wire === Wire.Text) {
      if (this.#words.size === 0) return undefined
      return replacer.text(value, (word) => this.#words.has(word.toLowerCase()))
    }
    const isWhole = wire === Wire.Bytes || wire === Wire.Uuid
    return isWhole && this.#values.has(latin1(value))
      ? replacer.field({ wire } as FieldDef, value)
      : undefined
  }

  #add({ wire }: FieldDef, value: Uint8Array): void {
    if (wire === Wire.Uuid || (wire === Wire.Bytes && value.length >= SHORTEST))
      this.#values.add(latin1(value))
    if (wire === Wire.Uuid) this.#words.add(uuidText(value))
    if (wire !== Wire.Text && wire !== Wire.Bytes) return
    for (const word of wordsOf(latin1(value))) {
      // Words without a digit are words of a language, or of the protocol.
      if (word.length >= SHORTEST && /\d/.test(word)) this.#words.add(word.toLowerCase())
      if (word.length === 36 && word.includes('-'))
        this.#values.add(latin1(Buffer.from(word.replaceAll('-', ''), 'hex')))
    }
  }
}

function latin1(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1')
}

function uuidText(value: Uint8Array): string {
  const hex = Buffer.from(value.subarray(0, UUID_LENGTH)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
