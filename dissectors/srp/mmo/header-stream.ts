/** The encrypted headers of one direction of a realm's connection (protocol page 1.7). */
import type { Position } from '../core/recover.js'
import { RollingCipher } from '../core/rolling-cipher.js'

export const GAME_HEADER_LENGTH = 6

/** Headers after which the key begins anew at the same byte. */
const PERIOD = 10

/** Longest body that is taken for one. */
export const MAX_BODY = 4 * 1024 * 1024

/** A header in plain. */
export interface GameHeader {
  readonly bytes: Uint8Array
  readonly opcode: number
  readonly size: number
  /** False when the cipher byte before it was lost, so that its first byte, the opcode's low one, is not known. */
  readonly opcodeKnown: boolean
}

/** Decrypts one direction's headers, each once. */
export class HeaderStream {
  readonly #cipher: RollingCipher
  #opcodeKnown: boolean
  #waiting: GameHeader | undefined

  private constructor(cipher: RollingCipher, opcodeKnown: boolean) {
    this.#cipher = cipher
    this.#opcodeKnown = opcodeKnown
  }

  /** From the first encrypted header on, or from where a recovery of the key stands. */
  static from(key: Uint8Array, position?: Position): HeaderStream {
    const done = (position?.headers ?? 0) * GAME_HEADER_LENGTH
    return new HeaderStream(new RollingCipher(key, done, position?.previous), true)
  }

  /**
   * Finds its place again where bytes were lost. The key begins anew every ten headers, so there are ten places; the
   * right one makes a chain of sound packets that ends exactly with the segment. Undefined when not exactly one does.
   */
  static rejoin(key: Uint8Array, bytes: Uint8Array, start: number, end: number): HeaderStream | undefined {
    const places = Array.from({ length: PERIOD }, (_, place) => place)
    const atPlace = (place: number) =>
      new HeaderStream(new RollingCipher(key, place * GAME_HEADER_LENGTH), false)
    const right = places.filter((place) => chainEnds(atPlace(place), bytes, start, end))
    return right.length === 1 ? atPlace(right[0]!) : undefined
  }

  /** The header that begins at `start`; undefined when it is not whole. Must be taken before the next one. */
  header(bytes: Uint8Array, start: number, end: number): GameHeader | undefined {
    if (this.#waiting) return this.#waiting
    if (end - start < GAME_HEADER_LENGTH) return undefined
    const plain = this.#cipher.decrypt(bytes, start, GAME_HEADER_LENGTH)
    const view = new DataView(plain.buffer)
    this.#waiting = {
      bytes: plain,
      opcode: view.getUint16(0, true),
      size: view.getUint32(2, true),
      opcodeKnown: this.#opcodeKnown,
    }
    this.#opcodeKnown = true
    return this.#waiting
  }

  /** The header that `header` gave, which then gives the next one. */
  take(): GameHeader | undefined {
    const header = this.#waiting
    this.#waiting = undefined
    return header
  }
}

/** Whether a header can be one: no opcode and no body of the game is so large that these bytes are not 0. */
export function isSound({ bytes, size }: GameHeader): boolean {
  return bytes[1] === 0 && size <= MAX_BODY
}

function chainEnds(stream: HeaderStream, bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end) {
    const header = stream.header(bytes, at, end)
    stream.take()
    if (!header || !isSound(header)) return false
    at += GAME_HEADER_LENGTH + header.size
  }
  return at === end
}
