import { Cursor } from '../../src/dissect/cursor.js'
import { MESSAGE_SOURCE, Message } from '../../src/dissect/message.js'
import { coreDialect, type Dialect, type Era } from './dialect.js'
import { RESERVED } from './fields.js'
import { PacketReader } from './packet.js'

/** Where the message number stands in each era, and so the shortest packet less one byte. */
const NUMBER_AT: Readonly<Record<Era, number>> = { classic: 4, modern: 6 }

/**
 * Reads a packet on the side, leaving no trace. Returns the message's type when the packet is exactly
 * one of the dialect's messages (its number known, nothing lacking, nothing left over), otherwise undefined.
 */
export function readsExactly(
  bytes: Uint8Array,
  start: number,
  end: number,
  dialect: Dialect,
): string | undefined {
  if (start >= end || bytes[start]! & RESERVED) return undefined
  scratch.clear()
  scratch.addSource('message', bytes, start, end)
  cursor.begin(scratch, MESSAGE_SOURCE)
  return reader.read(cursor, dialect, undefined) ? scratch.type : undefined
}

const scratch = new Message()
const cursor = new Cursor()
const reader = new PacketReader()

/**
 * Whether reading exactly is no coincidence even for a packet of which nothing else is known. Noise of a few bytes
 * often has the length of a message whose number is one byte, so its sequence must be one of the first 65,536 of a
 * circuit too.
 */
export function isTelling(bytes: Uint8Array, start: number, era: Era): boolean {
  return bytes[start + 1] === 0 || bytes[start + NUMBER_AT[era]] === 0xff
}

/**
 * The era a packet looks like without reading exactly. A modern sequence wraps at 2^24, so byte 1 is 0, and
 * nobody sends an extra header, so byte 5 is 0, but no message has the number 0. A classic packet early in a circuit has byte 1 zero too, and at
 * byte 4 a message number that begins with 0xff or, where the capture `cut` the packet, that of a High message.
 */
export function eraByShape(bytes: Uint8Array, start: number, end: number, cut: boolean): Era | undefined {
  const length = end - start
  if (length <= NUMBER_AT.classic || bytes[start]! & RESERVED || bytes[start + 1] !== 0) return undefined
  if (length > NUMBER_AT.modern && bytes[start + 5] === 0 && bytes[start + NUMBER_AT.modern] !== 0)
    return 'modern'
  const number = bytes[start + NUMBER_AT.classic]!
  return number === 0xff || (cut && coreDialect('classic').program(number)) ? 'classic' : undefined
}
