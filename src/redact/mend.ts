import { u16be } from '../fields/read.js'
import { addWords, fold } from '../network/checksum.js'
import { IpProtocol } from '../network/protocols.js'
import type { Places } from './places.js'
import type { StoredFrame } from './stored-frame.js'

/** Datagrams in fragments whose checksum may still change; beyond, the oldest has the one of what came of it. */
export const MAX_GATHERED = 10_000

/** A datagram whose fragments are being gathered. */
export interface Gathered {
  hasFirst: boolean
  /** The checksum in its first fragment, if it is there. */
  checksum: TransportChecksum | undefined
  /** Where in the output that is; -1 before the first fragment is written. */
  at: number
  /** Sums over what the fragments had and have. */
  before: number
  after: number
  /** Fragments that are not finished yet. */
  unfinished: number
  /** No more fragments count. */
  isClosed: boolean
}

/** Replaces two bytes of the output. */
export type PutChecksum = (at: number, value: Uint8Array) => void

/**
 * Mends the checksums of IP, UDP and TCP after frames were changed: right ones stay right, wrong ones wrong by as much, and
 * those left to the network card stay so.
 */
export class Mender {
  readonly #put: PutChecksum
  readonly #most: number
  readonly #datagrams = new Map<string, Gathered>()

  /** `put` changes frames that have been written: checksums over fragments are known only behind the last. */
  constructor(put: PutChecksum, most = MAX_GATHERED) {
    this.#put = put
    this.#most = most
  }

  /** Mends the header of a frame whose addresses are as they will be. Called for all frames, in order. */
  begin(stored: StoredFrame): void {
    if (stored.places.family === 4) mendHeader(stored)
    if (stored.places.fragment) stored.gathered = this.#gather(stored)
  }

  /** Told where a frame was written. */
  written({ gathered, places, at }: StoredFrame): void {
    if (gathered && places.fragment!.offset === 0) gathered.at = at + fieldOf(places)
  }

  /** Mends a frame that is as it will be otherwise, unless its checksum is over fragments. */
  finish(stored: StoredFrame): void {
    const { places, gathered, frame, out } = stored
    if (gathered || places.transport < 0) return
    const checksum = checksumIn(frame.bytes, out, places)
    if (checksum) put16(out, fieldOf(places), mendedTransport(checksum, ...sums(stored)))
  }

  /** Told that a frame is finished and, if it was written before, has been written anew. */
  finished(stored: StoredFrame): void {
    const { places, gathered } = stored
    if (!gathered) return
    const [before, after] = places.fragment!.offset === 0 ? sums(stored) : dataSums(stored)
    gathered.before = fold(gathered.before + before)
    gathered.after = fold(gathered.after + after)
    gathered.unfinished--
    this.#mendIfWhole(gathered)
  }

  /** No more fragments come. */
  end(): void {
    for (const gathered of this.#datagrams.values()) this.#close(gathered)
  }

  #gather({ frame, places, out }: StoredFrame): Gathered {
    const { key, offset } = places.fragment!
    let gathered = this.#datagrams.get(key)
    if (gathered?.hasFirst && offset === 0) {
      // The identification is used again, for another datagram.
      this.#close(gathered)
      this.#datagrams.delete(key)
      gathered = undefined
    }
    if (!gathered) this.#datagrams.set(key, (gathered = nothingGathered()))
    if (offset === 0) {
      gathered.hasFirst = true
      gathered.checksum = checksumIn(frame.bytes, out, places)
    }
    gathered.unfinished++
    if (this.#datagrams.size > this.#most) {
      const [[oldest, first]] = this.#datagrams as unknown as [[string, Gathered]]
      this.#close(first)
      this.#datagrams.delete(oldest)
    }
    return gathered
  }

  #close(gathered: Gathered): void {
    gathered.isClosed = true
    this.#mendIfWhole(gathered)
  }

  #mendIfWhole({ checksum, at, before, after, unfinished, isClosed }: Gathered): void {
    if (!isClosed || unfinished > 0 || !checksum) return
    const value = new Uint8Array(2)
    put16(value, 0, mendedTransport(checksum, before, after))
    this.#put(at, value)
  }
}

function nothingGathered(): Gathered {
  return { hasFirst: false, checksum: undefined, at: -1, before: 0, after: 0, unfinished: 0, isClosed: false }
}

function mendHeader({ frame: { bytes }, places: { addresses }, out }: StoredFrame): void {
  const [before, after] = [addWords(bytes, addresses, addresses + 8), addWords(out, addresses, addresses + 8)]
  put16(out, addresses - 2, mended(u16be(out, addresses - 2), before, after))
}

/** Sums over addresses and everything from the transport header on, as they were and as they are. */
function sums(stored: StoredFrame): [before: number, after: number] {
  const [before, after] = dataSums(stored)
  const [from, to] = addressRange(stored.places)
  return [addWords(stored.frame.bytes, from, to, before), addWords(stored.out, from, to, after)]
}

function dataSums({
  frame,
  places: { transport, dataEnd },
  out,
}: StoredFrame): [before: number, after: number] {
  return [addWords(frame.bytes, transport, dataEnd), addWords(out, transport, dataEnd)]
}

/** A checksum of UDP or TCP as it came. */
interface TransportChecksum {
  readonly value: number
  readonly isUdp: boolean
  /** What it becomes where it is only the sum of the pseudo-header: the network card was to add the rest. */
  readonly partial: number | undefined
}

/** The checksum in a frame, given its bytes before and after addresses were replaced; undefined where it has none. */
function checksumIn(bytes: Uint8Array, out: Uint8Array, places: Places): TransportChecksum | undefined {
  const { protocol, transport, dataEnd } = places
  const field = fieldOf(places)
  if ((protocol !== IpProtocol.Tcp && protocol !== IpProtocol.Udp) || field + 2 > dataEnd) return undefined
  const value = u16be(bytes, field)
  const isUdp = protocol === IpProtocol.Udp
  if (isUdp && value === 0) return undefined
  const [from, to] = addressRange(places)
  const pseudo = addWords(bytes, from, to, protocol)
  const isPartial = value === fold(pseudo) || value === fold(pseudo + dataEnd - transport)
  if (!isPartial) return { value, isUdp, partial: undefined }
  const difference = addWords(out, from, to) + (0xffff - fold(addWords(bytes, from, to)))
  return { value, isUdp, partial: fold(value + difference) }
}

/** Where the checksum is, by the protocol. */
function fieldOf({ transport, protocol }: Places): number {
  return transport + (protocol === IpProtocol.Tcp ? 16 : 6)
}

function mendedTransport(
  { value, isUdp, partial }: TransportChecksum,
  before: number,
  after: number,
): number {
  return partial ?? (mended(value, before, after) || (isUdp ? 0xffff : 0))
}

function addressRange({ addresses, family }: Places): [from: number, to: number] {
  return [addresses, addresses + (family === 4 ? 8 : 32)]
}

/** A checksum after the sum over what it covers went from `before` to `after` (RFC 1624). */
function mended(checksum: number, before: number, after: number): number {
  const [from, to] = [fold(before), fold(after)]
  return from === to ? checksum : ~fold((~checksum & 0xffff) + (0xffff - from) + to) & 0xffff
}

function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8
  bytes[at + 1] = value
}
