import { secondsBetween } from '../../../src/dissect/links.js'
import { MESSAGE_SOURCE, type Message, type MessageRef } from '../../../src/dissect/message.js'
import type { Slot } from '../../../src/dissect/slots.js'
import type { Conversation, Endpoint, Side } from '../../../src/network/conversation.js'
import { RELIABLE, RESENT, ZERO_CODED } from '../fields.js'
import type { PacketNotes } from './notes.js'
import { type Delivery, Unacked } from './unacked.js'
import { Arrival } from './window.js'

/** Circuits told about; those that begin later are only counted. */
export const MAX_CIRCUITS = 1000

/** Names of messages counted on one circuit: as many as any template has, and some unknown ones. */
export const MAX_NAMES = 1000

/** Messages beyond MAX_NAMES are counted together. */
const OTHERS = '(others)'

/** The circuits of a capture, for `slx stats --circuits`. */
export class CircuitBook {
  readonly circuits: CircuitRecord[] = []
  /** Circuits beyond MAX_CIRCUITS. */
  dropped = 0

  open(conversation: Conversation): CircuitRecord | undefined {
    if (this.circuits.length === MAX_CIRCUITS) {
      this.dropped++
      return undefined
    }
    const record = new CircuitRecord(conversation.ends)
    this.circuits.push(record)
    return record
  }
}

/** Exists only when the statistic is asked for. */
export const CIRCUITS: Slot<CircuitBook> = { name: 'sl.circuits', make: () => new CircuitBook() }

/** A row of times: how many, the shortest, the longest and their sum, in seconds. */
export class Times {
  count = 0
  sum = 0
  shortest = Number.POSITIVE_INFINITY
  longest = 0

  add(seconds: number | undefined): void {
    if (seconds === undefined) return
    this.count++
    this.sum += seconds
    this.shortest = Math.min(this.shortest, seconds)
    this.longest = Math.max(this.longest, seconds)
  }
}

/** A message of the handshake, or of the end of a circuit. */
export interface Step extends MessageRef {
  readonly type: string
  readonly side: Side
  /** What is known of its delivery; undefined for one that is not reliable. */
  readonly reliable: Delivery | undefined
}

/** What one side of a circuit sent. */
export class SentRecord {
  packets = 0
  bytes = 0
  reliable = 0
  acked = 0
  resends = 0
  /** Resends of which the capture does not hold the first sending. */
  resendsAlone = 0
  duplicates = 0
  late = 0
  /** Sequences that have not come, those that came late taken off. */
  missing = 0
  /** Acks in PacketAck messages, and acks behind other messages. */
  acksSeparate = 0
  acksAppended = 0
  zeroCoded = 0
  saved = 0
  /** From a reliable packet to its ack. Packets sent more than once are left out: nobody knows which sending was acked. */
  readonly ackTimes = new Times()
  /** From a StartPingCheck of this side to its reply. */
  readonly pingTimes = new Times()
  readonly unacked = new Unacked()
  readonly messages = new Map<string, { count: number; bytes: number }>()

  count(type: string, bytes: number): void {
    this.packets++
    this.bytes += bytes
    const known = this.messages.get(type) ?? this.#begin(type)
    known.count++
    known.bytes += bytes
  }

  #begin(type: string): { count: number; bytes: number } {
    const name = this.messages.size < MAX_NAMES ? type : OTHERS
    const counted = this.messages.get(name) ?? { count: 0, bytes: 0 }
    this.messages.set(name, counted)
    return counted
  }
}

/** What happened on one circuit. */
export class CircuitRecord {
  readonly ends: readonly [Endpoint, Endpoint]
  readonly sent = [new SentRecord(), new SentRecord()] as const
  /** The first packet. */
  first: MessageRef | undefined
  last: MessageRef | undefined
  readonly steps: Step[] = []
  /** Steps beyond MAX_STEPS. */
  stepsDropped = 0
  /** Names of all steps. */
  readonly stepsSeen = new Set<string>()

  constructor(ends: readonly [Endpoint, Endpoint]) {
    this.ends = ends
  }

  packet(message: Message, notes: PacketNotes, arrival: Arrival, missing: number): void {
    const { side, type } = message
    const { flags } = notes
    const sent = this.sent[side]
    const { start, end } = message.sources[MESSAGE_SOURCE]!
    this.first ??= message.ref()
    this.last = message.ref()
    sent.count(type, end - start)
    sent.acksAppended += notes.appendedAcks
    sent.acksSeparate += notes.ackCount - notes.appendedAcks
    if (flags & ZERO_CODED) sent.zeroCoded++
    sent.saved += notes.saved
    countArrival(sent, arrival, missing, (flags & RESENT) !== 0)
    const isStep = arrival !== Arrival.Again && STEPS.has(type)
    const isKept = isStep && this.steps.length < MAX_STEPS
    const delivery = isKept && flags & RELIABLE ? newDelivery() : undefined
    if (flags & RELIABLE) countReliable(sent, message, notes, arrival, delivery)
    if (isStep) this.stepsSeen.add(type)
    if (isKept) this.steps.push({ ...message.ref(), type, side, reliable: delivery })
    else if (isStep) this.stepsDropped++
  }

  /** A packet of the other side's was acked by `message`, for the first time. */
  acked(message: Message, sequence: number): void {
    const sent = this.sent[message.side === 0 ? 1 : 0]
    const { unacked } = sent
    const packet = unacked.find(sequence)
    if (packet < 0) return
    sent.acked++
    unacked.readTime(packet, sending)
    const seconds = secondsBetween(sending, message)
    if (!unacked.isSentAgain(packet)) sent.ackTimes.add(seconds)
    unacked.acked(packet, message.number, seconds)
  }

  /** A ping of the other side's was answered by `message`. */
  ponged(message: Message, seconds: number | undefined): void {
    this.sent[message.side === 0 ? 1 : 0].pingTimes.add(seconds)
  }
}

/** When a packet was first sent, as it is asked for. */
const sending = { number: 0, seconds: -1, nanoseconds: 0 }

function newDelivery(): Delivery {
  return { sendings: 1, ackedIn: undefined, ackedAfter: undefined }
}

function countReliable(
  sent: SentRecord,
  message: Message,
  { flags, sequence }: PacketNotes,
  arrival: Arrival,
  delivery: Delivery | undefined,
): void {
  const resent = (flags & RESENT) !== 0
  const { unacked } = sent
  if (arrival !== Arrival.Again) {
    sent.reliable++
    unacked.add(sequence, message.type, message, resent, delivery)
  } else if (resent) {
    const packet = unacked.find(sequence)
    if (packet >= 0) unacked.sentAgain(packet)
  }
}

function countArrival(sent: SentRecord, arrival: Arrival, missing: number, resent: boolean): void {
  sent.missing += missing
  if (arrival === Arrival.Again && resent) sent.resends++
  else if (arrival === Arrival.Again) sent.duplicates++
  else if (resent) {
    sent.resends++
    sent.resendsAlone++
  }
  if (arrival !== Arrival.Late) return
  if (!resent) sent.late++
  // What came before the first packet was never counted as missing.
  sent.missing = Math.max(0, sent.missing - 1)
}

/** Steps kept of one circuit; each comes once or twice. */
export const MAX_STEPS = 50

/** Messages that begin and end circuits. */
const STEPS: ReadonlySet<string> = new Set([
  'SecuredTemplateChecksumRequest',
  'TemplateChecksumReply',
  'UseCircuitCode',
  'CompleteAgentMovement',
  'AgentMovementComplete',
  'RegionHandshake',
  'RegionHandshakeReply',
  'AgentThrottle',
  'EnableSimulator',
  'TeleportFinish',
  'CrossedRegion',
  'LogoutRequest',
  'LogoutReply',
  'KickUser',
  'DisableSimulator',
  'CloseCircuit',
])
