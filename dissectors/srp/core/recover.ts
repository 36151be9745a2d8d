/**
 * Known-plaintext recovery of header keys (protocol page 5.3). Of each header some bytes are always zero, and its size
 * field is known where the packet's end is: each such byte gives a byte of the key, and later ones must agree. Where
 * packets end is not known at first; senders mostly begin a segment with a packet, so ends of segments are tried.
 */
import { CLIENT, SERVER, type Side } from '../../../src/network/conversation.js'

/** What is known of one direction's headers. */
export interface HeaderShape {
  /** Bytes of a header. */
  readonly length: number
  /** Offsets of bytes that are 0 in (nearly) every packet, besides those of the size. */
  readonly zeros: readonly number[]
  /** Offsets of the size field's bytes, the low one first. */
  readonly size: readonly [low: number, high: number]
  /** Bytes of the header that the size counts too. */
  readonly counted: number
}

/** Kyoril/mmo, both directions: opcodes below 256 and sizes below 65536 are taken for granted. */
export const MMO_HEADER: HeaderShape = { length: 6, zeros: [1, 4, 5], size: [2, 3], counted: 0 }

/** World of Warcraft 1.12 and 2.4.3. The server's opcode is not known. */
export const WOW_CLIENT_HEADER: HeaderShape = { length: 6, zeros: [4, 5], size: [1, 0], counted: 4 }
export const WOW_SERVER_HEADER: HeaderShape = { length: 4, zeros: [], size: [1, 0], counted: 2 }

/** Encrypted bytes of one direction, from the first header on, and where segments began in them. */
export interface Track {
  readonly bytes: Uint8Array
  readonly length: number
  readonly starts: readonly number[]
}

/** Where a direction stands behind the bytes that were used. */
export interface Position {
  /** Headers read. */
  readonly headers: number
  /** Offset of the next header from the track's beginning; beyond its end while a packet goes on. */
  readonly next: number
  /** Last cipher byte of the last header. */
  readonly previous: number
}

export interface Recovered {
  readonly key: Uint8Array
  /** By side. */
  readonly positions: readonly [Position, Position]
}

/** Headers tried in one search. */
export const MAX_TRIES = 4000

/** Ends tried for a packet whose size is not known. */
const MAX_ENDS = 4

/** Times each byte of a key must have been found. */
const ENOUGH = 2

const LARGEST_SIZE = 0xffff

const BEGINNING: Position = { headers: 0, next: 0, previous: 0 }

/** The one key that explains both directions' headers, or undefined when there are too few, or segments do not begin with packets. */
export function recoverKey(
  keyLength: number,
  shapes: readonly [HeaderShape, HeaderShape],
  tracks: readonly [Track, Track],
): Recovered | undefined {
  return new Search(keyLength, shapes, tracks).run()
}

/** A depth-first walk over the headers of one direction, then of the other. */
class Search {
  readonly #shapes: readonly [HeaderShape, HeaderShape]
  readonly #tracks: readonly [Track, Track]
  readonly #key: Int16Array
  /** How often each byte of the key was found. */
  readonly #found: Int32Array
  /** Indexes of key bytes in the order they were found, to take them back. */
  readonly #trail: number[] = []
  readonly #positions: Position[] = []
  #tries = 0

  constructor(
    keyLength: number,
    shapes: readonly [HeaderShape, HeaderShape],
    tracks: readonly [Track, Track],
  ) {
    this.#shapes = shapes
    this.#tracks = tracks
    this.#key = new Int16Array(keyLength).fill(-1)
    this.#found = new Int32Array(keyLength)
  }

  run(): Recovered | undefined {
    if (!this.#walk(CLIENT, BEGINNING)) return undefined
    const [client, server] = this.#positions
    return { key: Uint8Array.from(this.#key), positions: [client!, server!] }
  }

  /** Whether everything from here on can be explained. What was found stays in place if so. */
  #walk(side: Side, from: Position): boolean {
    const track = this.#tracks[side]
    const shape = this.#shapes[side]
    const mark = this.#trail.length
    for (let at = from; ; ) {
      if (at.next + shape.length > track.length) {
        this.#positions[side] = at
        if (this.#goOn(side)) return true
        break
      }
      if (++this.#tries > MAX_TRIES || !shape.zeros.every((offset) => this.#finds(side, at, offset, 0))) break
      const size = this.#sizeAt(side, at)
      if (size === undefined) {
        if (this.#tryEnds(side, at)) return true
        break
      }
      const end = at.next + shape.length - shape.counted + size
      if (size < shape.counted || (this.#isEnd(side, end) && !this.#endsAt(side, at, end))) break
      at = after(track, shape, at, end)
    }
    this.#takeBack(mark)
    return false
  }

  /** Behind the client's headers come the server's; behind those every byte of the key must have been found often enough. */
  #goOn(side: Side): boolean {
    if (side === CLIENT) return this.#walk(SERVER, BEGINNING)
    return this.#found.every((times) => times >= ENOUGH)
  }

  /** Tries the ends that a packet of unknown size may have. */
  #tryEnds(side: Side, at: Position): boolean {
    for (const end of this.#ends(side, at)) {
      const mark = this.#trail.length
      const next = after(this.#tracks[side], this.#shapes[side], at, end)
      if (this.#endsAt(side, at, end) && this.#walk(side, next)) return true
      this.#takeBack(mark)
    }
    return false
  }

  /** What the size field says; undefined while its bytes of the key are not known. */
  #sizeAt(side: Side, at: Position): number | undefined {
    const [low, high] = this.#shapes[side].size.map((offset) => this.#plain(side, at, offset))
    return low! < 0 || high! < 0 ? undefined : (high! << 8) + low!
  }

  /** Where segments begin behind a header, and where the track ends. */
  #ends(side: Side, { next }: Position): readonly number[] {
    const { starts, length } = this.#tracks[side]
    const least = next + this.#shapes[side].length
    const first = starts.findIndex((start) => start >= least)
    const ends = first < 0 ? [] : starts.slice(first, first + MAX_ENDS)
    return ends.length < MAX_ENDS ? [...ends, length] : ends
  }

  /** Whether bytes seen end there, so that a size which says so is no coincidence. */
  #isEnd(side: Side, end: number): boolean {
    const { starts, length } = this.#tracks[side]
    return end === length || starts.includes(end)
  }

  /** Enters what the size field says when the packet ends there; false when that cannot be. */
  #endsAt(side: Side, position: Position, end: number): boolean {
    const { length, counted, size } = this.#shapes[side]
    const value = end - (position.next + length - counted)
    if (value < counted || value > LARGEST_SIZE) return false
    return (
      this.#finds(side, position, size[0], value & 0xff) && this.#finds(side, position, size[1], value >> 8)
    )
  }

  /** Enters the key byte that follows from one byte's plain value; false when it is known to be another. */
  #finds(side: Side, position: Position, offset: number, plain: number): boolean {
    const index = this.#keyIndex(side, position, offset)
    const value = this.#step(side, position, offset) ^ plain
    if (this.#key[index]! >= 0 && this.#key[index] !== value) return false
    this.#key[index] = value
    this.#found[index]!++
    this.#trail.push(index)
    return true
  }

  #takeBack(mark: number): void {
    while (this.#trail.length > mark) {
      const index = this.#trail.pop()!
      if (--this.#found[index]! === 0) this.#key[index] = -1
    }
  }

  /** A header byte in plain, -1 when its byte of the key is not known. */
  #plain(side: Side, position: Position, offset: number): number {
    const key = this.#key[this.#keyIndex(side, position, offset)]!
    return key < 0 ? -1 : this.#step(side, position, offset) ^ key
  }

  #keyIndex(side: Side, { headers }: Position, offset: number): number {
    return (headers * this.#shapes[side].length + offset) % this.#key.length
  }

  /** What was added to the byte before: the plain byte XOR the key's. */
  #step(side: Side, { next, previous }: Position, offset: number): number {
    const { bytes } = this.#tracks[side]
    return (bytes[next + offset]! - (offset === 0 ? previous : bytes[next + offset - 1]!)) & 0xff
  }
}

function after(
  { bytes }: Track,
  { length }: HeaderShape,
  { headers, next }: Position,
  end: number,
): Position {
  return { headers: headers + 1, next: end, previous: bytes[next + length - 1]! }
}
