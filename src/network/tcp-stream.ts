import type { Frame } from '../ingest/frame.js'
import type { NetworkFinding } from './payload.js'
import { type Piece, Pieces } from './pieces.js'

/** A segment that waits for bytes before it. */
export interface HeldSegment {
  readonly frame: Frame
  /** End of the segment's bytes in their buffer, and what the capture cut off behind them. */
  readonly end: number
  readonly cut: number
  readonly earlierFrames: readonly number[]
  readonly findings: NetworkFinding[]
  /** Bytes it counts for against the caps. */
  readonly cost: number
}

/**
 * Where one direction of a TCP connection stands. Places count its bytes from the first one expected, so that
 * sequence numbers may wrap: a number means the place nearest to `position`.
 */
export class TcpStream {
  started = false
  closed = false
  /** Began at a segment without data and without SYN, which a keep-alive (one below the next number) looks like. */
  uncertain = false
  /** Sequence number of place 0. */
  first = 0
  /** Place of the next byte to hand on, and its sequence number. */
  position = 0
  next = 0
  /** What the other side acknowledged last: a sequence number, once `isAcknowledged`. */
  isAcknowledged = false
  acknowledged = 0
  /** Place behind the last byte, once a FIN told; -1 before. */
  fin = -1
  readonly held = new Pieces<HeldSegment>()
  heldCost = 0

  start(sequence: number): void {
    this.started = true
    this.first = sequence
    this.next = sequence
  }

  placeOf(sequence: number): number {
    return this.position + ((sequence - this.next) | 0)
  }

  advance(bytes: number): void {
    this.position += bytes
    this.next = (this.next + bytes) >>> 0
  }

  get firstHeld(): Piece<HeldSegment> | undefined {
    return this.held.list[0]
  }

  /** Place up to which the other side has got everything; -1 when it has not said. */
  get acknowledgedPlace(): number {
    return this.isAcknowledged ? this.placeOf(this.acknowledged) : -1
  }
}
