import {
  bytes,
  type FieldDef,
  type Flag,
  group,
  ipv4,
  ipv6,
  layer,
  mac,
  names,
  padding,
  text,
  u8,
  u16,
  u32,
  u32le,
} from '../fields/index.js'
import { ADDRESS_FAMILY_NAMES, ETHERTYPE_NAMES, IP_PROTOCOL_NAMES } from './protocols.js'

/** The fields of link, IP and transport headers, named as Wireshark names them. */

const etherType = (doc: string) => u16({ label: 'Type', base: 'hex', names: ETHERTYPE_NAMES, doc })

const nextHeader = (doc: string) => u8({ label: 'Next Header', names: IP_PROTOCOL_NAMES, doc })

const checksum = (doc: string) => u16({ label: 'Checksum', base: 'hex', role: 'volatile', doc })

export const FRAME = layer('frame', {
  payload: bytes({
    elsewhere: true,
    label: 'Payload',
    doc: 'What lies in the frame where no header is known, or behind the link layer',
  }),
  padding: padding({ label: 'Padding', doc: 'Bytes behind the IP packet on a link other than Ethernet' }),
})

export const ETH = layer('eth', {
  $: group({ label: 'Ethernet' }),
  dst: mac({ label: 'Destination', doc: 'MAC address of the receiver' }),
  src: mac({ label: 'Source', doc: 'MAC address of the sender' }),
  type: etherType('Protocol behind the Ethernet header'),
  len: u16({
    label: 'Length',
    role: 'length',
    doc: 'Length of an IEEE 802.3 frame, where a type would be 0x600 or more',
  }),
  padding: padding({
    label: 'Padding',
    doc: 'Bytes that fill a short frame, and a checksum some captures keep',
  }),
})

export const VLAN = layer('vlan', {
  $: group({ label: 'VLAN tag', repeated: true }),
  tci: u16({ label: 'Tag Control', base: 'hex', doc: 'Priority, drop eligibility and VLAN together' }),
  priority: u16({ label: 'Priority', mask: 0xe000, doc: 'Priority code point' }),
  dei: u16({ label: 'Drop Eligible', mask: 0x1000, doc: 'May be dropped when the network is full' }),
  id: u16({ label: 'VLAN', mask: 0x0fff, doc: 'Number of the virtual network' }),
  etype: etherType('Protocol behind the tag'),
})

const PACKET_TYPES = names({
  0: 'to us',
  1: 'broadcast',
  2: 'multicast',
  3: 'to another host',
  4: 'sent by us',
})

/** Both versions of the Linux cooked header; version 2 has the fields in another order. */
export const SLL = layer('sll', {
  $: group({ label: 'Linux cooked' }),
  pkttype: u16({ label: 'Packet Type', names: PACKET_TYPES, doc: 'To whom the packet was sent' }),
  pkttype8: u8({ label: 'Packet Type', names: PACKET_TYPES, doc: 'To whom the packet was sent (version 2)' }),
  hatype: u16({ label: 'Address Type', doc: 'ARPHRD_ number of the device' }),
  halen: u16({ label: 'Address Length', role: 'length', doc: 'Bytes of the address that count' }),
  halen8: u8({ label: 'Address Length', role: 'length', doc: 'Bytes of the address that count (version 2)' }),
  src: bytes({ label: 'Source', doc: 'Link-layer address of the sender, filled up to 8 bytes' }),
  etype: etherType('Protocol behind the cooked header'),
  reserved: u16({ label: 'Reserved', doc: 'Zero (version 2)' }),
  ifindex: u32({ label: 'Interface', role: 'id', doc: 'Index of the interface (version 2)' }),
})

const family = (label: string, doc: string) => ({ label, names: ADDRESS_FAMILY_NAMES, doc })

export const NULL = layer('null', {
  $: group({ label: 'Loopback' }),
  family: u32(family('Family', 'Address family, in network order')),
  family_le: u32le(family('Family', 'Address family, in the order of a little-endian host')),
})

export const IP = layer('ip', {
  $: group({ label: 'IPv4' }),
  version_length: u8({ label: 'Version, Length', base: 'hex', doc: 'Version and header length together' }),
  version: u8({ label: 'Version', mask: 0xf0, doc: 'IP version: 4' }),
  hdr_len: u8({
    label: 'Header Length',
    mask: 0x0f,
    unit: '× 4 bytes',
    role: 'length',
    doc: 'Length of this header',
  }),
  dsfield: u8({ label: 'Services', base: 'hex', doc: 'Differentiated services and congestion notification' }),
  len: u16({
    label: 'Total Length',
    role: 'length',
    doc: 'Bytes of header and payload; 0 before segmentation by the network card',
  }),
  id: u16({
    label: 'Identification',
    base: 'hex',
    role: 'volatile',
    doc: 'Names the datagram its fragments belong to',
  }),
  fragment: u16({ label: 'Fragment', base: 'hex', doc: 'Flags and fragment offset together' }),
  flags: u16({
    label: 'Flags',
    mask: 0xe000,
    names: names({
      0: 'none',
      1: 'more fragments',
      2: "don't fragment",
      3: "don't fragment, more fragments",
    }),
    doc: 'Whether fragments may be made, and whether more follow',
  }),
  frag_offset: u16({
    label: 'Fragment Offset',
    mask: 0x1fff,
    unit: '× 8 bytes',
    doc: 'Place of the fragment in its datagram',
  }),
  ttl: u8({ label: 'Time to Live', role: 'volatile', doc: 'Routers the packet may still pass' }),
  proto: u8({ label: 'Protocol', names: IP_PROTOCOL_NAMES, doc: 'Protocol of the payload' }),
  checksum: checksum('Internet checksum of this header'),
  src: ipv4({ label: 'Source', doc: 'Address of the sender' }),
  dst: ipv4({ label: 'Destination', doc: 'Address of the receiver' }),
  options: bytes({ label: 'Options', doc: 'Options and their padding' }),
  payload: bytes({
    elsewhere: true,
    label: 'Payload',
    doc: 'Payload of an IPv4 or IPv6 packet: a fragment, or a protocol not taken apart',
  }),
  trailing: padding({ label: 'Trailing', doc: 'Bytes of the IP packet behind its UDP datagram' }),
})

export const IPV6 = layer('ipv6', {
  $: group({ label: 'IPv6' }),
  version_class_flow: u32({
    label: 'Version, Class, Flow',
    base: 'hex',
    doc: 'The first word of the header',
  }),
  version: u32({ label: 'Version', mask: 0xf0000000, doc: 'IP version: 6' }),
  tclass: u32({
    label: 'Traffic Class',
    mask: 0x0ff00000,
    base: 'hex',
    doc: 'Differentiated services and congestion notification',
  }),
  flow: u32({
    label: 'Flow Label',
    mask: 0x000fffff,
    base: 'hex',
    role: 'volatile',
    doc: 'Names the flow the packet belongs to',
  }),
  plen: u16({
    label: 'Payload Length',
    role: 'length',
    doc: 'Bytes behind this header; 0 for jumbograms and before segmentation',
  }),
  nxt: nextHeader('Protocol or extension header that follows'),
  hlim: u8({ label: 'Hop Limit', role: 'volatile', doc: 'Routers the packet may still pass' }),
  src: ipv6({ label: 'Source', doc: 'Address of the sender' }),
  dst: ipv6({ label: 'Destination', doc: 'Address of the receiver' }),
})

export const EXTENSION = layer('ipv6.ext', {
  $: group({ label: 'IPv6 extension header', repeated: true }),
  nxt: nextHeader('Protocol or extension header that follows'),
  len: u8({
    label: 'Length',
    role: 'length',
    doc: 'Length beyond the first 8 bytes in units of 8; for AH in units of 4, less 2',
  }),
  data: bytes({ label: 'Data', doc: 'What the extension header holds' }),
})

export const FRAGHDR = layer('ipv6.fraghdr', {
  $: group({ label: 'IPv6 fragment header' }),
  nxt: nextHeader('Protocol of the datagram that is in fragments'),
  reserved_octet: u8({ label: 'Reserved', doc: 'Zero' }),
  offset_flags: u16({ label: 'Offset, Flags', base: 'hex', doc: 'Fragment offset and flag together' }),
  offset: u16({
    label: 'Fragment Offset',
    mask: 0xfff8,
    unit: '× 8 bytes',
    doc: 'Place of the fragment in its datagram',
  }),
  more: u16({ label: 'More Fragments', mask: 0x0001, doc: 'Whether more fragments follow' }),
  ident: u32({ label: 'Identification', base: 'hex', role: 'volatile', doc: 'Names the datagram' }),
})

export const UDP = layer('udp', {
  $: group({ label: 'UDP' }),
  srcport: u16({ label: 'Source Port', doc: 'Port of the sender' }),
  dstport: u16({ label: 'Destination Port', doc: 'Port of the receiver' }),
  length: u16({ label: 'Length', role: 'length', doc: 'Bytes of header and payload' }),
  checksum: checksum('Internet checksum of addresses, header and payload; 0 where there is none'),
  payload: bytes({ label: 'Payload', elsewhere: true, doc: 'The datagram that is dissected' }),
})

/** RFC 9293 section 3.1, with the bit of Accurate ECN (RFC 9768). */
const TCP_FLAGS: readonly Flag[] = [
  { mask: 0x100, name: 'AE' },
  { mask: 0x080, name: 'CWR' },
  { mask: 0x040, name: 'ECE' },
  { mask: 0x020, name: 'URG' },
  { mask: 0x010, name: 'ACK' },
  { mask: 0x008, name: 'PSH' },
  { mask: 0x004, name: 'RST' },
  { mask: 0x002, name: 'SYN' },
  { mask: 0x001, name: 'FIN' },
]

export const TCP = layer('tcp', {
  $: group({ label: 'TCP' }),
  srcport: u16({ label: 'Source Port', doc: 'Port of the sender' }),
  dstport: u16({ label: 'Destination Port', doc: 'Port of the receiver' }),
  seq: u32({ label: 'Sequence', role: 'sequence', doc: 'Sequence number of the first byte, as sent' }),
  ack: u32({
    label: 'Acknowledgment',
    role: 'sequence',
    doc: 'Sequence number expected next from the other side, as sent',
  }),
  length_flags: u16({ label: 'Length, Flags', base: 'hex', doc: 'Header length and flags together' }),
  hdr_len: u16({
    label: 'Header Length',
    mask: 0xf000,
    unit: '× 4 bytes',
    role: 'length',
    doc: 'Length of this header',
  }),
  flags: u16({ label: 'Flags', mask: 0x0fff, base: 'hex', flags: TCP_FLAGS, doc: 'What the segment is for' }),
  window_size_value: u16({
    label: 'Window',
    role: 'volatile',
    doc: 'Bytes the sender is ready to take, before scaling',
  }),
  checksum: checksum('Internet checksum of addresses, header and payload'),
  urgent_pointer: u16({ label: 'Urgent Pointer', doc: 'Where urgent data ends, when the URG flag is set' }),
  options: bytes({ label: 'Options', role: 'volatile', doc: 'Options and their padding' }),
  payload: bytes({
    label: 'Payload',
    elsewhere: true,
    doc: 'The part of the stream that this segment carries',
  }),
})

export const SOCKS = layer('socks', {
  $: group({ label: 'SOCKS5 relay' }),
  reserved: u16({ label: 'Reserved', doc: 'Zero' }),
  fragment_number: u8({ label: 'Fragment', doc: '0: the datagram stands alone' }),
  address_type: u8({
    label: 'Address Type',
    names: names({ 1: 'IPv4', 3: 'domain name', 4: 'IPv6' }),
    doc: 'Kind of the remote address',
  }),
  dst: ipv4({ label: 'Remote Address', doc: 'Address of the end behind the relay' }),
  dst_v6: ipv6({ label: 'Remote Address', doc: 'Address of the end behind the relay' }),
  name_length: u8({ label: 'Name Length', role: 'length', doc: 'Bytes of the remote name' }),
  remote_name: text({ label: 'Remote Name', doc: 'Name of the end behind the relay' }),
  port: u16({ label: 'Remote Port', doc: 'Port of the end behind the relay' }),
})

const LAYER_FIELDS: ReadonlySet<FieldDef> = new Set(
  [FRAME, ETH, VLAN, SLL, NULL, IP, IPV6, EXTENSION, FRAGHDR, UDP, TCP, SOCKS].flatMap((fields) =>
    Object.values<FieldDef>(fields),
  ),
)

/** Whether a field belongs to a link, IP or transport header. */
export function isLayerField(def: FieldDef): boolean {
  return LAYER_FIELDS.has(def)
}
