import { count } from '../count.js'
import type { Conversation, Side } from '../network/conversation.js'
import { recordLayers } from '../network/layers.js'
import type { NetworkFinding, Payload, PayloadSink } from '../network/payload.js'
import { authorOf } from '../outside/outside.js'
import { Cursor, UNDECODED } from './cursor.js'
import type { Dialogue } from './dialogue.js'
import { Dialogues, dialogueOf, isSettled, isTooShortToTell } from './dialogues.js'
import type { DissectOptions, Session } from './dissector.js'
import { DATA } from './fallback.js'
import { type FindingKind, findingKind } from './finding.js'
import { MAX_STREAM_CARRY } from './limits.js'
import type { LinkTable } from './links.js'
import { MESSAGE_SOURCE, Message } from './message.js'
import type { Registry } from './registry.js'
import type { StreamCarry } from './stream.js'
import { NO_SOURCE } from './tree.js'

export interface EngineOptions extends DissectOptions {
  /** Record the fields of link, IP and transport headers too: as fields of the message, or aside in its `headers`. */
  readonly layers: boolean | 'aside'
  /** Only keys are to be learned: sessions that teach none any more are passed over. */
  readonly onlyLearning?: boolean
  /** Where links between messages are kept, when the run looks ahead. */
  readonly links?: LinkTable
  /** Bytes of all streams together that wait for the rest of their message; MAX_WAITING_BYTES unless given. */
  readonly waitingBytes?: number
}

/** A dissector threw this. */
export interface Bug {
  readonly error: unknown
  /** `slx`, or the file that a dissector from outside comes from. */
  readonly author: string
}

/** What a run counts beside the messages it shows. */
export interface EngineCounters {
  messages: number
  /** TCP segments without new payload: SYN, acknowledgements, FIN, repetitions. */
  control: number
  /** Conversations dropped from memory because too many were open. */
  forgotten: number
  /** Dissectors that threw. The first time is kept. */
  bugs: number
  firstBug: Bug | undefined
}

/** Bytes missing, nobody knows how many. */
const UNKNOWN_LENGTH = Number.POSITIVE_INFINITY

const GAP = findingKind('stream.gap', 'warning')
const SKIPPED = findingKind('stream.skipped', 'warning')
const INCOMPLETE = findingKind('stream.incomplete', 'warning')
const TOO_LONG = findingKind('limit.stream', 'error')
const BUG = findingKind('internal.bug', 'error')

/** Turns payloads into messages: cuts streams, runs the dissector, and accounts for every byte. */
export class Engine implements PayloadSink {
  readonly counters: EngineCounters = { messages: 0, control: 0, forgotten: 0, bugs: 0, firstBug: undefined }
  readonly #options: EngineOptions
  readonly #onMessage: (message: Message) => void
  readonly #message = new Message()
  readonly #cursor = new Cursor()
  readonly #dialogues: Dialogues

  /** `onMessage` gets each message in turn; the object is reused after it returns. */
  constructor(registry: Registry, options: EngineOptions, onMessage: (message: Message) => void) {
    this.#options = options
    this.#onMessage = onMessage
    this.#dialogues = new Dialogues(registry, options, (conversation, side) =>
      this.#flush(conversation, side, undefined, 'the end of the data'),
    )
    this.#message.links = options.links
    if (options.layers === 'aside') this.#message.headers = new Message()
  }

  datagram(payload: Payload): void {
    const dialogue = this.#dialogues.of(payload)
    if (this.#passesOver(dialogue)) return
    const { session } = dialogue
    const { bytes, start, end } = payload
    if (!session.cut) {
      this.#begin(payload, bytes, start, end, payload.cut)
      this.#dissect(session)
      return
    }
    const rest = this.#cutAll(session, payload, undefined, bytes, start, end)
    if (rest === end) return
    this.#begin(payload, bytes, rest, end, payload.cut)
    this.#dissect(session)
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
      this.#begin(payload, payload.bytes, payload.start, payload.end, payload.cut, carry)
      this.#dissect(session)
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
    const message = this.#begin(payload, payload.bytes, payload.start, payload.end, payload.cut)
    message.protocol = DATA.name
    message.title = 'Not dissected'
    message.type = what
    this.#cursor.begin(message, MESSAGE_SOURCE)
    this.#cursor.rest(UNDECODED)
    this.#onMessage(message)
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
      const message = this.#beginCarried(conversation, side, carry, at, next, 0)
      if (size > 0) this.#dissect(session)
      else this.#emitSkipped(session, message, next - at)
      at = next
    }
    return at
  }

  /** Makes the message object ready for bytes of those that wait. */
  #beginCarried(
    conversation: Conversation,
    side: Side,
    carry: StreamCarry,
    start: number,
    end: number,
    cut: number,
  ): Message {
    const message = this.#fresh(conversation, side)
    message.frames.push(...carry.frames)
    message.setTime(carry.seconds, carry.nanoseconds)
    message.addSource('message', carry.bytes, start, end, cut)
    this.#tellCarried(message, carry)
    return message
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
      const message = this.#begin(payload, bytes, at, next, 0, carry)
      if (size > 0) this.#dissect(session)
      else this.#emitSkipped(session, message, next - at)
      // Messages after the first lie wholly in the last frame.
      carry?.forgetFrames()
      at = next
    }
    return at
  }

  #emitSkipped(session: Session, message: Message, length: number): void {
    message.protocol = session.dissector.name
    message.title = session.dissector.title
    message.type = 'skipped'
    this.#cursor.begin(message, MESSAGE_SOURCE)
    this.#cursor.rest(UNDECODED)
    message.find(
      SKIPPED,
      `${count(length, 'byte')} skipped to the next sound message.`,
      MESSAGE_SOURCE,
      message.sources[0]!.start,
      length,
    )
    this.#onMessage(message)
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
      this.#beginCarried(conversation, side, carry, begin, carry.length, cut)
      this.#dissect(dialogue.session, limit, kind)
    }
    carry.consume(carry.length)
  }

  /** Makes the message object ready for bytes that `payload` completed. */
  #begin(
    payload: Payload,
    bytes: Uint8Array,
    start: number,
    end: number,
    cut: number,
    carry?: StreamCarry,
  ): Message {
    const { frame } = payload
    const message = this.#fresh(payload.conversation, payload.side)
    if (carry && carry.frames.length > 0) message.frames.push(...carry.frames)
    for (const number of payload.earlierFrames) message.frames.push(number)
    if (message.frames.at(-1) !== frame.number) message.frames.push(frame.number)
    message.setTime(frame.seconds, frame.nanoseconds)
    message.place = frame.note?.place
    message.comment = frame.note?.comment
    message.addSource('message', bytes, start, end, cut)
    const { layers } = this.#options
    if (layers) recordLayers(payload, layers === true ? message : message.headers!)
    if (carry) this.#tellCarried(message, carry)
    this.#tell(message, payload.findings, layers === true ? 1 : NO_SOURCE)
    return message
  }

  /** Problems of packets go with the first message that has bytes of theirs, once. */
  #tell(message: Message, findings: NetworkFinding[], source: number): void {
    for (const found of findings) message.find(found.kind, found.text, source, found.start, found.length)
    if (findings.length > 0) findings.length = 0
  }

  #tellCarried(message: Message, carry: StreamCarry): void {
    if (carry.gap !== '')
      message.find(GAP, carry.gap, MESSAGE_SOURCE, message.sources[MESSAGE_SOURCE]!.start, 0)
    carry.gap = ''
    this.#tell(message, carry.findings, NO_SOURCE)
  }

  #fresh(conversation: Conversation, side: Side): Message {
    const message = this.#message
    message.clear()
    message.headers?.clear()
    message.number = ++this.counters.messages
    message.conversation = conversation
    message.side = side
    return message
  }

  /** Runs the dissector. An incomplete message that it does not complain about gets a finding of kind `incomplete`. */
  #dissect(session: Session, limit = 'the end of the data', incomplete?: FindingKind): void {
    const message = this.#message
    const cursor = this.#cursor
    const before = message.findings.length
    message.protocol = session.dissector.name
    message.title = session.dissector.title
    cursor.begin(message, MESSAGE_SOURCE, 0, limit)
    try {
      session.dissect(cursor, message)
    } catch (error) {
      this.counters.bugs++
      this.counters.firstBug ??= { error, author: authorOf(session.dissector) }
      cursor.failed = true
      message.find(
        BUG,
        `The ${session.dissector.name} dissector failed here: this is a bug in ${authorOf(session.dissector)}.`,
        NO_SOURCE,
        0,
        0,
      )
    }
    cursor.finish()
    if (this.#options.links) message.linkForth()
    if (incomplete && message.findings.length === before) {
      cursor.find(incomplete, `The message is not whole: it ends at ${limit}.`)
    }
    this.#onMessage(message)
  }
}

const ENDINGS = {
  fin: 'the end of the connection',
  reset: 'the reset of the connection',
  end: 'the end of the capture',
} as const
