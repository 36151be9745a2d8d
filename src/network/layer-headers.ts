import type { Cursor } from '../dissect/cursor.js'
import { LinkType } from '../ingest/frame.js'
import { extensionLength } from './ip.js'
import { ETH, EXTENSION, FRAGHDR, IP, IPV6, NULL, SLL, SOCKS, TCP, UDP, VLAN } from './layer-fields.js'
import { isLittleEndianFamily } from './link.js'
import { IpProtocol, MIN_ETHERTYPE } from './protocols.js'
import { SocksAddress, type SocksHeader } from './socks5.js'

/** Each records one kind of header, which is known to be whole and ends at `stop`. */

/** Records the link header, with the VLAN tags behind it; nothing where there is none. */
export function recordLink(at: Cursor, linkType: number, stop: number): void {
  if (at.pos === stop) return
  if (linkType === LinkType.ETHERNET) recordEthernet(at)
  else if (linkType === LinkType.LINUX_SLL) recordCooked(at)
  else if (linkType === LinkType.LINUX_SLL2) recordCooked2(at)
  else if (linkType === LinkType.NULL || linkType === LinkType.LOOP) recordLoopback(at, linkType)
  while (at.pos < stop) recordTag(at)
}

function recordEthernet(at: Cursor): void {
  at.open(ETH.$)
  at.read(ETH.dst)
  at.read(ETH.src)
  at.read(at.peek(ETH.type.wire, 2) < MIN_ETHERTYPE ? ETH.len : ETH.type)
  at.close()
}

function recordTag(at: Cursor): void {
  at.open(VLAN.$)
  const control = at.read(VLAN.tci)
  at.bits(VLAN.priority, control)
  at.bits(VLAN.dei, control)
  at.bits(VLAN.id, control)
  at.read(VLAN.etype)
  at.close()
}

/** LINKTYPE_LINUX_SLL, tcpdump.org. */
function recordCooked(at: Cursor): void {
  at.open(SLL.$)
  at.read(SLL.pkttype)
  at.read(SLL.hatype)
  at.read(SLL.halen)
  at.take(SLL.src, 8)
  at.read(SLL.etype)
  at.close()
}

/** LINKTYPE_LINUX_SLL2, tcpdump.org. */
function recordCooked2(at: Cursor): void {
  at.open(SLL.$)
  at.read(SLL.etype)
  at.read(SLL.reserved)
  at.read(SLL.ifindex)
  at.read(SLL.hatype)
  at.read(SLL.pkttype8)
  at.read(SLL.halen8)
  at.take(SLL.src, 8)
  at.close()
}

function recordLoopback(at: Cursor, linkType: number): void {
  at.open(NULL.$)
  at.read(isLittleEndianFamily(at.bytes, at.pos, linkType) ? NULL.family_le : NULL.family)
  at.close()
}

export function recordIpv4(at: Cursor, stop: number): void {
  at.open(IP.$)
  const first = at.read(IP.version_length)
  at.bits(IP.version, first)
  at.bits(IP.hdr_len, first)
  at.read(IP.dsfield)
  at.read(IP.len)
  at.read(IP.id)
  const fragment = at.read(IP.fragment)
  at.bits(IP.flags, fragment)
  at.bits(IP.frag_offset, fragment)
  at.read(IP.ttl)
  at.read(IP.proto)
  at.read(IP.checksum)
  at.read(IP.src)
  at.read(IP.dst)
  if (at.pos < stop) at.take(IP.options, stop - at.pos)
  at.close()
}

export function recordIpv6(at: Cursor, stop: number): void {
  at.open(IPV6.$)
  const first = at.read(IPV6.version_class_flow)
  at.bits(IPV6.version, first)
  at.bits(IPV6.tclass, first)
  at.bits(IPV6.flow, first)
  at.read(IPV6.plen)
  const next = at.read(IPV6.nxt)
  at.read(IPV6.hlim)
  at.read(IPV6.src)
  at.read(IPV6.dst)
  at.close()
  recordExtensions(at, next, stop)
}

/** Records extension headers of which the first is of kind `first`. */
export function recordExtensions(at: Cursor, first: number, stop: number): void {
  let kind = first
  while (at.pos < stop)
    kind = kind === IpProtocol.Fragment ? recordFragmentHeader(at) : recordExtension(at, kind)
}

function recordExtension(at: Cursor, kind: number): number {
  at.open(EXTENSION.$)
  const next = at.read(EXTENSION.nxt)
  at.take(EXTENSION.data, extensionLength(kind, at.read(EXTENSION.len)) - 2)
  at.close()
  return next
}

function recordFragmentHeader(at: Cursor): number {
  at.open(FRAGHDR.$)
  const next = at.read(FRAGHDR.nxt)
  at.read(FRAGHDR.reserved_octet)
  const fragment = at.read(FRAGHDR.offset_flags)
  at.bits(FRAGHDR.offset, fragment)
  at.bits(FRAGHDR.more, fragment)
  at.read(FRAGHDR.ident)
  at.close()
  return next
}

/** `socks` is the relay header in front of the payload, where there is one; the payload ends at `end`. */
export function recordUdp(at: Cursor, socks: SocksHeader | undefined, end: number): void {
  at.open(UDP.$)
  at.read(UDP.srcport)
  at.read(UDP.dstport)
  at.read(UDP.length)
  at.read(UDP.checksum)
  if (socks) recordSocks(at, socks)
  if (at.pos < end) at.take(UDP.payload, end - at.pos)
  at.close()
}

function recordSocks(at: Cursor, socks: SocksHeader): void {
  at.open(SOCKS.$)
  at.read(SOCKS.reserved)
  at.read(SOCKS.fragment_number)
  at.read(SOCKS.address_type)
  if (socks.kind === SocksAddress.IPv4) at.read(SOCKS.dst)
  else if (socks.kind === SocksAddress.IPv6) at.read(SOCKS.dst_v6)
  else at.take(SOCKS.remote_name, at.read(SOCKS.name_length))
  at.read(SOCKS.port)
  at.close()
}

/** The header ends at `stop`, the data at `end`. */
export function recordTcp(at: Cursor, stop: number, end: number): void {
  at.open(TCP.$)
  at.read(TCP.srcport)
  at.read(TCP.dstport)
  at.read(TCP.seq)
  at.read(TCP.ack)
  const lengthAndFlags = at.read(TCP.length_flags)
  at.bits(TCP.hdr_len, lengthAndFlags)
  at.bits(TCP.flags, lengthAndFlags)
  at.read(TCP.window_size_value)
  at.read(TCP.checksum)
  at.read(TCP.urgent_pointer)
  if (at.pos < stop) at.take(TCP.options, stop - at.pos)
  if (at.pos < end) at.take(TCP.payload, end - at.pos)
  at.close()
}
