/** Headers of world packets (protocol page 3.1): sizes are big-endian and count the opcode, opcodes little-endian. */

import { CLIENT, type Side } from '../../../../src/network/conversation.js'
import type { HeaderKeyPair } from '../../core/key-ring.js'
import { Rc4Drop1024 } from '../../core/rc4.js'
import type { Position } from '../../core/recover.js'
import { RollingCipher } from '../../core/rolling-cipher.js'
import type { WorldGame } from './games.js'

export const CLIENT_HEADER = 6
export const SERVER_HEADER = 4
/** In the first byte of a server's size: it takes three bytes. */
const LARGE = 0x80
/** The same bit of those three bytes. */
export const LARGE_BIT = LARGE << 16

const CLIENT_OPCODE = 4
const SERVER_OPCODE = 2

/** Highest opcode that is taken for one; those of 3.3.5 end at 0x51e. */
const MAX_OPCODE = 0xffff

/** A header in plain. */
export interface WorldHeader {
  readonly bytes: Uint8Array
  readonly opcode: number
  /** Bytes of the body; negative for a size that cannot be. */
  readonly body: number
}

export function headerLength(side: Side): number {
  return side === CLIENT ? CLIENT_HEADER : SERVER_HEADER
}

/** What a whole header says. */
export function parseHeader(bytes: Uint8Array, side: Side): WorldHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (side === CLIENT) {
    return { bytes, opcode: view.getUint32(2, true), body: view.getUint16(0) - CLIENT_OPCODE }
  }
  const large = bytes.length > SERVER_HEADER
  const size = large ? ((bytes[0]! & ~LARGE) << 16) | view.getUint16(1) : view.getUint16(0)
  return { bytes, opcode: view.getUint16(large ? 3 : 2, true), body: size - SERVER_OPCODE }
}

/** Whether a header can be one. */
export function isSound({ opcode, body }: WorldHeader): boolean {
  return body >= 0 && opcode <= MAX_OPCODE
}

interface Cipher {
  decrypt(bytes: Uint8Array, start: number, length: number): Uint8Array
}

/** Decrypts one direction's headers, each once. */
export class HeaderStream {
  readonly #side: Side
  readonly #large: boolean
  readonly #cipher: Cipher
  /** What is decrypted of the header at the front. */
  #plain = new Uint8Array(0)

  /** From the first encrypted header on, or from where a recovery of the key stands. */
  constructor({ cipher, largeHeaders }: WorldGame, side: Side, keys: HeaderKeyPair, position?: Position) {
    const key = side === CLIENT ? keys.client : keys.server
    const done = (position?.headers ?? 0) * headerLength(side)
    this.#side = side
    this.#large = largeHeaders && side !== CLIENT
    this.#cipher = cipher === 'rc4' ? new Rc4Drop1024(key) : new RollingCipher(key, done, position?.previous)
  }

  /** The header that begins at `start`; undefined when it is not whole. Must be taken before the next one. */
  header(bytes: Uint8Array, start: number, end: number): WorldHeader | undefined {
    const whole =
      this.#decrypt(bytes, start, end, headerLength(this.#side)) &&
      (!this.#isLarge || this.#decrypt(bytes, start, end, SERVER_HEADER + 1))
    return whole ? parseHeader(this.#plain, this.#side) : undefined
  }

  /** The header that `header` gave is done with. */
  take(): void {
    this.#plain = new Uint8Array(0)
  }

  get #isLarge(): boolean {
    return this.#large && (this.#plain[0]! & LARGE) !== 0
  }

  /** Decrypts what is lacking of the first `length` bytes; false when they have not come. */
  #decrypt(bytes: Uint8Array, start: number, end: number, length: number): boolean {
    const done = this.#plain.length
    if (done >= length) return true
    if (end - start < length) return false
    const plain = new Uint8Array(length)
    plain.set(this.#plain)
    plain.set(this.#cipher.decrypt(bytes, start + done, length - done), done)
    this.#plain = plain
    return true
  }
}
