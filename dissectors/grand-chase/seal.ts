import { createCipheriv, createHmac } from 'node:crypto'
import type { Seal } from '../../src/dissect/message.js'
import type { Association } from './association.js'
import { BLOCK, ICV_WIDTH, IV_AT, SIZE_WIDTH } from './framing.js'

/** Encrypts another plaintext for a frame and authenticates it, with the keys it has or what these were replaced by. */
export class FrameSeal implements Seal {
  readonly #association: Association
  readonly #start: number
  readonly #end: number

  /** Of the frame in `bytes[start..end)` of its message's buffer. */
  constructor(association: Association, start: number, end: number) {
    this.#association = association
    this.#start = start
    this.#end = end
  }

  close(
    message: Uint8Array,
    origin: number,
    content: Uint8Array,
    replaced: (key: Uint8Array) => Uint8Array,
  ): void {
    const { authentication, encryption } = this.#association
    const key = replaced(encryption)
    const start = this.#start - origin
    const icvAt = this.#end - origin - ICV_WIDTH
    const dataAt = start + IV_AT + BLOCK
    const cipher = createCipheriv(
      'des-ede3-cbc',
      Buffer.concat([key, key, key]),
      message.slice(start + IV_AT, dataAt),
    )
    message.set(cipher.setAutoPadding(false).update(content), dataAt)
    const icv = createHmac('md5', replaced(authentication))
      .update(message.subarray(start + SIZE_WIDTH, icvAt))
      .digest()
    message.set(icv.subarray(0, ICV_WIDTH), icvAt)
  }
}
