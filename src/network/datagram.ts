import { MAX_FINDINGS } from '../dissect/limits.js'
import { u16be } from '../fields/read.js'
import type { Frame } from '../ingest/frame.js'
import { Entry } from './key-table.js'
import type { Packet } from './packet.js'
import type { NetworkFinding } from './payload.js'
import { endOf, Pieces } from './pieces.js'
import { FRAGMENTS_MISSING } from './problems.js'
import { IpProtocol, UDP_HEADER } from './protocols.js'

/** An IP datagram that fragments are still missing of. */
export class Datagram extends Entry {
  readonly pieces = new Pieces<Frame>()
  lastFrame: Frame
  /** Bytes it counts for against the caps. */
  cost = 0
  /** Length, once the last fragment told; -1 before. */
  #length = -1
  #have = 0
  /** Protocol of its payload, as the first fragment says. */
  #protocol: number
  /** Frames that brought bytes, in order of arrival. */
  readonly #frames: number[] = []
  readonly #findings: NetworkFinding[] = []

  constructor(p: Packet) {
    super()
    this.#protocol = p.protocol
    this.lastFrame = p.frame
  }

  /** Notes the fragment in `p`, of which `added` bytes were new. */
  add(p: Packet, frame: Frame, added: number): void {
    this.lastFrame = frame
    this.#have += added
    if (added > 0) this.#frames.push(frame.number)
    if (p.fragmentOffset === 0) this.#protocol = p.protocol
  }

  /** Notes where the datagram ends, if the fragment in `p` tells; false if another told otherwise. */
  agreesOnEnd(p: Packet): boolean {
    const end = p.fragmentOffset + p.left + p.cut
    if (!p.moreFragments && this.#length < 0) this.#length = end
    if (this.#length < 0) return true
    return p.moreFragments ? end <= this.#length : end === this.#length
  }

  get isWhole(): boolean {
    // Bytes beyond the end may have come too, so the count alone does not tell.
    return this.#length >= 0 && this.#have >= this.#length && this.#prefix() >= this.#length
  }

  /** Keeps the findings of a packet that nothing is handed on for yet. Their ranges lie in a frame that is gone then. */
  keepFindings(p: Packet): void {
    for (const { kind, text } of p.findings) {
      if (this.#findings.length < MAX_FINDINGS) this.#findings.push({ kind, text, start: 0, length: 0 })
    }
  }

  /** Replaces the fragment in `p` by the whole. */
  giveWhole(p: Packet): void {
    this.#give(p, this.#length)
  }

  /**
   * Replaces the fragment in `p` by what there is from the beginning on, the rest counting as cut; false
   * where not even the beginning is there.
   */
  givePart(p: Packet): boolean {
    const prefix = this.#prefix()
    const text = `Fragments of this datagram are missing in the capture; ${this.#have} of its bytes are there.`
    p.findings.length = 0
    p.find(FRAGMENTS_MISSING, text, p.frame.start, 0)
    this.#give(p, prefix)
    if (prefix === 0) return p.giveUp(`IPv${p.family} fragments without the first`)
    p.cut = Math.max(0, this.#probableLength(p) - prefix)
    return true
  }

  #give(p: Packet, length: number): void {
    const { start } = p.frame
    p.findings.unshift(...this.#findings.map((found) => ({ ...found, start })))
    p.earlierFrames = this.#frames.filter((number) => number !== p.frame.number)
    if (length === 0) return
    p.bytes = this.#assemble(length)
    p.at = 0
    p.end = length
    p.cut = 0
    p.protocol = this.#protocol
    p.isFragment = false
  }

  #assemble(length: number): Uint8Array {
    const whole = new Uint8Array(length)
    for (const { at, bytes, start, end } of this.pieces.list) {
      if (at < length) whole.set(bytes.subarray(start, Math.min(end, start + length - at)), at)
    }
    return whole
  }

  /** Bytes that are there from the beginning on without a hole. */
  #prefix(): number {
    let reached = 0
    for (const piece of this.pieces.list) {
      if (piece.at !== reached) break
      reached = endOf(piece)
    }
    return this.#length >= 0 ? Math.min(reached, this.#length) : reached
  }

  /** Where no last fragment has told, a UDP header may; else the farthest byte seen. */
  #probableLength(p: Packet): number {
    if (this.#length >= 0) return this.#length
    if (this.#protocol === IpProtocol.Udp && p.left >= UDP_HEADER) return u16be(p.bytes, p.at + 4)
    const last = this.pieces.list.at(-1)
    return last ? endOf(last) : 0
  }
}
