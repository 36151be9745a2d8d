import type { MessageRef } from '../../../src/dissect/message.js'

/** Senders of both eras count up to here and begin again at 0; sequences are compared modulo this. */
const SEQUENCES = 0x100_0000

/** Packets of one direction remembered at most: at 150 packets a second some 27 seconds, several times what resends take. */
export const WINDOW = 4096

/** Slots a direction begins with; most conversations that ever open stay short. */
const FIRST_SLOTS = 16

const NONE = -1

/** How a packet's sequence fits those seen before it. */
export const enum Arrival {
  /** The first of its direction, or the one after the highest. */
  InOrder,
  /** Beyond the one after the highest: some have not come. */
  Ahead,
  /** Not seen, but higher ones were. */
  Late,
  /** Seen before. */
  Again,
  /** So far from the others that it belongs to another count. */
  Elsewhere,
}

/**
 * The packets last seen of one direction of a circuit, by sequence: the message that brought each first, and whether
 * an ack came for it. Numbers in typed arrays that grow with the traffic up to WINDOW packets.
 */
export class Window {
  /** Sequences that had to come before the last packet `see` was asked about, and have not. */
  missing = 0
  #highest = NONE
  #mask = FIRST_SLOTS - 1
  #sequences = new Int32Array(FIRST_SLOTS).fill(NONE)
  #numbers = new Int32Array(FIRST_SLOTS)
  #seconds = new Float64Array(FIRST_SLOTS)
  #nanoseconds = new Int32Array(FIRST_SLOTS)
  /** 1 once an ack came. */
  #acked = new Uint8Array(FIRST_SLOTS)

  /** The slot of a sequence, -1 when it is not remembered. */
  find(sequence: number): number {
    const wanted = sequence % SEQUENCES
    const slot = wanted & this.#mask
    return this.#sequences[slot] === wanted ? slot : NONE
  }

  /** Takes a packet in, unless its sequence is known, and says how it fits. */
  see(sequence: number, by: MessageRef): Arrival {
    const counted = sequence % SEQUENCES
    const arrival = this.#judge(counted)
    if (arrival === Arrival.Again) return arrival
    if (arrival === Arrival.Elsewhere) this.clear()
    if (arrival !== Arrival.Late) this.#highest = counted
    this.#add(counted, by.number, by.seconds, by.nanoseconds, 0)
    return arrival
  }

  /** The message that brought the packet in a slot first. */
  message(slot: number): MessageRef {
    return {
      number: this.#numbers[slot]!,
      seconds: this.#seconds[slot]!,
      nanoseconds: this.#nanoseconds[slot]!,
    }
  }

  /** Notes an ack for the packet in a slot; false when there was one already. */
  ack(slot: number): boolean {
    const first = this.#acked[slot] === 0
    this.#acked[slot] = 1
    return first
  }

  /** The highest sequence so far, -1 before any. */
  get highest(): number {
    return this.#highest
  }

  /** Forgets everything, as for another circuit. */
  clear(): void {
    this.#sequences.fill(NONE)
    this.#highest = NONE
  }

  #judge(sequence: number): Arrival {
    this.missing = 0
    if (this.find(sequence) !== NONE) return Arrival.Again
    if (this.#highest === NONE) return Arrival.InOrder
    const ahead = (sequence - this.#highest + SEQUENCES) % SEQUENCES
    if (ahead > SEQUENCES - WINDOW) return Arrival.Late
    if (ahead > WINDOW) return Arrival.Elsewhere
    this.missing = ahead - 1
    return ahead === 1 ? Arrival.InOrder : Arrival.Ahead
  }

  #add(sequence: number, number: number, seconds: number, nanoseconds: number, acked: number): void {
    while (this.#sequences[sequence & this.#mask] !== NONE && this.#mask < WINDOW - 1) this.#grow()
    const slot = sequence & this.#mask
    this.#sequences[slot] = sequence
    this.#numbers[slot] = number
    this.#seconds[slot] = seconds
    this.#nanoseconds[slot] = nanoseconds
    this.#acked[slot] = acked
  }

  #grow(): void {
    const [sequences, numbers, seconds] = [this.#sequences, this.#numbers, this.#seconds]
    const [nanoseconds, acked] = [this.#nanoseconds, this.#acked]
    const slots = 2 * sequences.length
    this.#mask = slots - 1
    this.#sequences = new Int32Array(slots).fill(NONE)
    this.#numbers = new Int32Array(slots)
    this.#seconds = new Float64Array(slots)
    this.#nanoseconds = new Int32Array(slots)
    this.#acked = new Uint8Array(slots)
    for (let i = 0; i < sequences.length; i++) {
      if (sequences[i] !== NONE)
        this.#add(sequences[i]!, numbers[i]!, seconds[i]!, nanoseconds[i]!, acked[i]!)
    }
  }
}
