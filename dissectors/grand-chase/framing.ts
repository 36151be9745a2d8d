import { u32le } from '../../src/fields/read.js'

/*
 *  0      2     4          8          16               size-10   size
 *  | size | SPI | sequence | IV       | ciphertext     | ICV     |
 *         +------------- what the ICV is of -----------+
 */

export const SIZE_WIDTH = 2
export const IV_AT = 8
export const IV_WIDTH = 8
export const ICV_WIDTH = 10
export const BLOCK = 8
/** Bytes of a frame that are not ciphertext. */
export const OVERHEAD = IV_AT + IV_WIDTH + ICV_WIDTH

/** Bytes of the smallest frame: an opcode and a size do not fit into one block with their padding. */
export const MIN_FRAME = OVERHEAD + 2 * BLOCK

/** Sequence numbers that a search for the next frame takes for possible: no session lasts longer. */
const MAX_SEQUENCE = 0xff_ffff

/** Steps between the sequence numbers of two frames that a search takes for possible. */
const MAX_STEP = 1000

/** What is known of the last sound frame in a direction. */
export interface LastFrame {
  readonly spi: number
  readonly sequence: number
}

/** Whether this can be the size of a frame. */
export function isFrameSize(size: number): boolean {
  return size >= MIN_FRAME && (size - OVERHEAD) % BLOCK === 0
}

/** The header of the frame at `start`, whose bytes the caller has checked to be there. */
export function headerAt(bytes: Uint8Array, start: number): LastFrame {
  return { spi: bytes[start + 2]! | (bytes[start + 3]! << 8), sequence: u32le(bytes, start + 4) }
}

/** Size of the frame at `start` as it says itself. */
export function sizeAt(bytes: Uint8Array, start: number): number {
  return bytes[start]! | (bytes[start + 1]! << 8)
}

/**
 * Whether a frame's header stands at `start` as the game's own programs write it: the IV is one byte, not zero, eight
 * times over. Other programs send random IVs.
 */
export function hasTypicalHeader(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < IV_AT + IV_WIDTH || !isFrameSize(sizeAt(bytes, start))) return false
  const first = bytes[start + IV_AT]!
  if (first === 0 || u32le(bytes, start + 4) > MAX_SEQUENCE) return false
  for (let at = start + IV_AT; at < start + IV_AT + IV_WIDTH; at++) if (bytes[at] !== first) return false
  return true
}

/**
 * Bytes from `start` to what looks like the next frame: a typical header, or one that goes on from the `last` frame.
 * Where none is, up to where one may begin whose header is not there yet; 0 when that is here.
 */
export function toNextFrame(
  bytes: Uint8Array,
  start: number,
  end: number,
  last: LastFrame | undefined,
): number {
  const stop = end - IV_AT - IV_WIDTH
  for (let at = start + 1; at <= stop; at++) {
    if (isLikelyFrame(bytes, at, end, last)) return at - start
  }
  return Math.max(0, stop + 1 - start)
}

/** Whether what begins at `start` looks like a frame by more than its size: of sizes one in eight is possible. */
export function isLikelyFrame(
  bytes: Uint8Array,
  start: number,
  end: number,
  last: LastFrame | undefined,
): boolean {
  return (
    end - start >= IV_AT + IV_WIDTH && (hasTypicalHeader(bytes, start, end) || goesOn(bytes, start, last))
  )
}

function goesOn(bytes: Uint8Array, at: number, last: LastFrame | undefined): boolean {
  if (last === undefined || !isFrameSize(sizeAt(bytes, at))) return false
  const { spi, sequence } = headerAt(bytes, at)
  const step = sequence - last.sequence
  return spi === last.spi && step > 0 && step <= MAX_STEP
}
