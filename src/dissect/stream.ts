import type { Conversation, Side } from '../network/conversation.js'
import type { NetworkFinding, Payload } from '../network/payload.js'
import { MAX_STREAM_CARRY } from './limits.js'
import type { WaitingRoom } from './waiting-room.js'

const NOTHING = new Uint8Array(0)

/**
 * One direction of a stream between two messages: the bytes that wait for the rest of theirs, the frames
 * they came in, and what was lost before them.
 */
export class StreamCarry {
  bytes = NOTHING
  length = 0
  readonly conversation: Conversation
  readonly side: Side
  readonly frames: number[] = []
  /** A sentence about bytes lost before what comes next; empty when none were. */
  gap = ''
  /** Problems of the packets that added bytes. */
  readonly findings: NetworkFinding[] = []
  /** Time of the last frame that added bytes. */
  seconds = -1
  nanoseconds = 0
  /** Those that wait just before and behind this one; the room's own. */
  before: StreamCarry | undefined = undefined
  behind: StreamCarry | undefined = undefined
  readonly #room: WaitingRoom

  constructor(conversation: Conversation, side: Side, room: WaitingRoom) {
    this.conversation = conversation
    this.side = side
    this.#room = room
  }

  /** Adds a payload's bytes from `start` on; false, and nothing added, when the cap on waiting bytes would be passed. */
  append(payload: Payload, start: number): boolean {
    const length = this.length + payload.end - start
    if (length > MAX_STREAM_CARRY) return false
    this.#reserve(length)
    this.bytes.set(payload.bytes.subarray(start, payload.end), this.length)
    this.length = length
    this.seconds = payload.frame.seconds
    this.nanoseconds = payload.frame.nanoseconds
    if (payload.findings.length > 0) this.findings.push(...payload.findings.splice(0))
    if (this.frames.at(-1) !== payload.frame.number) this.frames.push(payload.frame.number)
    return true
  }

  /** Drops the first `count` bytes; what is left came with the last frame. */
  consume(count: number): void {
    if (count < this.length) this.bytes.copyWithin(0, count, this.length)
    this.length -= count
    if (this.length > 0) {
      const last = this.frames.at(-1)
      this.forgetFrames()
      if (last !== undefined) this.frames.push(last)
      return
    }
    this.forgetFrames()
    this.#room.leave(this, this.bytes)
    this.bytes = NOTHING
  }

  forgetFrames(): void {
    // Taking one or two elements off is quicker than setting the length.
    while (this.frames.length > 0) this.frames.pop()
  }

  #reserve(length: number): void {
    if (length > this.bytes.length) this.bytes = this.#room.exchange(this, this.bytes, this.length, length)
  }
}
