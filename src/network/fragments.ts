import { Datagram } from './datagram.js'
import { keepFrame } from './kept.js'
import { KeyTable } from './key-table.js'
import { KEPT_FRAME_OVERHEAD, type NetworkLimits } from './limits.js'
import type { Packet } from './packet.js'
import { FRAGMENT_OVERLAP, HEADER } from './problems.js'

/** What becomes of a fragment: the datagram still waits for others, or is whole, or the fragment is damaged. */
export const enum Joined {
  Waits,
  Whole,
  Damaged,
}

/** Bytes of the largest IP datagram. */
const MAX_DATAGRAM = 0xffff

const CONFLICT =
  'Bytes of this fragment differ from those that came first for the same place; the first are shown.'
const BEYOND_END = 'This fragment and another disagree about where the datagram ends.'

/**
 * Puts IP datagrams together from fragments that come in any order. Where two overlap, the first wins.
 * Datagrams that are given up, because of their age or the caps, are left in `abandoned`.
 */
export class Fragments {
  /** Given up since the owner last emptied the list. */
  readonly abandoned: Datagram[] = []
  readonly #table: KeyTable<Datagram>
  readonly #limits: NetworkLimits
  #cost = 0

  constructor(limits: NetworkLimits) {
    this.#table = new KeyTable(limits.datagrams)
    this.#limits = limits
  }

  /** Takes the fragment in `p`. When it makes its datagram whole, `p` then holds the whole. */
  join(p: Packet): Joined {
    const start = p.fragmentOffset
    const length = p.left + p.cut
    if (start + length > MAX_DATAGRAM || (p.moreFragments && length % 8 !== 0))
      return refuse(p, start, length)
    const key = this.#writeKey(p)
    const known = this.#table.find(key)
    const datagram = known ?? new Datagram(p)
    if (!known) this.#table.add(datagram, key)
    this.#insert(datagram, p)
    if (datagram.isWhole) {
      this.#remove(datagram)
      datagram.giveWhole(p)
      return Joined.Whole
    }
    datagram.keepFindings(p)
    this.#keepWithinCaps()
    return Joined.Waits
  }

  /** Gives up datagrams that no fragment has come for since long before frame `number`. */
  expire(number: number): void {
    let oldest = this.#table.oldest
    while (oldest && oldest.lastFrame.number + this.#limits.fragmentAge < number) {
      this.#abandon(oldest)
      oldest = this.#table.oldest
    }
  }

  /** Gives up all that still wait. */
  end(): void {
    while (this.#table.oldest) this.#abandon(this.#table.oldest)
  }

  #writeKey(p: Packet): number {
    const { words } = this.#table
    const { bytes } = p.frame
    // In IPv4 the protocol is part of a datagram's name (RFC 791 section 2.3), in IPv6 it is not.
    words[0] = p.family === 4 ? (p.protocol << 8) | 4 : 6
    words[1] = p.fragmentId
    const length = p.family === 4 ? 4 : 16
    return this.#table.pack(this.#table.pack(2, bytes, p.source, length), bytes, p.target, length)
  }

  #insert(datagram: Datagram, p: Packet): void {
    const frame = keepFrame(p.frame)
    const start = p.at - p.frame.start
    const pieces = datagram.pieces.list.length
    const { added, conflict } = datagram.pieces.insert(
      p.fragmentOffset,
      frame.bytes,
      start,
      start + p.left,
      frame,
    )
    const cost = (datagram.pieces.list.length - pieces) * (frame.bytes.length + KEPT_FRAME_OVERHEAD)
    datagram.cost += cost
    this.#cost += cost
    datagram.add(p, frame, added)
    if (conflict) p.find(FRAGMENT_OVERLAP, CONFLICT, p.at, p.left)
    if (!datagram.agreesOnEnd(p)) p.find(FRAGMENT_OVERLAP, BEYOND_END, p.at, p.left)
  }

  #keepWithinCaps(): void {
    while (this.#table.size > this.#limits.datagrams || this.#cost > this.#limits.fragmentBytes)
      this.#abandon(this.#table.oldest!)
  }

  #abandon(datagram: Datagram): void {
    this.#remove(datagram)
    this.abandoned.push(datagram)
  }

  #remove(datagram: Datagram): void {
    this.#table.remove(datagram)
    this.#cost -= datagram.cost
  }
}

function refuse(p: Packet, start: number, length: number): Joined {
  const problem =
    start + length > MAX_DATAGRAM
      ? `The fragment would end at byte ${start + length} of its datagram, beyond the largest possible (${MAX_DATAGRAM}).`
      : `The fragment has ${length} bytes; all but the last must have a multiple of 8.`
  p.find(HEADER, problem, p.at, p.left)
  p.giveUp(`IPv${p.family} fragment, damaged`)
  return Joined.Damaged
}
