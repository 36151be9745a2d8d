import { u16be } from '../fields/read.js'
import { LinkType } from '../ingest/frame.js'
import { addWords, fold } from '../network/checksum.js'
import { IpProtocol } from '../network/protocols.js'
import type { Addresses } from './addresses.js'
import type { Places } from './places.js'
import type { StoredFrame } from './store.js'

/** Where cooked headers have the length of a link-layer address (its low byte), and the address. */
const COOKED = new Map<number, { readonly lengthAt: number; readonly at: number }>([
  [LinkType.LINUX_SLL, { lengthAt: 5, at: 6 }],
  [LinkType.LINUX_SLL2, { lengthAt: 11, at: 12 }],
])
const MAC = 6

/** Replaces the MAC and IP addresses of a frame's headers. Returns how many were. */
export function replaceAddresses({ frame, places, out }: StoredFrame, addresses: Addresses): number {
  let count = 0
  const replace = (at: number, length: number, by: (value: Uint8Array) => Uint8Array) => {
    if (at < 0 || at + length > places.data) return
    const before = out.slice(at, at + length)
    out.set(by(before), at)
    if (Buffer.compare(before, out.subarray(at, at + length)) !== 0) count++
  }
  const mac = (value: Uint8Array) => addresses.mac(value)
  if (places.macs >= 0) for (const at of [places.macs, places.macs + MAC]) replace(at, MAC, mac)
  const cooked = COOKED.get(frame.linkType)
  if (cooked && out[cooked.lengthAt] === MAC) replace(cooked.at, MAC, mac)
  if (places.family === 0) return count
  const width = places.family === 4 ? 4 : 16
  const ip = (value: Uint8Array) => (width === 4 ? addresses.ipv4(value) : addresses.ipv6(value))
  for (const at of [places.addresses, places.addresses + width]) replace(at, width, ip)
  return count
}

/** A datagram whose fragments are being gathered. */
interface Gathered {
  first: StoredFrame | undefined
  /** Sums over what the fragments had and have. */
  before: number
  after: number
}

/**
 * Mends the checksums of IP, UDP and TCP after frames were changed: right ones stay right, wrong ones wrong by as much, and
 * those left to the network card stay so.
 */
export function mendChecksums(frames: readonly StoredFrame[]): void {
  const datagrams = new Map<string, Gathered>()
  for (const stored of frames) {
    const { places } = stored
    if (places.family === 4) mendHeader(stored)
    if (places.transport < 0) continue
    if (places.fragment) gather(stored, datagrams)
    else mendTransport(stored, ...sums(stored))
  }
  for (const gathered of datagrams.values()) mendGathered(gathered)
}

function mendHeader({ frame: { bytes }, places: { addresses }, out }: StoredFrame): void {
  const [before, after] = [addWords(bytes, addresses, addresses + 8), addWords(out, addresses, addresses + 8)]
  put16(out, addresses - 2, mended(u16be(out, addresses - 2), before, after))
}

function gather(stored: StoredFrame, datagrams: Map<string, Gathered>): void {
  const { key, offset } = stored.places.fragment!
  let gathered = datagrams.get(key)
  if (gathered?.first && offset === 0) {
    // The identification is used again, for another datagram.
    mendGathered(gathered)
    gathered = undefined
  }
  if (!gathered) datagrams.set(key, (gathered = { first: undefined, before: 0, after: 0 }))
  if (offset === 0) gathered.first = stored
  const [before, after] = offset === 0 ? sums(stored) : dataSums(stored)
  gathered.before = fold(gathered.before + before)
  gathered.after = fold(gathered.after + after)
}

function mendGathered({ first, before, after }: Gathered): void {
  if (first) mendTransport(first, before, after)
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

function mendTransport({ frame: { bytes }, places, out }: StoredFrame, before: number, after: number): void {
  const { protocol, transport, dataEnd } = places
  const field = transport + (protocol === IpProtocol.Tcp ? 16 : 6)
  if ((protocol !== IpProtocol.Tcp && protocol !== IpProtocol.Udp) || field + 2 > dataEnd) return
  const checksum = u16be(bytes, field)
  const isUdp = protocol === IpProtocol.Udp
  if (isUdp && checksum === 0) return
  const [from, to] = addressRange(places)
  const pseudo = addWords(bytes, from, to, protocol)
  const isPartial = checksum === fold(pseudo) || checksum === fold(pseudo + dataEnd - transport)
  if (isPartial) {
    // Only the sum of the pseudo-header: the network card was to add the rest.
    const difference = addWords(out, from, to) + (0xffff - fold(addWords(bytes, from, to)))
    put16(out, field, fold(checksum + difference))
  } else put16(out, field, mended(checksum, before, after) || (isUdp ? 0xffff : 0))
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
