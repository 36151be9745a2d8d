import { Cursor } from '../../src/dissect/cursor.js'
import { MESSAGE_SOURCE, Message } from '../../src/dissect/message.js'
import { coreDialect, type Era } from './dialect.js'
import { RESERVED } from './fields.js'
import { PacketReader } from './packet.js'

/** In the order they are tried. */
export const ERAS: readonly Era[] = ['modern', 'classic']

/** Exact packets more in one era than in the other: from then on one packet alone no longer overrules it. */
const SETTLED = 4

/** The balance counts no further, so that so many packets turn it at any time. */
const MAX_BALANCE = 8

/** Shortest packets: header and a number of one byte. */
const LEAST_MODERN = 7
const LEAST_CLASSIC = 5

/**
 * Which era a conversation speaks. A packet that reads exactly in one era (its number known, nothing
 * lacking, nothing left over) is next to proof: no packet known reads exactly in both. But one whose
 * number is not known in its own era may by chance have the length of a message in the other.
 */
export class EraEvidence {
  /** Exact modern packets less exact classic ones, within limits so that it can turn. */
  #balance = 0

  /** Whether one packet that reads exactly in the other era is taken for chance. */
  get isSettled(): boolean {
    return Math.abs(this.#balance) >= SETTLED
  }

  /** The era to expect of a packet; undefined when neither evidence nor the packet's shape tells. */
  expect(bytes: Uint8Array, start: number, end: number): Era | undefined {
    if (this.#balance !== 0) return this.#balance > 0 ? 'modern' : 'classic'
    return eraByShape(bytes, start, end)
  }

  /** A packet read exactly in `era`. */
  count(era: Era): void {
    const step = era === 'modern' ? 1 : -1
    this.#balance = Math.max(-MAX_BALANCE, Math.min(MAX_BALANCE, this.#balance + step))
  }
}

export function otherEra(era: Era): Era {
  return era === 'modern' ? 'classic' : 'modern'
}

/**
 * Reads a packet on the side, leaving no trace. Returns the message's type when the packet is exactly
 * one of the era's core messages, otherwise undefined.
 */
export function readsExactly(bytes: Uint8Array, start: number, end: number, era: Era): string | undefined {
  if (start >= end || bytes[start]! & RESERVED) return undefined
  scratch.clear()
  scratch.addSource('message', bytes, start, end)
  cursor.begin(scratch, MESSAGE_SOURCE)
  return reader.read(cursor, coreDialect(era), undefined) ? scratch.type : undefined
}

const scratch = new Message()
const cursor = new Cursor()
const reader = new PacketReader()

/**
 * The era a packet looks like without reading it. A modern sequence wraps at 2^24, so byte 1 is 0, and
 * nobody sends an extra header, so byte 5 is 0. A classic packet early in a circuit has byte 1 zero too,
 * and at byte 4 a message number that begins with 0xff or is that of a known High message.
 */
function eraByShape(bytes: Uint8Array, start: number, end: number): Era | undefined {
  const length = end - start
  if (length < LEAST_CLASSIC || bytes[start]! & RESERVED || bytes[start + 1] !== 0) return undefined
  if (length >= LEAST_MODERN && bytes[start + 5] === 0) return 'modern'
  const number = bytes[start + 4]!
  return number === 0xff || coreDialect('classic').program(number) ? 'classic' : undefined
}
