import type { StreamCarry } from './stream.js'

/** Buffers up to this size are used again by another stream. */
const MAX_SPARE = 64 * 1024

/** A stream begins to wait with this much room. */
const FIRST_ROOM = 4096

/** What all streams of a run keep between messages. */
export class WaitingRoom {
  /** Bytes at most, as buffers count. */
  readonly most: number
  /** Ends of the queue of those that wait, in the order in which they began. */
  #first: StreamCarry | undefined
  #last: StreamCarry | undefined
  #bytes = 0
  #spare: Uint8Array<ArrayBuffer> | undefined

  constructor(most: number) {
    this.most = most
  }

  /** The stream that has waited longest, when the streams keep more than they may. */
  get tooLong(): StreamCarry | undefined {
    return this.#bytes > this.most ? this.#first : undefined
  }

  /** A buffer for `length` bytes and more to come, with `kept` bytes of `old`, which is given back. */
  exchange(
    carry: StreamCarry,
    old: Uint8Array<ArrayBuffer>,
    kept: number,
    length: number,
  ): Uint8Array<ArrayBuffer> {
    const larger = this.#take(Math.max(length, 2 * old.length, FIRST_ROOM))
    larger.set(old.subarray(0, kept))
    if (old.length === 0) this.#append(carry)
    this.#bytes += larger.length - old.length
    this.#keep(old)
    return larger
  }

  /** Takes back the buffer of a stream that does not wait any more. */
  leave(carry: StreamCarry, buffer: Uint8Array<ArrayBuffer>): void {
    if (buffer.length > 0) this.#unlink(carry)
    this.#bytes -= buffer.length
    this.#keep(buffer)
  }

  #append(carry: StreamCarry): void {
    carry.before = this.#last
    if (this.#last) this.#last.behind = carry
    else this.#first = carry
    this.#last = carry
  }

  #unlink(carry: StreamCarry): void {
    const { before, behind } = carry
    if (before) before.behind = behind
    else this.#first = behind
    if (behind) behind.before = before
    else this.#last = before
    carry.before = undefined
    carry.behind = undefined
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const spare = this.#spare
    if (!spare || spare.length < length) return new Uint8Array(length)
    this.#spare = undefined
    return spare
  }

  #keep(buffer: Uint8Array<ArrayBuffer>): void {
    if (buffer.length <= MAX_SPARE && buffer.length > (this.#spare?.length ?? 0)) this.#spare = buffer
  }
}
