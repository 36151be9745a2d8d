import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { crc32 } from '../ingest/crc32.js'

const GZIP_HEADER = 10
const GZIP_TRAILER = 8
const ZLIB_HEADER = 2
const ZLIB_TRAILER = 4
/** Flag of a gzip header: a name follows, ended by a zero byte (RFC 1952 section 2.3.1). */
const HAS_NAME = 8

/** Blocks without content, ending at a byte (RFC 1951 section 3.2): stored ones, with none to two of fixed codes before. */
const EMPTY_BLOCKS: readonly (readonly number[])[] = [
  [0x00, 0x00, 0x00, 0xff, 0xff],
  [0x02, 0x00, 0x00, 0x00, 0xff, 0xff],
  [0x02, 0x08, 0x00, 0x00, 0x00, 0xff, 0xff],
]

/**
 * Compresses `content` anew in the form that `packed` has (gzip, zlib or bare deflate) and to exactly its length; undefined
 * where that cannot be done.
 */
export function deflateTo(packed: Uint8Array, content: Uint8Array): Uint8Array | undefined {
  for (const raw of attempts(content)) {
    const whole = isGzip(packed) ? gzip(packed, raw, content) : stream(packed, raw, content)
    if (whole) return whole
  }
  return undefined
}

/** Smallest first, as a rule. */
function* attempts(content: Uint8Array): Generator<Uint8Array> {
  const { Z_DEFAULT_STRATEGY, Z_FILTERED } = constants
  for (const strategy of [Z_DEFAULT_STRATEGY, Z_FILTERED])
    for (const level of [9, 7, 6, 5, 4]) yield deflateRawSync(content, { level, memLevel: 9, strategy })
}

/** Filled up by a name in the header. */
function gzip(packed: Uint8Array, raw: Uint8Array, content: Uint8Array): Uint8Array | undefined {
  const room = packed.length - GZIP_HEADER - raw.length - GZIP_TRAILER
  if (room < 0) return undefined
  const whole = new Uint8Array(packed.length)
  whole.set(packed.subarray(0, GZIP_HEADER))
  whole[3] = room > 0 ? HAS_NAME : 0
  if (room > 1) whole.fill(0x2d, GZIP_HEADER, GZIP_HEADER + room - 1)
  whole.set(raw, GZIP_HEADER + room)
  const trailer = new DataView(whole.buffer, whole.length - GZIP_TRAILER)
  trailer.setUint32(0, crc32(content), true)
  trailer.setUint32(4, content.length, true)
  return whole
}

/** Filled up by empty blocks in front. */
function stream(packed: Uint8Array, raw: Uint8Array, content: Uint8Array): Uint8Array | undefined {
  const header = isZlib(packed) ? packed.subarray(0, ZLIB_HEADER) : new Uint8Array(0)
  const trailer = header.length > 0 ? deflateSync(content).subarray(-ZLIB_TRAILER) : new Uint8Array(0)
  const filling = emptyBlocks(packed.length - header.length - raw.length - trailer.length)
  return filling && Buffer.concat([header, filling, raw, trailer])
}

/** Empty blocks of `room` bytes altogether; undefined where none fit (1 to 4, 8 or 9 bytes, or fewer than 0). */
function emptyBlocks(room: number): Uint8Array | undefined {
  const count = Math.floor(room / EMPTY_BLOCKS[0]!.length)
  const more = room - count * EMPTY_BLOCKS[0]!.length
  if (room < 0 || more > 2 * count) return undefined
  return Uint8Array.from(
    Array.from({ length: count }, (_, i) => EMPTY_BLOCKS[Math.min(2, Math.max(0, more - 2 * i))]!).flat(),
  )
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}
