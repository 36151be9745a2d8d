import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../src/dissect/dissector.js'
import type { Expectation } from '../../src/dissect/expectations.js'
import { linkKind } from '../../src/dissect/links.js'
import { MESSAGE_SOURCE, type Message } from '../../src/dissect/message.js'
import { Waiting } from '../../src/dissect/waiting.js'
import type { Conversation, Side } from '../../src/network/conversation.js'
import type { Association } from './association.js'
import { PREFIX } from './fields.js'
import { readFrame } from './frame.js'
import {
  headerAt,
  isFrameSize,
  isLikelyFrame,
  type LastFrame,
  SIZE_WIDTH,
  sizeAt,
  toNextFrame,
} from './framing.js'
import { KEY_RING } from './key-ring.js'
import { Keys } from './keys.js'
import { MAX_SEARCHED, MAX_WINDOWS } from './limits.js'
import { MessageReader } from './message.js'
import { ReplayWindow } from './replay-window.js'
import { sequenceNote } from './sequence.js'
import type { SetUp } from './setup.js'
import { type ConnectionCounts, GRAND_CHASE_COUNTS } from './statistics.js'

/** From a server list to the first frame of a connection to a server in it. */
const ANNOUNCED = linkKind(PREFIX, 'Announced in', 'Opened in', { many: true })

/** Where the sequence number of a frame is, and its width. */
const SEQUENCE = { at: 4, width: 4 } as const

/** One connection: its keys, its sequence numbers, its messages. */
export class GrandChaseSession implements Session {
  readonly dissector: Dissector
  readonly #options: DissectOptions
  readonly #unauthenticated: boolean
  readonly #keys: Keys
  readonly #reader: MessageReader
  readonly #counts: ConnectionCounts | undefined
  readonly #windows = new Waiting<Association, readonly [ReplayWindow, ReplayWindow]>(MAX_WINDOWS)
  /** By side. */
  readonly #last: [LastFrame | undefined, LastFrame | undefined] = [undefined, undefined]
  /** By side: bytes in which a frame is still searched for, behind a gap. */
  readonly #searching: [number, number] = [0, 0]
  /** Until it has been told. */
  #announcement: Expectation | undefined

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    const { protocolOptions, state, secrets, expectations } = options
    this.dissector = dissector
    this.#options = options
    this.#unauthenticated = protocolOptions.has('gc-unauthenticated')
    const ring = state.of(KEY_RING)
    ring.fill(secrets)
    this.#keys = new Keys(ring)
    this.#reader = new MessageReader(conversation, options)
    this.#counts = state.peek(GRAND_CHASE_COUNTS)?.connection(conversation)
    this.#announcement = expectations.of(conversation)
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    if (end - start < SIZE_WIDTH) return 0
    const size = sizeAt(bytes, start)
    if (isFrameSize(size) && !this.#isLost(bytes, start, end, side)) return size
    const skipped = toNextFrame(bytes, start, end, this.#last[side])
    this.#searching[side] -= skipped
    return -skipped
  }

  gap(side: Side): void {
    this.#searching[side] = MAX_SEARCHED
  }

  dissect(at: Cursor, message: Message): void {
    const { bytes, pos } = at
    const { association, damaged, sequence, plaintext } = readFrame(at, this.#keys, this.#unauthenticated)
    if (this.#announcement) at.link(ANNOUNCED, this.#announcement.message)
    this.#announcement = undefined
    if (association) {
      this.#last[message.side] = headerAt(bytes, pos)
      this.#followSequence(message, association, sequence, pos)
    }
    if (plaintext) {
      const read = this.#reader.read(plaintext, message, association !== undefined)
      plaintext.finish()
      if (association && read.setUp) this.#install(read.setUp, message)
      this.#counts?.opened(message.side, read, damaged)
    } else {
      message.type = 'encrypted frame'
      this.#counts?.closed(message.side, damaged)
    }
    message.title = this.#reader.title
  }

  /** Whether bytes were lost and what begins here need not be a frame. One that fills the bytes there are is. */
  #isLost(bytes: Uint8Array, start: number, end: number, side: Side): boolean {
    if (this.#searching[side] <= 0) return false
    const found = start + sizeAt(bytes, start) === end || isLikelyFrame(bytes, start, end, this.#last[side])
    if (found) this.#searching[side] = 0
    return !found
  }

  /** Both directions go on with the keys of a setup message. One that comes again changes nothing. */
  #install(setUp: SetUp, message: Message): void {
    const { state, secrets } = this.#options
    if (this.#keys.own?.hasKeys(setUp)) return
    const association = state.of(KEY_RING).learn(setUp, message.ref(), secrets)
    this.#keys.own = association
    const { lastSequence, replayMask } = setUp
    const begin = () => new ReplayWindow(lastSequence, replayMask)
    this.#follow(message, association, [begin(), begin()])
    this.#counts?.setUp(setUp.spi)
  }

  #follow(message: Message, association: Association, windows: readonly [ReplayWindow, ReplayWindow]): void {
    this.#windows.add(association, windows)
    this.#windows.tellDropped(message, 'associations take turns on this connection')
  }

  #followSequence(message: Message, association: Association, sequence: number, start: number): void {
    let windows = this.#windows.get(association)
    if (windows === undefined) {
      windows = [new ReplayWindow(), new ReplayWindow()]
      this.#follow(message, association, windows)
    }
    const note = sequenceNote(sequence, windows[message.side].accept(sequence))
    if (note) message.find(note.kind, note.text, MESSAGE_SOURCE, start + SEQUENCE.at, SEQUENCE.width)
  }
}
