import { u16be } from '../fields/read.js'
import { ipv4Text, ipv6Text } from './address.js'
import type { Endpoint } from './conversation.js'

/** Kinds of addresses in SOCKS5 (RFC 1928 section 5). */
export const enum SocksAddress {
  IPv4 = 1,
  Domain = 3,
  IPv6 = 4,
}

/** Before the address: reserved (2 bytes, 0), fragment, address kind. */
export const SOCKS_PREFIX = 4

/** The header of a datagram that goes through a SOCKS5 UDP relay (RFC 1928 section 7). */
export interface SocksHeader {
  /** Bytes of the whole header. */
  readonly length: number
  readonly kind: SocksAddress
  readonly addressAt: number
  readonly addressLength: number
  /** Of the end behind the relay, as is the address. */
  readonly port: number
}

/** Reads the relay header at the beginning of a datagram; undefined where there is none, or the datagram is a fragment. */
export function readSocks(bytes: Uint8Array, start: number, end: number): SocksHeader | undefined {
  const addressKindAt = start + SOCKS_PREFIX - 1
  if (end - start < SOCKS_PREFIX + 1 || u16be(bytes, start) !== 0 || bytes[start + 2] !== 0) return undefined
  const kind = bytes[addressKindAt]!
  const isDomain = kind === SocksAddress.Domain
  const addressAt = start + SOCKS_PREFIX + (isDomain ? 1 : 0)
  const addressLength = lengthOf(kind, bytes[start + SOCKS_PREFIX]!)
  const behind = addressAt + addressLength
  if (addressLength === 0 || behind + 2 > end) return undefined
  if (isDomain && !isHostName(bytes, addressAt, behind)) return undefined
  return { length: behind + 2 - start, kind, addressAt, addressLength, port: u16be(bytes, behind) }
}

/** The end behind the relay. */
export function remoteEnd(
  bytes: Uint8Array,
  { kind, addressAt, addressLength, port }: SocksHeader,
): Endpoint {
  if (kind === SocksAddress.IPv4) return { address: ipv4Text(bytes, addressAt), port }
  if (kind === SocksAddress.IPv6) return { address: ipv6Text(bytes, addressAt), port }
  return { address: String.fromCharCode(...bytes.subarray(addressAt, addressAt + addressLength)), port }
}

function lengthOf(kind: number, domainLength: number): number {
  if (kind === SocksAddress.IPv4) return 4
  if (kind === SocksAddress.IPv6) return 16
  return kind === SocksAddress.Domain ? domainLength : 0
}

/** Letters, digits, and `-`, `.`, `_`: anything else is no relay header, and is not let into an address. */
function isHostName(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    const letter = byte | 0x20
    const fits = (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39)
    if (!fits && byte !== 0x2d && byte !== 0x2e && byte !== 0x5f) return false
  }
  return true
}
