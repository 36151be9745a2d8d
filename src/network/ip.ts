import { u16be, u32be } from '../fields/read.js'
import { addWords, fold } from './checksum.js'
import { reportChecksum } from './checksum-report.js'
import type { Packet } from './packet.js'
import { LENGTH } from './problems.js'
import {
  ETHERTYPE_NAMES,
  EtherType,
  IP_PROTOCOL_NAMES,
  IPV4_HEADER,
  IPV6_FRAGMENT_HEADER,
  IPV6_HEADER,
  IpProtocol,
} from './protocols.js'

/** Reads the IP header, of the version that `etherType` says: addresses, protocol, fragment, where the payload lies. */
export function readIp(p: Packet): boolean {
  if (p.etherType === EtherType.IPv4) return readIpv4(p)
  if (p.etherType === EtherType.IPv6) return readIpv6(p)
  return p.giveUp(
    ETHERTYPE_NAMES.get(p.etherType) ?? `EtherType 0x${p.etherType.toString(16).padStart(4, '0')}`,
  )
}

/** What a packet is whose protocol is not taken apart: `ICMP`, `IPv4, protocol 99`. */
export function protocolText(p: Packet): string {
  return IP_PROTOCOL_NAMES.get(p.protocol) ?? `IPv${p.family}, protocol ${p.protocol}`
}

function readIpv4(p: Packet): boolean {
  const { bytes, at } = p
  if (p.left < IPV4_HEADER) return p.tooShort('IPv4', IPV4_HEADER)
  const first = bytes[at]!
  if (first >> 4 !== 4) return p.damaged('IPv4', `The IPv4 header says version ${first >> 4}.`, 1)
  const header = (first & 0x0f) * 4
  if (header < IPV4_HEADER)
    return p.damaged(
      'IPv4',
      `The IPv4 header length says ${header} bytes; at least ${IPV4_HEADER} are needed.`,
      1,
    )
  if (header > p.left) return p.tooShort('IPv4', header)
  const total = u16be(bytes, at + 2)
  // With segmentation offload a capture on the sending host has 0 here: the packet takes the rest of the frame.
  if (total !== 0 && total < header)
    return p.damaged(
      'IPv4',
      `The IPv4 total length says ${total} bytes, less than its header of ${header}.`,
      4,
    )
  if (total !== 0 && !p.limit(total)) {
    const text = `The IPv4 total length says ${total} bytes, but only ${p.left} are there.`
    p.find(LENGTH, text, at + 2, 2)
  }
  p.family = 4
  p.source = at + 12
  p.target = at + 16
  p.protocol = bytes[at + 9]!
  const fragment = u16be(bytes, at + 6)
  p.fragmentOffset = (fragment & 0x1fff) * 8
  p.moreFragments = (fragment & 0x2000) !== 0
  p.isFragment = (fragment & 0x3fff) !== 0
  p.fragmentId = u16be(bytes, at + 4)
  if (header > IPV4_HEADER) p.checkable = !hasSourceRoute(bytes, at + IPV4_HEADER, at + header)
  verifyHeader(p, at, header)
  p.at = at + header
  return true
}

function verifyHeader(p: Packet, at: number, header: number): void {
  const sum = addWords(p.bytes, at, at + header)
  if (fold(sum) === 0xffff) return
  // Some systems leave the field at 0 for the network card to fill in.
  reportChecksum(p, 'IPv4 header', sum, at + 10, u16be(p.bytes, at + 10) === 0)
}

/** With a loose or strict source route (options 131, 137; RFC 791 section 3.1) the header's target is not the packet's. */
function hasSourceRoute(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end) {
    const kind = bytes[at]!
    if (kind === 131 || kind === 137) return true
    if (kind === 0) return false
    at += kind === 1 || at + 1 >= end ? 1 : Math.max(2, bytes[at + 1]!)
  }
  return false
}

function readIpv6(p: Packet): boolean {
  const { bytes, at } = p
  if (p.left < IPV6_HEADER) return p.tooShort('IPv6', IPV6_HEADER)
  const version = bytes[at]! >> 4
  if (version !== 6) return p.damaged('IPv6', `The IPv6 header says version ${version}.`, 1)
  const length = u16be(bytes, at + 4)
  // 0 stands for a jumbogram, or for segmentation offload: the packet takes the rest of the frame.
  if (length !== 0 && !p.limit(IPV6_HEADER + length)) {
    const text = `The IPv6 payload length says ${length} bytes, but only ${p.left - IPV6_HEADER} are there.`
    p.find(LENGTH, text, at + 4, 2)
  }
  p.family = 6
  p.source = at + 8
  p.target = at + 24
  p.protocol = bytes[at + 6]!
  p.at = at + IPV6_HEADER
  return readExtensions(p)
}

/** Whether an IPv6 next header is an extension header that says its own length and the next one (RFC 8200 section 4). */
export function isExtension(protocol: number): boolean {
  switch (protocol) {
    case IpProtocol.HopByHop:
    case IpProtocol.Routing:
    case IpProtocol.Fragment:
    case IpProtocol.Authentication:
    case IpProtocol.DestinationOptions:
    case IpProtocol.Mobility:
    case IpProtocol.Hip:
    case IpProtocol.Shim6:
      return true
    default:
      return false
  }
}

/** Bytes of an extension header, from its second byte. AH counts in words of 4 bytes, the others in 8. */
export function extensionLength(protocol: number, lengthByte: number): number {
  if (protocol === IpProtocol.Fragment) return IPV6_FRAGMENT_HEADER
  return protocol === IpProtocol.Authentication ? (lengthByte + 2) * 4 : (lengthByte + 1) * 8
}

/** Walks over extension headers to the upper layer, or to the first fragment header of a real fragment. */
export function readExtensions(p: Packet): boolean {
  const { bytes } = p
  while (isExtension(p.protocol)) {
    const { at } = p
    if (p.left < 8) return p.tooShort('IPv6 extension', 8)
    const length = extensionLength(p.protocol, bytes[at + 1]!)
    if (length > p.left) return p.tooShort('IPv6 extension', length)
    // While segments are left, the target address is not the final one that the checksum is made with.
    if (p.protocol === IpProtocol.Routing && bytes[at + 3] !== 0) p.checkable = false
    const isFragment = p.protocol === IpProtocol.Fragment
    p.protocol = bytes[at]!
    p.at = at + length
    if (isFragment && readFragment(p, at)) return true
  }
  return true
}

function readFragment(p: Packet, at: number): boolean {
  const fragment = u16be(p.bytes, at + 2)
  p.fragmentOffset = fragment & 0xfff8
  p.moreFragments = (fragment & 1) !== 0
  p.isFragment = p.fragmentOffset !== 0 || p.moreFragments
  p.fragmentId = u32be(p.bytes, at + 4)
  return p.isFragment
}
