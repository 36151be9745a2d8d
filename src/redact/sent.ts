import type { Placed } from './by-place.js'
import type { StoredFrame } from './stored-frame.js'
import type { StreamPlaces } from './stream-places.js'

/** Bytes that what was sent over TCP may take, which is kept since it may be sent again; the oldest goes. */
export const MAX_SENT = 32 * 1024 * 1024

/** A chunk holds what takes so much. */
const CHUNK = 1 << 18
/** What a run is reckoned to take beside its bytes. */
const OVERHEAD = 128

interface Chunk {
  readonly bytes: Uint8Array
  readonly runs: SentRun[]
  used: number
  cost: number
}

/** Bytes of a TCP direction: as they came, and as they are written. */
export class SentRun implements Placed {
  readonly stream: StreamPlaces
  readonly place: number
  readonly endPlace: number
  isOver = false
  /** Both, one behind the other. */
  #bytes: Uint8Array
  readonly #start: number

  constructor(stream: StreamPlaces, place: number, length: number, bytes: Uint8Array, start: number) {
    this.stream = stream
    this.place = place
    this.endPlace = place + length
    this.#bytes = bytes
    this.#start = start
  }

  /** Copies what of `stored`'s bytes `from..to` it has, where both were sent with the same value. */
  copyTo({ frame, out, places, place }: StoredFrame, from: number, to: number): void {
    const shift = place - places.data
    const length = this.endPlace - this.place
    const end = Math.min(to, this.endPlace - shift)
    for (let at = Math.max(from, this.place - shift); at < end; at++) {
      const mine = this.#start + at + shift - this.place
      if (this.#bytes[mine] === frame.bytes[at]) out[at] = this.#bytes[mine + length]!
    }
  }

  forget(): void {
    this.isOver = true
    this.#bytes = NOTHING
  }
}

const NOTHING = new Uint8Array(0)

/** What has been sent over TCP lately, in all directions of all connections. */
export class Sent {
  readonly #most: number
  readonly #chunks: Chunk[] = []
  #cost = 0

  constructor(most = MAX_SENT) {
    this.#most = most
  }

  /** Keeps what of a frame's data messages have taken. */
  keep({ frame, out, places, place, claimed, stream }: StoredFrame): void {
    for (let i = 0; i < claimed.length; i += 2) {
      const [from, to] = [claimed[i]!, claimed[i + 1]!]
      const length = to - from
      const { bytes, runs, used } = this.#room(2 * length)
      bytes.set(frame.bytes.subarray(from, to), used - 2 * length)
      bytes.set(out.subarray(from, to), used - length)
      const run = new SentRun(stream!, place + from - places.data, length, bytes, used - 2 * length)
      runs.push(run)
      stream!.sent(run)
    }
  }

  /** The chunk with so many more bytes used. */
  #room(length: number): Chunk {
    let chunk = this.#chunks.at(-1)
    if (!chunk || chunk.cost > CHUNK || chunk.used + length > chunk.bytes.length) {
      chunk = { bytes: new Uint8Array(Math.max(CHUNK, length)), runs: [], used: 0, cost: 0 }
      this.#chunks.push(chunk)
    }
    chunk.used += length
    chunk.cost += length + OVERHEAD
    this.#cost += length + OVERHEAD
    while (this.#cost > this.#most && this.#chunks.length > 1) this.#forgetOldest()
    return chunk
  }

  #forgetOldest(): void {
    const { runs, cost } = this.#chunks.shift()!
    this.#cost -= cost
    for (const run of runs) run.stream.forget(run)
  }
}
