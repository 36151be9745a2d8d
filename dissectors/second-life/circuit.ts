import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions } from '../../src/dissect/dissector.js'
import type { Expectation } from '../../src/dissect/expectations.js'
import { secondsBetween } from '../../src/dissect/links.js'
import type { Message, MessageRef } from '../../src/dissect/message.js'
import { Waiting } from '../../src/dissect/waiting.js'
import type { Conversation, Side } from '../../src/network/conversation.js'
import { announceCircuit, tellAnnouncement } from './announce.js'
import { ACK, PING, RESEND } from './circuit/links.js'
import { PacketNotes } from './circuit/notes.js'
import { CIRCUITS, type CircuitRecord } from './circuit/record.js'
import { ROOM } from './circuit/room.js'
import { tellForgotten, tellSequence } from './circuit/sequence-findings.js'
import { Arrival, Window } from './circuit/window.js'
import { RESENT } from './fields.js'
import type { CircuitTemplates } from './spoken.js'

/** Checksum requests remembered on one circuit; viewers send one with a few resends. The oldest goes first. */
export const MAX_TOKENS = 16

const TOKEN_LENGTH = 16

/** Pings that wait for their reply; each side begins a new one every few seconds. */
export const MAX_PINGS = 32

/** Values of a PingID. */
const PING_IDS = 256

/** What is remembered from packet to packet of one conversation. */
export class Circuit {
  /** What the packet at hand says about its circuit. */
  readonly notes = NOTES
  readonly templates: CircuitTemplates
  /** Somebody looks at what values mean. */
  readonly explains: boolean
  readonly #conversation: Conversation
  readonly #options: DissectOptions
  /** Number of the message that first sent a token, by the token in hexadecimal. */
  readonly #tokens = new Waiting<string, number>(MAX_TOKENS)
  /** What each side has sent; made when it sends, since most conversations that ever open stay short. */
  readonly #sent: [Window | undefined, Window | undefined] = [undefined, undefined]
  /** By side and PingID. */
  readonly #pings = new Waiting<number, MessageRef>(MAX_PINGS)
  /** Until the first packet has told it. */
  #announcement: Expectation | undefined
  #record: CircuitRecord | undefined
  /** A packet read exactly: what comes is of this protocol even where it does not. */
  #established = false
  #code = -1

  constructor(conversation: Conversation, options: DissectOptions, templates: CircuitTemplates) {
    this.templates = templates
    this.explains = options.explain
    this.#conversation = conversation
    this.#options = options
    this.#announcement = options.expectations.of(conversation)
    this.#openRecord()
  }

  get sawTokens(): boolean {
    return this.#tokens.size > 0
  }

  /** Remembers the token at `start` as that of the checksum request at hand. */
  rememberToken({ bytes, message }: Cursor, start: number): void {
    const token = hex(bytes, start)
    if (this.#tokens.get(token) === undefined) this.#tokens.add(token, message.number)
    this.#tokens.tellDropped(message, 'tokens of checksum requests are on this circuit')
  }

  /** The message that sent the token at `start` first. */
  requestWithToken(bytes: Uint8Array, start: number): number | undefined {
    return this.#tokens.get(hex(bytes, start))
  }

  /** An ack was recorded just before the cursor: says behind it which message it is for. */
  ack(at: Cursor, sequence: number): void {
    this.notes.ack(sequence)
    if (!this.#isSided) return
    const sent = this.#sent[other(at.message.side)]
    const slot = sent ? sent.find(sequence) : -1
    if (!sent || slot < 0) return
    const acked = sent.message(slot, at.message)
    at.derive(ACK.back, acked.number)
    const seconds = secondsBetween(acked, at.message)
    if (seconds !== undefined) at.derive(ACK.backTime, seconds)
  }

  /** The same for an ack behind the body. */
  appendedAck(at: Cursor, sequence: number): void {
    this.notes.appendedAcks++
    this.ack(at, sequence)
  }

  /**
   * Takes in what the packet says, once it is clear how it is read: `exact` as `PacketReader.read` returned. Links it to
   * earlier packets and says how its sequence fits.
   */
  settle(at: Cursor, exact: boolean): void {
    const { notes } = this
    if (this.#announcement) tellAnnouncement(at, this.#announcement)
    this.#announcement = undefined
    if (exact) {
      this.#established = true
      this.#announce(at.message)
    }
    if (notes.isRead && this.#established && this.#isSided) this.#follow(at)
    notes.clear()
  }

  /** Dumps of bare payloads do not say who sent them: sequences and acks of both sides would be mixed up. */
  get #isSided(): boolean {
    return this.#conversation.roles !== 'unknown'
  }

  #announce(message: Message): void {
    const { announcedAddress, announcedPort } = this.notes
    if (announcedPort === 0) return
    announceCircuit(this.#options.expectations, announcedAddress, announcedPort, message.ref(), message.type)
  }

  #follow(at: Cursor): void {
    const { message } = at
    const { notes } = this
    this.#beginAnew(notes.circuitCode)
    const sent = (this.#sent[message.side] ??= new Window(this.#options.state.of(ROOM)))
    const highest = sent.highest
    if (sent.shrunk) tellForgotten(message)
    sent.shrunk = false
    const arrival = sent.see(notes.sequence, message)
    if (arrival !== Arrival.InOrder || notes.flags & RESENT) this.#tell(at, sent, arrival, highest)
    this.#record?.packet(message, notes, arrival, sent.missing)
    for (let i = 0; i < notes.ackCount; i++) this.#settleAck(message, notes.acks[i]!)
    this.#settlePing(at)
  }

  /** Links a resend to the first sending, or says why a packet's sequence is not the one to be expected. */
  #tell(at: Cursor, sent: Window, arrival: Arrival, highest: number): void {
    const { notes } = this
    const first = arrival === Arrival.Again ? sent.message(sent.find(notes.sequence), at.message) : undefined
    if (first && notes.flags & RESENT) at.link(RESEND, first)
    else tellSequence(at.message, notes, arrival, { first, highest, missing: sent.missing })
  }

  /** Another circuit code means another circuit between the same ends, which counts from 1 again. */
  #beginAnew(code: number): void {
    if (code < 0) return
    if (this.#code >= 0 && this.#code !== code) {
      for (const sent of this.#sent) sent?.clear()
      this.#openRecord()
    }
    this.#code = code
  }

  #openRecord(): void {
    this.#record = this.#options.state.peek(CIRCUITS)?.open(this.#conversation)
  }

  #settleAck(message: Message, sequence: number): void {
    const sent = this.#sent[other(message.side)]
    const slot = sent ? sent.find(sequence) : -1
    if (!sent || slot < 0 || !sent.ack(slot)) return
    if (message.links?.recording) {
      const acked = sent.message(slot, message)
      message.links.record(ACK, acked.number, message.number, secondsBetween(acked, message))
    }
    this.#record?.acked(message, sequence)
  }

  #settlePing(at: Cursor): void {
    const { message } = at
    const { ping, pong } = this.notes
    if (ping >= 0) {
      this.#pings.add(message.side * PING_IDS + ping, message.ref())
      this.#pings.tellDropped(message, 'pings of this circuit wait for their reply')
    }
    if (pong < 0) return
    const asked = this.#pings.take(other(message.side) * PING_IDS + pong)
    if (!asked) return
    at.link(PING, asked)
    this.#record?.ponged(message, secondsBetween(asked, message))
  }
}

const NOTES = new PacketNotes()

function other(side: Side): Side {
  return side === 0 ? 1 : 0
}

function hex(bytes: Uint8Array, start: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, TOKEN_LENGTH).toString('hex')
}
