import type { MessageRef } from '../../../src/dissect/message.js'
import type { Room, Tenant } from './room.js'

/** Senders of both eras count up to here and begin again at 0; sequences are compared modulo this. */
const SEQUENCES = 0x100_0000

/** Packets of one direction remembered at most: at 150 packets a second some 27 seconds, several times what resends take. */
export const WINDOW = 4096

/** Packets a direction has room for when it begins; most conversations that ever open stay short. */
const FIRST_SLOTS = 4

/**
 * Numbers of a slot: sequence with ACKED, message, seconds, nanoseconds. Of message and seconds the lowest 32 bits, which
 * the packet that asks completes: small slots, since every packet of busy circuits comes upon one that no cache holds.
 */
const enum Part {
  Sequence,
  Message,
  Seconds,
  Nanoseconds,
}
const SLOT_SIZE = 4

const NONE = -1

/** In Sequence: an ack came. */
const ACKED = 0x100_0000

/** In Nanoseconds: when it came is not known. */
const NO_TIME = -1

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
 * an ack came for it. Numbers in one typed array that grows with the traffic up to WINDOW packets, as far as there is room.
 */
export class Window implements Tenant {
  /** Sequences that had to come before the last packet `see` was asked about, and have not. */
  missing = 0
  /** Packets were forgotten since somebody last looked, to make room for other circuits. */
  shrunk = false
  readonly #room: Room
  #highest = NONE
  #mask = FIRST_SLOTS - 1
  #slots = emptySlots(FIRST_SLOTS)

  constructor(room: Room) {
    this.#room = room
  }

  /** The slot of a sequence, -1 when it is not remembered. */
  find(sequence: number): number {
    const wanted = sequence % SEQUENCES
    const slot = (wanted & this.#mask) * SLOT_SIZE
    return (this.#slots[slot + Part.Sequence]! & ~ACKED) === wanted ? slot : NONE
  }

  /** Takes a packet in, unless its sequence is known, and says how it fits. */
  see(sequence: number, by: MessageRef): Arrival {
    const counted = sequence % SEQUENCES
    const arrival = this.#judge(counted)
    if (arrival === Arrival.Again) return arrival
    if (arrival === Arrival.Elsewhere) this.clear()
    if (arrival !== Arrival.Late) this.#highest = counted
    this.#add(counted, by)
    return arrival
  }

  /** The message that brought the packet in a slot first; `now` is one that came after it, by less than 2^31 messages and seconds. */
  message(slot: number, now: MessageRef): MessageRef {
    const slots = this.#slots
    const number = now.number - ((now.number - slots[slot + Part.Message]!) >>> 0)
    const nanoseconds = slots[slot + Part.Nanoseconds]!
    if (nanoseconds === NO_TIME) return { number, seconds: -1, nanoseconds: 0 }
    const seconds = now.seconds - ((now.seconds - slots[slot + Part.Seconds]!) | 0)
    return { number, seconds, nanoseconds }
  }

  /** Notes an ack for the packet in a slot; false when there was one already. */
  ack(slot: number): boolean {
    const sequence = this.#slots[slot + Part.Sequence]!
    this.#slots[slot + Part.Sequence] = sequence | ACKED
    return (sequence & ACKED) === 0
  }

  /** The highest sequence so far, -1 before any. */
  get highest(): number {
    return this.#highest
  }

  /** Forgets everything, as for another circuit. */
  clear(): void {
    this.#slots.fill(NONE)
    this.#highest = NONE
  }

  shrink(): void {
    this.shrunk = true
    this.#mask = FIRST_SLOTS - 1
    this.#slots = emptySlots(FIRST_SLOTS)
  }

  #judge(sequence: number): Arrival {
    this.missing = 0
    if (this.#highest === NONE) return Arrival.InOrder
    const ahead = (sequence - this.#highest + SEQUENCES) % SEQUENCES
    // Most packets are in order: no look at the slot, which often no cache holds.
    if (ahead === 1) return Arrival.InOrder
    if (this.find(sequence) !== NONE) return Arrival.Again
    if (ahead > SEQUENCES - WINDOW) return Arrival.Late
    if (ahead > WINDOW) return Arrival.Elsewhere
    this.missing = ahead - 1
    return Arrival.Ahead
  }

  #add(sequence: number, { number, seconds, nanoseconds }: MessageRef): void {
    let slot = (sequence & this.#mask) * SLOT_SIZE
    while (this.#mask < WINDOW - 1 && this.#slots[slot + Part.Sequence] !== NONE) {
      this.#grow()
      slot = (sequence & this.#mask) * SLOT_SIZE
    }
    const slots = this.#slots
    slots[slot + Part.Sequence] = sequence
    slots[slot + Part.Message] = number
    slots[slot + Part.Seconds] = seconds
    slots[slot + Part.Nanoseconds] = seconds < 0 ? NO_TIME : nanoseconds
  }

  /** Makes room for twice as many packets. Those with different last bits stay apart, so each finds its place. */
  #grow(): void {
    const before = this.#slots
    const count = 2 * (this.#mask + 1)
    const slots = emptySlots(count)
    this.#mask = count - 1
    this.#slots = slots
    for (let at = 0; at < before.length; at += SLOT_SIZE) {
      const sequence = before[at + Part.Sequence]!
      if (sequence === NONE) continue
      const slot = (sequence & this.#mask) * SLOT_SIZE
      for (let part = 0; part < SLOT_SIZE; part++) slots[slot + part] = before[at + part]!
    }
    this.#room.grew(this, count)
  }
}

function emptySlots(count: number): Int32Array {
  return new Int32Array(count * SLOT_SIZE).fill(NONE)
}
