import type { MessageRef } from '../../../src/dissect/message.js'

/** Packets kept at most, and those there is room for at first. */
export const MAX_UNACKED = 1024
const FIRST_ROOM = 32

/** Spreads sequences, which mostly follow one another, over a table: 2^32 divided by the golden ratio. */
const SPREAD = 0x9e37_79b1

/** A reliable packet. */
export interface Reliable extends MessageRef {
  readonly sequence: number
  readonly type: string
  /** Sendings seen, the first included. */
  readonly sendings: number
}

/** What became of a reliable packet: kept beside for the few of which it is told one by one. */
export interface Delivery {
  sendings: number
  ackedIn: number | undefined
  /** From the first sending to the ack. */
  ackedAfter: number | undefined
}

/**
 * Reliable packets of one direction that wait for their ack, in the order they were first sent; the oldest goes when there are
 * too many. It is asked at every packet, so packets are rows of columns, and a table finds them by their sequence.
 */
export class Unacked {
  /** Packets that wait. */
  size = 0
  /** Packets that had to go before their ack. */
  dropped = 0
  #room = 0
  /** Rows in use, those of packets that wait no longer too. */
  #end = 0
  /** No row before it waits. */
  #begin = 0
  /** Rows and one, 0 for none: four for each row there is room for, so that searches end soon. */
  #table = new Int32Array(0)
  #sequences = new Float64Array(0)
  /** Sendings seen, 0 for a packet that waits no longer. */
  #sendings = new Uint32Array(0)
  /** Packets sent more than once, whether the capture has that or not: which sending an ack is for is not known. */
  #again = new Uint8Array(0)
  #numbers = new Float64Array(0)
  #seconds = new Float64Array(0)
  #nanoseconds = new Uint32Array(0)
  readonly #types: string[] = []
  readonly #deliveries: (Delivery | undefined)[] = []

  /** Takes a packet at its first sending. `delivery` is told what becomes of it. */
  add(
    sequence: number,
    type: string,
    { number, seconds, nanoseconds }: MessageRef,
    isSentAgain: boolean,
    delivery: Delivery | undefined,
  ): void {
    const known = this.find(sequence)
    if (known >= 0) this.#free(known)
    else if (this.size === MAX_UNACKED) this.#dropOldest()
    if (this.#end === this.#room) this.#makeRoom()
    const row = this.#end++
    this.#sequences[row] = sequence
    this.#sendings[row] = 1
    this.#again[row] = isSentAgain ? 1 : 0
    this.#numbers[row] = number
    this.#seconds[row] = seconds
    this.#nanoseconds[row] = nanoseconds
    this.#types[row] = type
    this.#deliveries[row] = delivery
    this.#enter(row)
    this.size++
  }

  /** The row of a packet that waits, -1 for none. It holds until the next packet is added. */
  find(sequence: number): number {
    const mask = this.#table.length - 1
    for (let at = Math.imul(sequence, SPREAD) & mask; mask > 0; at = (at + 1) & mask) {
      const row = this.#table[at]! - 1
      if (row < 0) return -1
      if (this.#sequences[row] === sequence && this.#sendings[row]! > 0) return row
    }
    return -1
  }

  /** The packet was sent once more. */
  sentAgain(row: number): void {
    this.#sendings[row]!++
    this.#again[row] = 1
    const delivery = this.#deliveries[row]
    if (delivery) delivery.sendings++
  }

  isSentAgain(row: number): boolean {
    return this.#again[row] === 1
  }

  /** Copies when it was first sent. */
  readTime(row: number, into: { seconds: number; nanoseconds: number }): void {
    into.seconds = this.#seconds[row]!
    into.nanoseconds = this.#nanoseconds[row]!
  }

  /** Takes a packet out. */
  acked(row: number, message: number, seconds: number | undefined): void {
    const delivery = this.#deliveries[row]
    if (delivery) {
      delivery.ackedIn = message
      delivery.ackedAfter = seconds
    }
    this.#free(row)
  }

  /** The first of the packets that wait, the oldest before others. */
  oldest(most: number): Reliable[] {
    const packets: Reliable[] = []
    for (let row = this.#begin; row < this.#end && packets.length < most; row++) {
      if (this.#sendings[row] === 0) continue
      packets.push({
        number: this.#numbers[row]!,
        seconds: this.#seconds[row]!,
        nanoseconds: this.#nanoseconds[row]!,
        sequence: this.#sequences[row]!,
        type: this.#types[row]!,
        sendings: this.#sendings[row]!,
      })
    }
    return packets
  }

  #free(row: number): void {
    this.#sendings[row] = 0
    this.#deliveries[row] = undefined
    this.size--
  }

  #dropOldest(): void {
    while (this.#sendings[this.#begin] === 0) this.#begin++
    this.#free(this.#begin)
    this.dropped++
  }

  #enter(row: number): void {
    const mask = this.#table.length - 1
    let at = Math.imul(this.#sequences[row]!, SPREAD) & mask
    while (this.#table[at] !== 0) at = (at + 1) & mask
    this.#table[at] = row + 1
  }

  /** Closes the gaps of packets that wait no longer; where they are few, there are as many rows again. */
  #makeRoom(): void {
    if (2 * this.size >= this.#room) this.#grow(Math.max(FIRST_ROOM, 2 * this.#room))
    let kept = 0
    for (let row = this.#begin; row < this.#end; row++) {
      if (this.#sendings[row] === 0) continue
      this.#move(row, kept)
      kept++
    }
    this.#begin = 0
    this.#end = kept
    this.#table.fill(0)
    for (let row = 0; row < kept; row++) this.#enter(row)
  }

  #move(from: number, to: number): void {
    if (from === to) return
    this.#sequences[to] = this.#sequences[from]!
    this.#sendings[to] = this.#sendings[from]!
    this.#again[to] = this.#again[from]!
    this.#numbers[to] = this.#numbers[from]!
    this.#seconds[to] = this.#seconds[from]!
    this.#nanoseconds[to] = this.#nanoseconds[from]!
    this.#types[to] = this.#types[from]!
    this.#deliveries[to] = this.#deliveries[from]
  }

  #grow(room: number): void {
    this.#room = room
    this.#table = new Int32Array(4 * room)
    this.#sequences = grown(this.#sequences, new Float64Array(room))
    this.#sendings = grown(this.#sendings, new Uint32Array(room))
    this.#again = grown(this.#again, new Uint8Array(room))
    this.#numbers = grown(this.#numbers, new Float64Array(room))
    this.#seconds = grown(this.#seconds, new Float64Array(room))
    this.#nanoseconds = grown(this.#nanoseconds, new Uint32Array(room))
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
