import type { FindingKind } from '../dissect/finding.js'
import type { Frame } from '../ingest/frame.js'
import { newFrame } from '../ingest/frame.js'
import type { NetworkFinding } from './payload.js'
import { CUT, HEADER } from './problems.js'

/**
 * What is known of the packet at hand, as numbers; one object, used for every packet. Each layer reads its
 * header at `at`, leaves its results here and moves `at` behind it; it returns false where it gives up, and
 * `what` then says in a few words at what.
 */
export class Packet {
  frame: Frame = newFrame()
  /** The buffer being taken apart: the frame's, or that of a datagram put together from fragments. */
  bytes = this.frame.bytes
  /** The layer at hand is `bytes[at..end)`. */
  at = 0
  end = 0
  /** Bytes of the layer at hand that are missing at its end. */
  cut = 0
  what = ''

  etherType = 0
  /** Where in the frame two MAC addresses (destination, source) are; -1 when there are none. */
  macs = -1

  /** IP version; 0 without an IP header. */
  family: 0 | 4 | 6 = 0
  /** Where in the frame the IP addresses are. */
  source = 0
  target = 0
  protocol = 0
  /** The addresses are those the transport checksum was made with (no source route is under way). */
  checkable = true
  isFragment = false
  fragmentId = 0
  /** In bytes. */
  fragmentOffset = 0
  moreFragments = false
  earlierFrames: readonly number[] = NONE

  sourcePort = 0
  targetPort = 0
  sequence = 0
  acknowledged = 0
  tcpFlags = 0

  readonly findings: NetworkFinding[] = []

  begin(frame: Frame): void {
    this.frame = frame
    this.bytes = frame.bytes
    this.at = frame.start
    this.end = frame.end
    this.cut = Math.max(0, frame.originalLength - (frame.end - frame.start))
    this.macs = -1
    this.what = ''
    this.family = 0
    this.checkable = true
    this.isFragment = false
    this.earlierFrames = NONE
    this.sourcePort = 0
    this.targetPort = 0
    if (this.findings.length > 0) this.findings.length = 0
  }

  /** Bytes of the layer at hand that were captured. */
  get left(): number {
    return this.end - this.at
  }

  /** Records a problem at `length` bytes from `start` on; without a range where the bytes are not the frame's own. */
  find(kind: FindingKind, text: string, start: number, length: number): void {
    if (this.bytes === this.frame.bytes) this.findings.push({ kind, text, start, length })
    else this.findings.push({ kind, text, start: this.frame.start, length: 0 })
  }

  giveUp(what: string): false {
    this.what = what
    return false
  }

  /** Gives up because a header of `needed` bytes is not all there. */
  tooShort(layer: string, needed: number): false {
    const { left } = this
    if (this.cut > 0) {
      this.find(
        CUT,
        `The capture cut the packet: the ${layer} header needs ${needed} bytes, ${left} are there.`,
        this.at,
        left,
      )
      return this.giveUp(`${layer}, header cut off`)
    }
    return this.damaged(layer, `The ${layer} header needs ${needed} bytes, but only ${left} are there.`, left)
  }

  /** Gives up because a header says what cannot be. */
  damaged(layer: string, sentence: string, length: number): false {
    this.find(HEADER, sentence, this.at, length)
    return this.giveUp(`${layer}, damaged header`)
  }

  /**
   * Ends the layer at hand `length` bytes from `at`, as its length field says: what follows is padding, what is
   * missing counts as cut. Returns false where even the uncut packet would hold less.
   */
  limit(length: number): boolean {
    const captured = this.left
    const onWire = captured + this.cut
    this.cut = Math.max(0, length - captured)
    this.end = this.at + Math.min(length, captured)
    return length <= onWire
  }
}

const NONE: readonly number[] = []
