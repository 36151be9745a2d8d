import { count } from '../../src/count.js'
import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../src/dissect/dissector.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Message } from '../../src/dissect/message.js'
import type { Conversation, Side } from '../../src/network/conversation.js'
import { readFlap } from './flap.js'
import { Framer } from './framing.js'
import { readSnac } from './snac.js'
import { Talk } from './talk.js'

const SEQUENCE = findingKind('oscar.sequence', 'warning')

/** A connection of FLAP frames. */
export class FlapSession implements Session {
  readonly dissector: Dissector
  readonly #talk: Talk
  readonly #framers = [new Framer(), new Framer()] as const
  /** Sequence of the last frame of each direction, -1 before the first. */
  readonly #last: [number, number] = [-1, -1]
  /** Bytes of a direction are missing in the capture since its last frame. */
  readonly #lost: [boolean, boolean] = [false, false]

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#talk = new Talk(conversation, options)
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    return this.#framers[side].cut(bytes, start, end)
  }

  dissect(at: Cursor, message: Message): void {
    const start = at.pos
    this.#talk.begin(at, message)
    this.#talk.signOn.beginMessage()
    const sequence = readFlap(at, message, this.#talk)
    if (sequence >= 0) this.#checkSequence(message, sequence, start)
  }

  /** Passwords come with the sign-on. */
  get teaches(): boolean {
    return !this.#talk.signOn.isOver
  }

  wholeAtClose(side: Side): boolean {
    return this.#framers[side].endsShort
  }

  gap(side: Side): void {
    this.#lost[side] = true
    this.#framers[side].reset()
    this.#talk.requests.clear()
  }

  #checkSequence(message: Message, sequence: number, start: number): void {
    const { side } = message
    const last = this.#last[side]
    const lost = this.#lost[side]
    this.#last[side] = sequence
    this.#lost[side] = false
    // Dumps pasted without a connection are of many.
    if (last < 0 || follows(last, sequence) || this.#talk.conversation.transport === 'none') return
    const missing = (sequence - last - 1) & 0xffff
    const why = lost
      ? 'they lie in the hole of the capture'
      : 'the capture has no hole here, so the sender left them out, repeats, or the stream was changed'
    const text = `Sequence ${sequence} follows ${last}: ${count(missing, 'frame')} missing; ${why}.`
    message.find(SEQUENCE, text, 0, start + 2, 2)
  }
}

/** One more, or 0 again: senders wrap at 0x8000 or at 0x10000. */
function follows(last: number, sequence: number): boolean {
  return sequence === ((last + 1) & 0xffff) || (sequence === 0 && (last === 0x7fff || last === 0x8000))
}

/** Bare SNACs, one a payload. */
export class SnacSession implements Session {
  readonly dissector: Dissector
  readonly #talk: Talk

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#talk = new Talk(conversation, options)
  }

  dissect(at: Cursor, message: Message): void {
    this.#talk.begin(at, message)
    message.type = 'SNAC'
    readSnac(at, message, this.#talk)
  }
}
