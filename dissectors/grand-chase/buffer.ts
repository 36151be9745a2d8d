import { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { COMPRESSED_CLOSED, COMPRESSED_OPENED, COMPRESSED_SECRET, PAYLOAD } from './fields.js'
import { inflate } from './inflate.js'

const INFLATE = findingKind('grand-chase.inflate', 'error')
const INFLATED_SIZE = findingKind('grand-chase.inflated-size', 'warning')
const COMPRESSION = findingKind('grand-chase.compression', 'warning')

/** What a content is read as, once its bytes are known. */
export interface Reading {
  record(at: Cursor): void
  /** Some of it must not be shown. */
  readonly secret: boolean
}

/** Says what bytes are read as. */
export type Choose = (bytes: Uint8Array, start: number, end: number) => Reading

/** Records a buffer inside a content: size, compression, data (protocol page section 3.2). */
export function readBuffer(at: Cursor, choose: Choose): void {
  at.open(PAYLOAD.nested)
  const size = at.read(PAYLOAD.content_size)
  const compression = at.read(PAYLOAD.compression)
  if (!at.failed) readData(at, size, compression, choose)
  at.close()
}

/**
 * Records the data of a buffer, `size` bytes: as they are, or inflated in a source of their own. `choose` says what they
 * are read as; it is given the bytes that are then recorded. What cannot be inflated is masked where it `mayBeSecret`.
 */
export function readData(
  at: Cursor,
  size: number,
  compression: number,
  choose: Choose,
  mayBeSecret = false,
): void {
  at.enter(size, PAYLOAD.content_size)
  if (compression === 1) readCompressed(at, choose, mayBeSecret)
  else {
    if (compression !== 0) {
      at.find(COMPRESSION, `The compression byte is ${compression}; 0 (none) and 1 (zlib) are known.`, 1)
    }
    if (at.more) choose(at.bytes, at.pos, at.end).record(at)
  }
  at.leave()
}

function readCompressed(at: Cursor, choose: Choose, mayBeSecret: boolean): void {
  const stated = at.read(PAYLOAD.inflated_size)
  if (at.failed) return
  const { bytes, consumed, fault } = inflate(at.bytes, at.pos, at.end)
  if (fault !== undefined) {
    at.rest(mayBeSecret ? COMPRESSED_SECRET : COMPRESSED_CLOSED)
    at.find(INFLATE, `The content cannot be inflated: ${fault}.`, consumed)
    return
  }
  const reading = choose(bytes, 0, bytes.length)
  at.take(reading.secret ? COMPRESSED_SECRET : COMPRESSED_OPENED, consumed)
  if (stated !== bytes.length) {
    at.find(
      INFLATED_SIZE,
      `The content inflates to ${bytes.length} bytes, not to the ${stated} that ${PAYLOAD.inflated_size.path} says.`,
      consumed,
    )
  }
  const { message } = at
  const inner = new Cursor()
  inner.begin(
    message,
    message.addSource('inflated', bytes, 0, bytes.length),
    at.depth,
    'the end of the inflated bytes',
  )
  reading.record(inner)
  inner.finish()
}
