import { count } from '../count.js'
import type { Conversation, Side } from '../network/conversation.js'
import { recordLayers } from '../network/layers.js'
import type { NetworkFinding, Payload } from '../network/payload.js'
import { authorOf } from '../outside/outside.js'
import { Cursor, UNDECODED } from './cursor.js'
import type { Session } from './dissector.js'
import { DATA } from './fallback.js'
import { type FindingKind, findingKind } from './finding.js'
import type { LinkTable } from './links.js'
import { MESSAGE_SOURCE, Message } from './message.js'
import type { StreamCarry } from './stream.js'
import { NO_SOURCE } from './tree.js'

/** What messages are made with beside what their bytes say. */
export interface DissectionOptions {
  /** Record the fields of link, IP and transport headers too: as fields of the message, or aside in its `headers`. */
  readonly layers: boolean | 'aside'
  /** Where links between messages are kept, when the run looks ahead. */
  readonly links?: LinkTable
}

/** A dissector threw this. */
export interface Bug {
  readonly error: unknown
  /** `slx`, or the file that a dissector from outside comes from. */
  readonly author: string
}

/** What is counted of messages. */
export interface DissectionCounters {
  messages: number
  /** Dissectors that threw. The first time is kept. */
  bugs: number
  firstBug: Bug | undefined
}

const GAP = findingKind('stream.gap', 'warning')
const SKIPPED = findingKind('stream.skipped', 'warning')
const BUG = findingKind('internal.bug', 'error')

/**
 * Makes messages of bytes, one at a time: `begin` or `beginCarried` says where a message's bytes are and where they came
 * from, then `dissect` or `skip` records its fields and hands it on.
 */
export class Dissection {
  readonly #options: DissectionOptions
  readonly #counters: DissectionCounters
  readonly #onMessage: (message: Message) => void
  readonly #message = new Message()
  readonly #cursor = new Cursor()

  /** `onMessage` gets each message in turn; the object is reused after it returns. */
  constructor(
    options: DissectionOptions,
    counters: DissectionCounters,
    onMessage: (message: Message) => void,
  ) {
    this.#options = options
    this.#counters = counters
    this.#onMessage = onMessage
    this.#message.links = options.links
    if (options.layers === 'aside') this.#message.headers = new Message()
  }

  /** Makes the message object ready for bytes that `payload` completed. */
  begin(
    payload: Payload,
    bytes: Uint8Array,
    start: number,
    end: number,
    cut: number,
    carry?: StreamCarry,
  ): void {
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
  }

  /** Makes the message object ready for bytes of those that wait. */
  beginCarried(
    conversation: Conversation,
    side: Side,
    carry: StreamCarry,
    start: number,
    end: number,
    cut: number,
  ): void {
    const message = this.#fresh(conversation, side)
    message.frames.push(...carry.frames)
    message.setTime(carry.seconds, carry.nanoseconds)
    message.addSource('message', carry.bytes, start, end, cut)
    this.#tellCarried(message, carry)
  }

  /** Runs the dissector. An incomplete message that it does not complain about gets a finding of kind `incomplete`. */
  dissect(session: Session, limit = 'the end of the data', incomplete?: FindingKind): void {
    const message = this.#message
    const cursor = this.#cursor
    const before = message.findings.length
    message.protocol = session.dissector.name
    message.title = session.dissector.title
    cursor.begin(message, MESSAGE_SOURCE, 0, limit)
    try {
      session.dissect(cursor, message)
    } catch (error) {
      this.#counters.bugs++
      this.#counters.firstBug ??= { error, author: authorOf(session.dissector) }
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

  /** Hands on the message as bytes that lie before the next sound message of a stream. */
  skip(session: Session): void {
    const message = this.#message
    const { start, end } = message.sources[MESSAGE_SOURCE]!
    message.protocol = session.dissector.name
    message.title = session.dissector.title
    message.type = 'skipped'
    this.#cursor.begin(message, MESSAGE_SOURCE)
    this.#cursor.rest(UNDECODED)
    message.find(
      SKIPPED,
      `${count(end - start, 'byte')} skipped to the next sound message.`,
      MESSAGE_SOURCE,
      start,
      end - start,
    )
    this.#onMessage(message)
  }

  /** Hands on the message as a packet that is not taken apart; `what` it is. */
  passOn(what: string): void {
    const message = this.#message
    message.protocol = DATA.name
    message.title = 'Not dissected'
    message.type = what
    this.#cursor.begin(message, MESSAGE_SOURCE)
    this.#cursor.rest(UNDECODED)
    this.#onMessage(message)
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
    message.number = ++this.#counters.messages
    message.conversation = conversation
    message.side = side
    return message
  }
}
