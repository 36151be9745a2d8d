import type { Side } from './conversation.js'
import type { OpenConversation } from './conversations.js'
import type { NetworkCounters } from './counters.js'
import { keepFindings, keepFrame } from './kept.js'
import { KEPT_FRAME_OVERHEAD, type NetworkLimits } from './limits.js'
import type { Packet } from './packet.js'
import type { Payload, PayloadSink } from './payload.js'
import { endOf, type Piece } from './pieces.js'
import { BEFORE_START, OVERLAP, PENDING_LIMIT } from './problems.js'
import { TcpFlag } from './protocols.js'
import { type HeldSegment, TcpStream } from './tcp-stream.js'

const CONFLICT =
  'Bytes of this segment differ from those that came first for the same place; the first are shown.'

/** No window is larger (RFC 7323 section 2.2): sequence numbers farther apart have bytes unknown in number between them. */
const MAX_JUMP = 2 ** 30

/**
 * Puts the directions of TCP connections in order. A segment that is next in line is handed on in place;
 * one that is early is copied and waits until the bytes before it come, or turn out to be lost: when the other
 * side acknowledges them, when more waits than the caps allow, or at the end.
 */
export class TcpReassembly {
  readonly #sink: PayloadSink
  readonly #counters: NetworkCounters
  readonly #limits: NetworkLimits
  #heldCost = 0

  constructor(sink: PayloadSink, counters: NetworkCounters, limits: NetworkLimits) {
    this.#sink = sink
    this.#counters = counters
    this.#limits = limits
  }

  /** Whether a segment belongs to a later connection between the same ports than the one known. */
  startsAnother(conversation: OpenConversation, side: Side, p: Packet): boolean {
    const stream = conversation.streams![side]
    if ((p.tcpFlags & TcpFlag.Syn) !== 0) {
      const first = (p.sequence + 1) | 0
      if (stream.started) return first !== (stream.first | 0)
      return stream.closed || (stream.isAcknowledged && first !== (stream.acknowledged | 0))
    }
    if (!stream.closed) return false
    // One byte is what a keep-alive or window probe may carry.
    const known = stream.started ? stream.position - stream.placeOf(p.sequence) : 0
    return p.left + p.cut > known + 1
  }

  /** Takes a segment whose header is in `p` and whose data is in `payload`. */
  segment(conversation: OpenConversation, payload: Payload, p: Packet): void {
    conversation.streams ??= [new TcpStream(), new TcpStream()]
    const { side } = payload
    const stream = conversation.streams[side]
    const flags = p.tcpFlags
    const isSyn = (flags & TcpFlag.Syn) !== 0
    if ((flags & TcpFlag.Ack) !== 0) this.#acknowledge(conversation, (1 - side) as Side, p.acknowledged)
    const sequence = isSyn ? (p.sequence + 1) >>> 0 : p.sequence
    const length = p.left + p.cut
    if (!stream.started) {
      stream.start(sequence)
      stream.uncertain = length === 0 && !isSyn
    }
    if ((flags & TcpFlag.Reset) !== 0) {
      // What a reset carries is a word of explanation, not part of the stream (RFC 9293 section 3.5.3).
      this.#control(payload)
      this.#closeBoth(conversation, 'reset')
      return
    }
    if (length === 0 || stream.closed) this.#control(payload)
    else this.#data(conversation, stream, payload, sequence)
    if ((flags & TcpFlag.Fin) !== 0 && stream.fin < 0) stream.fin = stream.placeOf(sequence) + length
    this.#closeAtFin(conversation, side)
  }

  /** Hands on what still waits, and closes both directions: the capture ends, or the connection makes room. */
  finish(conversation: OpenConversation): void {
    this.#closeBoth(conversation, 'end')
  }

  #data(conversation: OpenConversation, stream: TcpStream, payload: Payload, sequence: number): void {
    const { side } = payload
    let place = stream.placeOf(sequence)
    if (stream.uncertain && place === 1) {
      stream.start(sequence)
      place = 0
    }
    stream.uncertain = false
    if (Math.abs(place - stream.position) > MAX_JUMP) {
      this.#handOnHeld(conversation, side)
      this.#sink.gap(conversation, side, -1)
      stream.next = sequence
      place = stream.position
    }
    if (place < stream.position && !this.#skipOld(stream, payload, place)) return
    place = Math.max(place, stream.position)
    if (place > stream.position && place <= stream.acknowledgedPlace) this.#lose(conversation, side, place)
    const held = stream.firstHeld
    const size = payload.end - payload.start + payload.cut
    if (place === stream.position && (!held || place + size <= held.at)) {
      stream.advance(size)
      this.#segment(payload)
    } else this.#hold(stream, payload, place)
    this.#handOnReady(conversation, side)
    this.#keepWithinCaps(conversation, side)
  }

  /** Leaves in `payload` what was not handed on before; false, and a control segment, when nothing is left. */
  #skipOld(stream: TcpStream, payload: Payload, place: number): boolean {
    const length = payload.end - payload.start
    if (place < 0) {
      const early = Math.min(length, -place)
      const text = `${early} bytes come before the first segment of this direction in the capture.`
      payload.findings.push({ kind: BEFORE_START, text, start: payload.frame.start, length: 0 })
    }
    const old = stream.position - place
    if (old >= length) {
      this.#control(payload)
      return false
    }
    payload.start += old
    return true
  }

  /** Copies a segment that must wait. */
  #hold(stream: TcpStream, payload: Payload, place: number): void {
    const { frame } = payload
    const copy = keepFrame(frame)
    // A datagram put together from fragments has a buffer of its own already.
    const inFrame = payload.bytes === frame.bytes
    const bytes = inFrame ? copy.bytes : payload.bytes
    const start = inFrame ? payload.start - frame.start : payload.start
    const end = start + payload.end - payload.start
    const held: HeldSegment = {
      frame: copy,
      end,
      cut: payload.cut,
      earlierFrames: payload.earlierFrames,
      findings: keepFindings(payload.findings, frame),
      cost: copy.bytes.length + (inFrame ? 0 : bytes.length) + KEPT_FRAME_OVERHEAD,
    }
    const pieces = stream.held.list.length
    const { added, conflict } = stream.held.insert(place, bytes, start, end, held)
    const cost = (stream.held.list.length - pieces) * held.cost
    stream.heldCost += cost
    this.#heldCost += cost
    if (conflict) {
      const finding = { kind: OVERLAP, text: CONFLICT, length: 0 }
      if (added > 0) held.findings.push({ ...finding, start: 0 })
      else payload.findings.push({ ...finding, start: frame.start })
    }
    if (added === 0) this.#control(payload)
    else this.#sink.held?.(payload)
  }

  #handOnReady(conversation: OpenConversation, side: Side): void {
    const stream = conversation.streams![side]
    while (stream.firstHeld?.at === stream.position)
      this.#handOn(conversation, side, stream.held.list.shift()!)
  }

  #handOn(conversation: OpenConversation, side: Side, piece: Piece<HeldSegment>): void {
    const stream = conversation.streams![side]
    const { bytes, start, end, origin } = piece
    const { frame, earlierFrames, findings } = origin
    stream.heldCost -= origin.cost
    this.#heldCost -= origin.cost
    const hole = (stream.firstHeld?.at ?? Number.POSITIVE_INFINITY) - endOf(piece)
    const cut = end === origin.end ? Math.min(origin.cut, hole) : 0
    stream.advance(end - start + cut)
    this.#segment({ conversation, side, bytes, start, end, cut, frame, earlierFrames, findings })
    findings.length = 0
  }

  /** Gives up the bytes before `place`. */
  #lose(conversation: OpenConversation, side: Side, place: number): void {
    const stream = conversation.streams![side]
    const lost = place - stream.position
    if (lost <= 0) return
    stream.advance(lost)
    this.#sink.gap(conversation, side, lost)
  }

  /** Hands on all that waits, over whatever is missing in between. */
  #handOnHeld(conversation: OpenConversation, side: Side): void {
    const stream = conversation.streams![side]
    while (stream.firstHeld) {
      this.#lose(conversation, side, stream.firstHeld.at)
      this.#handOnReady(conversation, side)
    }
  }

  #keepWithinCaps(conversation: OpenConversation, side: Side): void {
    const stream = conversation.streams![side]
    const { heldPerDirection, held } = this.#limits
    while (stream.firstHeld && (stream.heldCost > heldPerDirection || this.#heldCost > held)) {
      const { at, origin } = stream.firstHeld
      const text = `Too much waited for ${at - stream.position} missing bytes before this segment; they are given up.`
      origin.findings.push({ kind: PENDING_LIMIT, text, start: 0, length: 0 })
      this.#lose(conversation, side, at)
      this.#handOnReady(conversation, side)
    }
  }

  /** The other side has got everything before `sequence`: what is missing of it will not come again. */
  #acknowledge(conversation: OpenConversation, side: Side, sequence: number): void {
    const stream = conversation.streams![side]
    if (stream.isAcknowledged && ((sequence - stream.acknowledged) | 0) <= 0) return
    stream.isAcknowledged = true
    stream.acknowledged = sequence
    if (!stream.started || stream.closed) return
    const place = stream.acknowledgedPlace
    while (stream.firstHeld && stream.firstHeld.at <= place) {
      this.#lose(conversation, side, stream.firstHeld.at)
      this.#handOnReady(conversation, side)
    }
    // The FIN counts as one.
    if (stream.fin >= 0 && place > stream.fin) this.#lose(conversation, side, stream.fin)
    this.#closeAtFin(conversation, side)
  }

  #closeAtFin(conversation: OpenConversation, side: Side): void {
    const stream = conversation.streams![side]
    if (stream.fin >= 0 && stream.position >= stream.fin) this.#close(conversation, side, 'fin')
  }

  #closeBoth(conversation: OpenConversation, how: 'reset' | 'end'): void {
    this.#close(conversation, 0, how)
    this.#close(conversation, 1, how)
  }

  #close(conversation: OpenConversation, side: Side, how: 'fin' | 'reset' | 'end'): void {
    const stream = conversation.streams![side]
    if (stream.closed) return
    this.#handOnHeld(conversation, side)
    // One byte more than there is may be a FIN that the capture does not hold.
    const acknowledged = stream.acknowledgedPlace
    if (stream.fin >= 0) this.#lose(conversation, side, stream.fin)
    else if (stream.started && acknowledged > stream.position + 1)
      this.#lose(conversation, side, acknowledged)
    stream.closed = true
    this.#sink.closed(conversation, side, how)
  }

  #segment(payload: Payload): void {
    this.#counters.payloads++
    this.#sink.segment(payload)
  }

  #control(payload: Payload): void {
    this.#counters.control++
    this.#sink.control(payload)
  }
}
