import { count } from '../count.js'
import type { Conversation, Side } from '../network/conversation.js'
import type { Payload, PayloadSink } from '../network/payload.js'
import type { Dialogue } from './dialogue.js'
import { Dialogues, dialogueOf, isSettled, isTooShortToTell } from './dialogues.js'
import { Dissection, type DissectionCounters, type DissectionOptions } from './dissection.js'
import type { DissectOptions, Session } from './dissector.js'
import { type FindingKind, findingKind } from './finding.js'
import { MAX_STREAM_CARRY } from './limits.js'
import type { Message } from './message.js'
import type { Registry } from './registry.js'
import type { StreamCarry } from './stream.js'

export interface EngineOptions extends DissectOptions, DissectionOptions {
  /** Only keys are to be learned: sessions that teach none any more are passed over. */
  readonly onlyLearning?: boolean
  /** Bytes of all streams together that wait for the rest of their message; MAX_WAITING_BYTES unless given. */
  readonly waitingBytes?: number
}

/** What a run counts beside the messages it shows. */
export interface EngineCounters extends DissectionCounters {
  /** TCP segments without new payload: SYN, acknowledgements, FIN, repetitions. */
  control: number
  /** Conversations dropped from memory because too many were open. */
  forgotten: number
}

/** Bytes missing, nobody knows how many. */
const UNKNOWN_LENGTH = Number.POSITIVE_INFINITY

const INCOMPLETE = findingKind('stream.incomplete', 'warning')
const TOO_LONG = findingKind('limit.stream', 'error')

/** Turns payloads into messages: chooses who dissects them, cuts streams, and accounts for every byte. */
export class Engine implements PayloadSink {
  readonly counters: EngineCounters = { messages: 0, control: 0, forgotten: 0, bugs: 0, firstBug: undefined }
  readonly #options: EngineOptions
  readonly #dissection: Dissection
  readonly #dialogues: Dialogues

  /** `onMessage` gets each message in turn; the object is reused after it returns. */
  constructor(registry: Registry, options: EngineOptions, onMessage: (message: Message) => void) {
    this.#options = options
    this.#dissection = new Dissection(options, this.counters, onMessage)
    this.#dialogues = new Dialogues(registry, options, (conversation, side) =>
      this.#flush(conversation, side, undefined, 'the end of the data'),
    )
  }

  datagram(payload: Payload): void {
    const dialogue = this.#dialogues.of(payload)
    if (this.#passesOver(dialogue)) return
    const { session } = dialogue
    const { bytes, start, end } = payload
    if (!session.cut) {
      this.#dissection.begin(payload, bytes, start, end, payload.cut)
      this.#dissection.dissect(session)
      return
    }
    const rest = this.#cutAll(session, payload, undefined, bytes, start, end)
    if (rest === end) return
    this.#dissection.begin(payload, bytes, rest, end, payload.cut)
    this.#dissection.dissect(session)
  }

  segment(payload: Payload): void {
    const dialogue = this.#dialogues.of(payload)
    if (this.#passesOver(dialogue)) return
    const { session } = dialogue
    const carry = dialogue.carry(payload.side)
    if (isTooShortToTell(dialogue, payload)) carry.append(payload, payload.start)
    else if (!session.cut && carry.length > 0 && carry.append(payload, payload.start)) {
      this.#flush(payload.conversation, payload.side, undefined, 'the end of the data', payload.cut)
      return
    } else if (!session.cut) {
      this.#dissection.begin(payload, payload.bytes, payload.start, payload.end, payload.cut, carry)
      this.#dissection.dissect(session)
    } else if (carry.length === 0) {
      const rest = this.#cutAll(session, payload, carry, payload.bytes, payload.start, payload.end)
      if (rest < payload.end) carry.append(payload, rest)
    } else if (carry.append(payload, payload.start)) {
      const rest = this.#cutAll(session, payload, carry, carry.bytes, 0, carry.length)
      if (rest > 0) carry.consume(rest)
    } else {
      this.#flush(
        payload.conversation,
        payload.side,
        TOO_LONG,
        `the most bytes kept for one message, ${MAX_STREAM_CARRY}`,
      )
      this.segment(payload)
    }
    // Cut-off bytes never come: what follows them in the stream begins anew.
    if (payload.cut > 0) this.gap(payload.conversation, payload.side, payload.cut)
    for (let longest = this.#dialogues.room.tooLong; longest; longest = this.#dialogues.room.tooLong) {
      const limit = `the most bytes kept for unfinished messages of all connections, ${this.#dialogues.room.most}`
      this.#flush(longest.conversation, longest.side, TOO_LONG, limit)
    }
  }

  gap(conversation: Conversation, side: Side, bytes: number): void {
    const dialogue = dialogueOf(conversation)
    if (!dialogue) return
    const lost = bytes < 0 ? 'an unknown number of bytes' : count(bytes, 'byte')
    this.#flush(conversation, side, INCOMPLETE, 'the gap in the capture', bytes < 0 ? UNKNOWN_LENGTH : bytes)
    dialogue.carry(side).gap = `The capture lacks ${lost} of this direction before this message.`
    dialogue.session.gap?.(side, bytes)
  }

  closed(conversation: Conversation, side: Side, how: 'fin' | 'reset' | 'end'): void {
    const dialogue = dialogueOf(conversation)
    if (!dialogue) return
    const whole = how === 'fin' && dialogue.session.wholeAtClose?.(side)
    const cut = how === 'end' ? UNKNOWN_LENGTH : 0
    this.#flush(conversation, side, whole ? undefined : INCOMPLETE, ENDINGS[how], cut)
    dialogue.closed[side] = true
    // Nothing comes any more: only the connection itself is remembered, to know late copies of its segments.
    if (dialogue.closed[0] && dialogue.closed[1]) conversation.state = undefined
  }

  other(payload: Payload, what: string): void {
    this.#dissection.begin(payload, payload.bytes, payload.start, payload.end, payload.cut)
    this.#dissection.passOn(what)
  }

  control(_payload: Payload): void {
    this.counters.control++
  }

  forgotten(_conversation: Conversation): void {
    this.counters.forgotten++
  }

  /** Whether nothing is to be had from what comes of a conversation. */
  #passesOver(dialogue: Dialogue): boolean {
    return this.#options.onlyLearning === true && isSettled(dialogue) && dialogue.session.teaches === false
  }

  /** Decides for bytes that waited for more, which do not come. Emits the whole messages among them, and returns where the rest begins. */
  #chooseAtLast(dialogue: Dialogue, conversation: Conversation, side: Side): number {
    const session = this.#dialogues.atLast(dialogue, conversation, side)
    if (!session) return 0
    const carry = dialogue.carry(side)
    const { bytes, length } = carry
    let at = 0
    while (session.cut && at < length) {
      const size = session.cut(bytes, at, length, side)
      if (size === 0 || size > length - at) break
      const next = Math.min(length, at + Math.abs(size))
      this.#dissection.beginCarried(conversation, side, carry, at, next, 0)
      if (size > 0) this.#dissection.dissect(session)
      else this.#dissection.skip(session)
      at = next
    }
    return at
  }

  /** Emits every whole message in `bytes[start..end)` and returns where the first incomplete one begins. */
  #cutAll(
    session: Session,
    payload: Payload,
    carry: StreamCarry | undefined,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    let at = start
    while (at < end) {
      const size = session.cut!(bytes, at, end, payload.side)
      if (size === 0 || size > end - at) break
      const next = Math.min(end, at + Math.abs(size))
      this.#dissection.begin(payload, bytes, at, next, 0, carry)
      if (size > 0) this.#dissection.dissect(session)
      else this.#dissection.skip(session)
      // Messages after the first lie wholly in the last frame.
      carry?.forgetFrames()
      at = next
    }
    return at
  }

  /**
   * Shows what waits in a stream direction. It lacks its end, because of `limit`, unless no `kind` of finding is
   * given; `cut` bytes of it are missing in the capture.
   */
  #flush(
    conversation: Conversation,
    side: Side,
    kind: FindingKind | undefined,
    limit: string,
    cut = 0,
  ): void {
    const dialogue = dialogueOf(conversation)
    const carry = dialogue?.carry(side)
    if (!dialogue || !carry || carry.length === 0) return
    const begin = isSettled(dialogue) ? 0 : this.#chooseAtLast(dialogue, conversation, side)
    if (begin < carry.length) {
      this.#dissection.beginCarried(conversation, side, carry, begin, carry.length, cut)
      this.#dissection.dissect(dialogue.session, limit, kind)
    }
    carry.consume(carry.length)
  }
}

const ENDINGS = {
  fin: 'the end of the connection',
  reset: 'the reset of the connection',
  end: 'the end of the capture',
} as const
