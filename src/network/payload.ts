import type { Finding, FindingKind } from '../dissect/finding.js'
import type { Frame } from '../ingest/frame.js'
import type { Conversation, Side } from './conversation.js'

/** A problem of the network layers, to be shown with the message the packet carries. */
export interface NetworkFinding {
  readonly kind: FindingKind
  readonly text: Finding['text']
  /** Byte range in the frame (offsets in `frame.bytes`). */
  readonly start: number
  readonly length: number
}

/**
 * What the network stage hands on: the payload of a datagram, the next in-order bytes of a TCP
 * direction, or what lies under a protocol it does not take apart. Reused: copy what must outlive the call.
 */
export interface Payload {
  conversation: Conversation
  side: Side
  /** The payload is `bytes[start..end)`; usually part of the frame, a buffer of its own after defragmentation or reordering. */
  bytes: Uint8Array
  start: number
  end: number
  /** Bytes of the payload that the capture cut off. In a TCP direction they are lost, without a call of `gap`. */
  cut: number
  /** The frame that completed it. */
  frame: Frame
  /** Earlier frames that hold parts of it (IP fragments), first to last; empty in the usual case. */
  earlierFrames: readonly number[]
  findings: NetworkFinding[]
}

export interface PayloadSink {
  /** One datagram, or one pasted payload. */
  datagram(payload: Payload): void
  /** The next bytes of one TCP direction, in order and without repetition. */
  segment(payload: Payload): void
  /** Bytes of a TCP direction that the capture does not hold, found before the next `segment`. `bytes` is -1 when unknown. */
  gap(conversation: Conversation, side: Side, bytes: number): void
  /** One TCP direction ends; what is still incomplete stays so. */
  closed(conversation: Conversation, side: Side, how: 'fin' | 'reset' | 'end'): void
  /** A frame that holds nothing for a dissector (ARP, ICMP, an unknown link type, a damaged header): `payload` is what was not taken apart and `what` names it (`ARP`, `ICMP`, `IPv4, protocol 47`). */
  other(payload: Payload, what: string): void
  /** A TCP segment waits for bytes before it; what is new in it is handed on later, all in one go. */
  held?(payload: Payload): void
  /** A TCP segment without payload (SYN, pure acknowledgement, FIN), or with nothing but repeated bytes. */
  control(payload: Payload): void
  /** A conversation is forgotten because too many are open; it may come back as a new one. */
  forgotten(conversation: Conversation): void
}
