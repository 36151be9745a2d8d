import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../src/dissect/dissector.js'
import type { Message } from '../../src/dissect/message.js'
import type { Conversation, Side } from '../../src/network/conversation.js'
import { readFlap } from './flap.js'
import { Framer } from './framing.js'
import { readSnac } from './snac.js'
import { Talk } from './talk.js'

/** A connection of FLAP frames. */
export class FlapSession implements Session {
  readonly dissector: Dissector
  readonly #talk: Talk
  readonly #framers = [new Framer(), new Framer()] as const

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#talk = new Talk(conversation, options)
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    return this.#framers[side].cut(bytes, start, end)
  }

  dissect(at: Cursor, message: Message): void {
    this.#talk.begin(at, message)
    this.#talk.signOn.beginMessage()
    readFlap(at, message, this.#talk)
  }

  /** Passwords come with the sign-on. */
  get teaches(): boolean {
    return !this.#talk.signOn.isOver
  }

  wholeAtClose(side: Side): boolean {
    return this.#framers[side].endsShort
  }

  gap(side: Side): void {
    this.#talk.sequences.gap(side)
    this.#framers[side].reset()
    this.#talk.requests.clear()
  }
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
