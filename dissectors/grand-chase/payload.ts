import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { u16be, u32be } from '../../src/fields/read.js'
import { type Choose, readData } from './buffer.js'
import { PADDING_SECRET, PAYLOAD, TRAILER_SECRET } from './fields.js'
import { inflate } from './inflate.js'
import type { OpcodeTable } from './names.js'
import { paddingOf } from './padding.js'

/*
 *  opcode:2  content size:4  compression:1  content  trailer:4  | 1 2 3 ... N  N
 *  +----------------------- payload ------------------------+   +-- padding --+
 *  Numbers are in network order. In a message without content the compression byte may be absent.
 */

/** Bytes of the trailer that most builds send; some send none. */
const TRAILER_WIDTH = 4

const PADDING = findingKind('grand-chase.padding', 'warning')
const TRAILER = findingKind('grand-chase.trailer', 'note')

/**
 * Records a plaintext; `at` is at its beginning. `choose` says what its content is read as; bytes that lie elsewhere are
 * masked if the message `mayBeSecret`.
 */
export function readPayload(at: Cursor, table: OpcodeTable, choose: Choose, mayBeSecret: boolean): void {
  const padding = paddingOf(at.bytes, at.pos, at.end)
  at.enter(at.remaining - 1 - (padding.sound ? padding.length : 0), PAYLOAD.pad_length)
  at.read(table.field)
  const size = at.read(PAYLOAD.content_size)
  if (!lacksCompressionByte(size, at.remaining)) {
    const compression = at.read(PAYLOAD.compression)
    if (!at.failed) readData(at, size, compression, choose, mayBeSecret)
  }
  readTrailer(at, padding.sound && padding.length > 0 ? at.remaining : zerosAt(at), mayBeSecret)
  // What is left here does not count 1, 2, 3 ...
  at.rest(mayBeSecret && !isZero(at, at.remaining) ? PADDING_SECRET : PAYLOAD.padding)
  at.leave()
  if (padding.sound && padding.length > 0) at.take(PAYLOAD.padding, padding.length)
  at.read(PAYLOAD.pad_length)
  if (at.failed) return
  at.derive(PAYLOAD.pad_style, padding.style)
  if (!padding.sound) {
    at.find(
      PADDING,
      `The last byte says ${padding.length} pad bytes, but what stands before it ${padding.style}.`,
      1,
    )
  }
}

/** A message's content as it reads: inflated, if it is compressed. */
export interface Content {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

/** Bytes before the content, and those of the inflated size in front of a compressed one. */
const HEADER = 7
const INFLATED_SIZE = 4

/** The opcode of a plaintext, of which there are two blocks at least. */
export function opcodeOf({ bytes, pos }: Cursor): number {
  return u16be(bytes, pos)
}

/** The content of a plaintext, without recording it; undefined where there is none. */
export function contentOf({ bytes, pos, end }: Cursor): Content | undefined {
  const start = pos + HEADER
  const stop = Math.min(end, start + u32be(bytes, pos + 2))
  if (stop <= start) return undefined
  if (bytes[start - 1] !== 1) return { bytes, start, end: stop }
  if (start + INFLATED_SIZE >= stop) return undefined
  const inflated = inflate(bytes, start + INFLATED_SIZE, stop).bytes
  return inflated.length > 0 ? { bytes: inflated, start: 0, end: inflated.length } : undefined
}

/** Whether the trailer of a whole, uncompressed message with sound padding is absent. */
export function lacksTrailer({ bytes, pos, end }: Cursor): boolean {
  const { sound, length } = paddingOf(bytes, pos, end)
  return sound && length > 0 && pos + HEADER + u32be(bytes, pos + 2) === end - 1 - length
}

/** Of two ways to write a message without content one has no compression byte; what is left tells them apart. */
function lacksCompressionByte(size: number, left: number): boolean {
  return size === 0 && (left === 0 || left === TRAILER_WIDTH)
}

function readTrailer(at: Cursor, length: number, mayBeSecret: boolean): void {
  if (length === 0 || at.failed) return
  const zero = isZero(at, length)
  at.take(zero || !mayBeSecret ? PAYLOAD.trailer : TRAILER_SECRET, length)
  if (!zero) at.find(TRAILER, 'Behind the content stand bytes that are not zero.', length)
}

/** Whether the next `length` bytes are all 0. */
function isZero({ bytes, pos }: Cursor, length: number): boolean {
  for (let at = pos; at < pos + length; at++) if (bytes[at] !== 0) return false
  return true
}

/** Zero bytes that can be the trailer where nothing says how long it is. */
function zerosAt(at: Cursor): number {
  let length = 0
  while (length < TRAILER_WIDTH && length < at.remaining && at.bytes[at.pos + length] === 0) length++
  return length
}
