import { addWords, fold } from '../../network/checksum.js'

/** The layer a dump's first byte belongs to. */
export type DumpLayer = 'ethernet' | 'ip' | 'udp' | 'tcp' | 'payload'

/**
 * Tells which layer bytes begin at, by what cannot well be chance: an IP header whose checksum or lengths are right, a UDP
 * length that is the number of bytes, TCP options that fill their header. `payload` whenever that is not so.
 */
export function guessBegins(bytes: Uint8Array): DumpLayer {
  if (isEthernet(bytes)) return 'ethernet'
  if (isIpv4(bytes, 0, false) || isIpv6(bytes, 0, false)) return 'ip'
  if (isUdp(bytes)) return 'udp'
  return isTcp(bytes) ? 'tcp' : 'payload'
}

const ETHERTYPE = 12
const VLAN_TYPES = [0x8100, 0x88a8, 0x9100]
const MAX_VLANS = 3

/** Ethernet: an ethertype behind two addresses (and VLAN tags), and the header it names. */
function isEthernet(bytes: Uint8Array): boolean {
  let at = ETHERTYPE
  for (
    let tags = 0;
    tags < MAX_VLANS && at + 2 <= bytes.length && VLAN_TYPES.includes(u16(bytes, at));
    tags++
  )
    at += 4
  if (at + 2 > bytes.length) return false
  switch (u16(bytes, at)) {
    case 0x0800:
      return isIpv4(bytes, at + 2, true)
    case 0x86dd:
      return isIpv6(bytes, at + 2, true)
    case 0x0806:
      return isArp(bytes, at + 2)
    default:
      return false
  }
}

/** ARP for IPv4 over Ethernet: hardware 1, protocol 0x0800, lengths 6 and 4, operation 1 or 2. */
function isArp(bytes: Uint8Array, at: number): boolean {
  if (at + 28 > bytes.length) return false
  const fixed = u16(bytes, at) === 1 && u16(bytes, at + 2) === 0x0800 && u16(bytes, at + 4) === 0x0604
  return fixed && (u16(bytes, at + 6) === 1 || u16(bytes, at + 6) === 2)
}

const ICMP = 1
const TCP = 6
const UDP = 17
const ICMPV6 = 58

/** Shortest IPv4 header. */
const IPV4_HEADER = 20

/**
 * IPv4 with a right header checksum; or, where a network card was to fill that in, one of zero and lengths that agree.
 * Behind an ethertype a wrong checksum passes too, if the length is right to the byte.
 */
function isIpv4(bytes: Uint8Array, at: number, afterEthertype: boolean): boolean {
  const room = bytes.length - at
  if (room < IPV4_HEADER || bytes[at]! >> 4 !== 4) return false
  const header = (bytes[at]! & 15) * 4
  const total = u16(bytes, at + 2)
  if (header < IPV4_HEADER || header > room || total < header) return false
  if (fold(addWords(bytes, at, at + header)) === 0xffff) return true
  const exact = total === room || (afterEthertype && total < room && bytes.length <= SHORTEST_FRAME)
  if (!exact) return false
  const known = [ICMP, TCP, UDP].includes(bytes[at + 9]!)
  return (
    known &&
    (afterEthertype || u16(bytes, at + 10) === 0) &&
    hasTransport(bytes, at + header, bytes[at + 9]!, total - header)
  )
}

/** Ethernet pads frames up to this. */
const SHORTEST_FRAME = 60

const IPV6_HEADER = 40
const EXTENSIONS = [0, 43, 60]
const MAX_EXTENSIONS = 8

/** IPv6 whose payload length is right and whose transport header bears it out. */
function isIpv6(bytes: Uint8Array, at: number, afterEthertype: boolean): boolean {
  const room = bytes.length - at
  if (room < IPV6_HEADER || bytes[at]! >> 4 !== 6) return false
  const payload = u16(bytes, at + 4)
  const padded = afterEthertype && bytes.length <= SHORTEST_FRAME
  if (payload !== room - IPV6_HEADER && !(padded && payload < room - IPV6_HEADER)) return false
  let next = bytes[at + 6]!
  let from = at + IPV6_HEADER
  const end = from + payload
  for (let i = 0; i < MAX_EXTENSIONS && EXTENSIONS.includes(next) && from + 8 <= end; i++) {
    next = bytes[from]!
    from += 8 * (bytes[from + 1]! + 1)
  }
  if (from > end) return false
  return (
    afterEthertype ||
    hasRightSum(bytes, at, from, end, next) ||
    (next === UDP && hasTransport(bytes, from, UDP, end - from))
  )
}

/** Checksum over the pseudo-header of RFC 8200 section 8.1 and the transport segment. */
function hasRightSum(bytes: Uint8Array, ip: number, from: number, end: number, protocol: number): boolean {
  if (![TCP, UDP, ICMPV6].includes(protocol)) return false
  const addresses = addWords(bytes, ip + 8, ip + IPV6_HEADER)
  return fold(addWords(bytes, from, end, addresses + (end - from) + protocol)) === 0xffff
}

/** Whether a transport header stands there whose own lengths agree. */
function hasTransport(bytes: Uint8Array, at: number, protocol: number, length: number): boolean {
  if (protocol === UDP) return length >= 8 && u16(bytes, at + 4) === length
  if (protocol === TCP)
    return length >= 20 && bytes[at + 12]! >> 4 >= 5 && (bytes[at + 12]! >> 4) * 4 <= length
  return length >= 8
}

/**
 * UDP alone: its length is the number of bytes. Formats with a length at the same place are many, so one of the ports must
 * be one that servers have and the other one that clients have.
 */
function isUdp(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && u16(bytes, 4) === bytes.length && arePorts(u16(bytes, 0), u16(bytes, 2))
}

const FIN = 0x01
const SYN = 0x02
const RST = 0x04
const ACK = 0x10
const URG = 0x20

/** TCP alone: header length, flags, urgent pointer and options that make sense together, and ports as for UDP. */
function isTcp(bytes: Uint8Array): boolean {
  if (bytes.length < 20 || !arePorts(u16(bytes, 0), u16(bytes, 2))) return false
  const header = (bytes[12]! >> 4) * 4
  const flags = bytes[13]!
  if (header < 20 || header > bytes.length || (bytes[12]! & 15) !== 0) return false
  if ((flags & URG) === 0 && u16(bytes, 18) !== 0) return false
  const opens = (flags & (SYN | FIN | RST)) === SYN && ((flags & ACK) !== 0 || u32(bytes, 8) === 0)
  const goesOn = (flags & SYN) === 0 && (flags & (ACK | RST)) !== 0
  return (opens || goesOn) && hasWholeOptions(bytes, 20, header)
}

/** Options that end exactly where the header does. */
function hasWholeOptions(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at < to) {
    const kind = bytes[at]!
    if (kind === 0) return bytes.subarray(at, to).every((byte) => byte === 0)
    if (kind === 1) {
      at++
      continue
    }
    const size = at + 1 < to ? bytes[at + 1]! : 0
    if (size < 2) return false
    at += size
  }
  return at === to
}

/** Ports of the protocols slx knows and of the commonest others. */
const SERVER_PORTS = new Set([
  53, 80, 123, 443, 1863, 3128, 3724, 5190, 8080, 8085, 8087, 8129, 9000, 9400, 9501, 12036,
])
const FIRST_SIM_PORT = 13000
const LAST_SIM_PORT = 13050
const FIRST_CLIENT_PORT = 1024

function arePorts(a: number, b: number): boolean {
  return (isServerPort(a) && b >= FIRST_CLIENT_PORT) || (isServerPort(b) && a >= FIRST_CLIENT_PORT)
}

function isServerPort(port: number): boolean {
  return SERVER_PORTS.has(port) || (port >= FIRST_SIM_PORT && port <= LAST_SIM_PORT)
}

function u16(bytes: Uint8Array, at: number): number {
  return at + 1 < bytes.length ? (bytes[at]! << 8) | bytes[at + 1]! : 0
}

function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 0x10000 + u16(bytes, at + 2)
}
