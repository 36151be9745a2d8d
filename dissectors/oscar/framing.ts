import { u16be, u32be } from '../../src/fields/read.js'
import { FOODGROUPS } from './foodgroups/index.js'

export const FLAP_HEADER = 6
export const SNAC_HEADER = 10
export const MARKER = 0x2a

export const enum Channel {
  SignOn = 1,
  Data = 2,
  Error = 3,
  SignOff = 4,
  KeepAlive = 5,
}

/** What the bytes at some place are: surely no frame, too few to say, or the size of a sound one. */
const NO = -1
const MORE = 0

/** The size of the sound frame at `at`, 0 when more bytes are needed to tell, -1 when there is none. */
export function frameAt(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== MARKER) return NO
  if (at + 1 >= end) return MORE
  const channel = bytes[at + 1]!
  if (channel < Channel.SignOn || channel > Channel.KeepAlive) return NO
  if (at + FLAP_HEADER > end) return MORE
  const length = u16be(bytes, at + 4)
  if (!mayHold(channel, length, bytes, at + FLAP_HEADER, end)) return NO
  const next = at + FLAP_HEADER + length
  // A version or a known SNAC is proof enough; of the others another frame must follow.
  const isProof = channel === Channel.SignOn || channel === Channel.Data
  if (!isProof && next < end && bytes[next] !== MARKER) return NO
  return FLAP_HEADER + length
}

/** Whether a payload of this length, as far as it is there, suits the channel. */
function mayHold(channel: number, length: number, bytes: Uint8Array, at: number, end: number): boolean {
  if (channel === Channel.SignOn) return length >= 4 && (at + 4 > end || u32be(bytes, at) === 1)
  if (channel === Channel.KeepAlive) return length === 0
  if (channel !== Channel.Data) return true
  return length >= SNAC_HEADER && (at + 4 > end || knowsSnac(u16be(bytes, at), u16be(bytes, at + 2)))
}

export function knowsSnac(foodgroup: number, subgroup: number): boolean {
  return FOODGROUPS.get(foodgroup)?.snacs.has(subgroup) ?? false
}

/** Cuts one direction into frames and finds the way back after damage. */
export class Framer {
  /** The last frame was sound, so the next begins right here. */
  #inStep = false
  /** Bytes of the waiting frame that hold no other one. */
  #searched = 0
  /** A sign-off without length waits. */
  endsShort = false

  /** As `Session.cut`. */
  cut(bytes: Uint8Array, start: number, end: number): number {
    this.endsShort = end - start === 4 && bytes[start] === MARKER && bytes[start + 1] === Channel.SignOff
    const size = this.#inStep ? sizeInStep(bytes, start, end) : frameAt(bytes, start, end)
    if (size === MORE) return 0
    const next = start + size
    if (size !== NO && next <= end && (next === end || bytes[next] === MARKER)) return this.#done(size)
    const other = this.#search(bytes, start, size === NO ? end : Math.min(next, end), end)
    if (other > 0 && size !== NO) return this.#done(other)
    if (size !== NO) return next <= end ? this.#done(size) : 0
    this.#inStep = false
    this.#searched = 0
    return other > 0 ? -other : -(end - start)
  }

  reset(): void {
    this.#inStep = false
    this.#searched = 0
  }

  #done(size: number): number {
    this.#inStep = true
    this.#searched = 0
    return size
  }

  /** How far behind `start` a sound frame (or what may become one) begins, before `limit`; 0 for none. */
  #search(bytes: Uint8Array, start: number, limit: number, end: number): number {
    const waits = limit === end
    for (let at = start + Math.max(1, this.#searched); at < limit; at++) {
      if (bytes[at] !== MARKER) continue
      const size = frameAt(bytes, at, end)
      // Inside a frame only a whole SNAC that ends where the bytes do, or before another frame, is proof.
      const next = at + size
      const isProof =
        size > 0 && bytes[at + 1] === Channel.Data && (next === end || (next < end && bytes[next] === MARKER))
      if (isProof || (size !== NO && !this.#inStep && waits)) return at - start
    }
    this.#searched = waits ? Math.max(0, limit - start - FLAP_HEADER - SNAC_HEADER) : 0
    return 0
  }
}

/** Where frames follow one another any channel and payload is taken. */
function sizeInStep(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== MARKER) return NO
  if (end - start < FLAP_HEADER) return MORE
  return FLAP_HEADER + u16be(bytes, start + 4)
}

const SURE = 95
const NOT_AT_ALL = -1

/** How sure a payload holds FLAP frames; -1 where nothing in it can be one, whatever the port says. */
export function detectFlap(bytes: Uint8Array, start: number, end: number): number {
  const size = frameAt(bytes, start, end)
  if (size === MORE) return end - start > 1 ? 40 : 10
  if (size > 0) {
    const channel = bytes[start + 1]!
    const known = channel === Channel.SignOn || channel === Channel.Data
    return known && end - start >= FLAP_HEADER + 4 ? SURE : 45
  }
  // The beginning may be the tail of a frame.
  for (let at = start + 1; at + FLAP_HEADER + SNAC_HEADER <= end; at++) {
    if (bytes[at] === MARKER && bytes[at + 1] === Channel.Data && frameAt(bytes, at, end) > 0) return 60
  }
  return NOT_AT_ALL
}
