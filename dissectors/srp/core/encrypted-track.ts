/** What a connection without keys keeps to recover its header key from. */
import type { Side } from '../../../src/network/conversation.js'
import { type HeaderShape, type Recovered, recoverKey, type Track } from './recover.js'

/** Bytes kept of each direction. */
export const MAX_BYTES = 64 * 1024

/** Segments of both directions after which a recovery is tried; then no more is kept. */
const ATTEMPTS: readonly number[] = [12, 24, 48, 96, 192]

class GrowingTrack implements Track {
  bytes = new Uint8Array(0)
  length = 0
  readonly starts: number[] = []

  add(bytes: Uint8Array): void {
    this.starts.push(this.length)
    if (this.length + bytes.length > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.length + bytes.length))
      larger.set(this.bytes.subarray(0, this.length))
      this.bytes = larger
    }
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }
}

/** A key, and how each direction goes on behind what was kept of it. */
export interface Recovery extends Recovered {
  /** By side: bytes of a packet that are still to come; negative when a header was begun. */
  readonly ahead: readonly [number, number]
}

/** The segments of a connection from the first encrypted header on. */
export class EncryptedTracks {
  readonly #keyLength: number
  readonly #shapes: readonly [HeaderShape, HeaderShape]
  #tracks: readonly [GrowingTrack, GrowingTrack] | undefined = [new GrowingTrack(), new GrowingTrack()]

  /** `shapes` are those of the client's headers and of the server's. */
  constructor(keyLength: number, shapes: readonly [HeaderShape, HeaderShape]) {
    this.#keyLength = keyLength
    this.#shapes = shapes
  }

  /** Bytes were lost, or the beginning was never seen: nothing can be recovered any more. */
  giveUp(): void {
    this.#tracks = undefined
  }

  /** Keeps a segment; gives the key and where both directions stand as soon as that can be told. */
  add(side: Side, bytes: Uint8Array): Recovery | undefined {
    const tracks = this.#tracks
    if (!tracks) return undefined
    if (tracks[side].length + bytes.length > MAX_BYTES) {
      this.giveUp()
      return undefined
    }
    tracks[side].add(bytes)
    const segments = tracks[0].starts.length + tracks[1].starts.length
    if (!ATTEMPTS.includes(segments)) return undefined
    const found = recoverKey(this.#keyLength, this.#shapes, tracks)
    if (found || segments === ATTEMPTS.at(-1)) this.giveUp()
    if (!found) return undefined
    const [client, server] = found.positions
    return { ...found, ahead: [client.next - tracks[0].length, server.next - tracks[1].length] }
  }
}
