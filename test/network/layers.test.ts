import { expect, test } from 'vitest'
import { Message } from '../../src/dissect/message.js'
import { type Frame, LinkType } from '../../src/ingest/frame.js'
import { recordLayers } from '../../src/network/layers.js'
import { Network } from '../../src/network/network.js'
import type { Payload } from '../../src/network/payload.js'
import { coverageFaults } from '../support/coverage.js'
import { readTree } from '../support/read-tree.js'
import {
  ACK,
  addresses4,
  addresses6,
  ascii,
  be16,
  be32,
  concat,
  ethernet,
  frameOf,
  ipv4,
  ipv6,
  tcp,
  udp,
  udpFrame,
} from './packets.js'

/** The rows of the layers of the last payload that the frames give, as `path value`; groups as their path alone. */
function layers(frames: readonly Frame[], socks5 = false): string[] {
  const message = new Message()
  const record = (payload: Payload) => {
    message.clear()
    recordLayers(payload, message)
    expect(coverageFaults(message)).toEqual([])
  }
  const ignore = () => {}
  const sink = {
    datagram: record,
    segment: record,
    other: record,
    control: record,
    gap: ignore,
    closed: ignore,
    forgotten: ignore,
  }
  const network = new Network(sink, { isServerPort: () => false, socks5 })
  for (const frame of frames) network.frame(frame)
  return readTree(message).map((row) => (row.value === undefined ? row.path : `${row.path} ${row.value}`))
}

const ETHERNET_ROWS = ['eth', 'eth.dst 020000000002', 'eth.src 020000000001']
const IPV4_ROWS = (length: number, protocol: number, checksum: number, id = 1, fragment = 0) => [
  'ip',
  'ip.version_length 69',
  'ip.version 4',
  'ip.hdr_len 5',
  'ip.dsfield 0',
  `ip.len ${length}`,
  `ip.id ${id}`,
  `ip.fragment ${fragment}`,
  `ip.flags ${fragment >> 13}`,
  `ip.frag_offset ${fragment & 0x1fff}`,
  'ip.ttl 64',
  `ip.proto ${protocol}`,
  `ip.checksum ${checksum}`,
  'ip.src 10.0.0.1',
  'ip.dst 10.0.0.2',
]

const number = (bytes: Uint8Array, at: number) => (bytes[at]! << 8) | bytes[at + 1]!

test('records Ethernet, VLAN, IPv4 and UDP, with padding', () => {
  const packet = ipv4(17, udp(40000, 12036, ascii('hi'), addresses4()))
  const frame = concat(ethernet(0x0800, packet, [0x81, 0, 0xb0, 7]), [0, 0])
  expect(layers([frameOf(frame)])).toEqual([
    ...ETHERNET_ROWS,
    `eth.type ${0x8100}`,
    'vlan',
    `vlan.tci ${0xb007}`,
    'vlan.priority 5',
    'vlan.dei 1',
    'vlan.id 7',
    `vlan.etype ${0x0800}`,
    ...IPV4_ROWS(30, 17, number(packet, 10)),
    'udp',
    'udp.srcport 40000',
    'udp.dstport 12036',
    'udp.length 10',
    `udp.checksum ${number(packet, 26)}`,
    'udp.payload 6869',
    'eth.padding 0000',
  ])
})

test('records IPv6 with extension headers, and TCP with options', () => {
  const segment = tcp(
    {
      from: 40000,
      to: 80,
      seq: 0x80000001,
      ack: 2,
      flags: ACK | 8,
      data: ascii('hi'),
      options: [1, 1, 1, 0],
    },
    addresses6(),
  )
  const packet = ipv6(0, concat([6, 0, 1, 4, 0, 0, 0, 0], segment))
  packet.set([0x6a, 0xb1, 0x23, 0x45], 0)
  expect(layers([frameOf(packet, { linkType: LinkType.IPV6 })])).toEqual([
    'ipv6',
    `ipv6.version_class_flow ${0x6ab12345}`,
    'ipv6.version 6',
    `ipv6.tclass ${0xab}`,
    `ipv6.flow ${0x12345}`,
    `ipv6.plen ${8 + segment.length}`,
    'ipv6.nxt 0',
    'ipv6.hlim 64',
    'ipv6.src 20010db8000000000000000000000001',
    'ipv6.dst 20010db8000000000000000000000002',
    'ipv6.ext',
    'ipv6.ext.nxt 6',
    'ipv6.ext.len 0',
    'ipv6.ext.data 010400000000',
    'tcp',
    'tcp.srcport 40000',
    'tcp.dstport 80',
    `tcp.seq ${0x80000001}`,
    'tcp.ack 2',
    `tcp.length_flags ${0x6018}`,
    'tcp.hdr_len 6',
    'tcp.flags 24',
    'tcp.window_size_value 65535',
    `tcp.checksum ${number(segment, 16)}`,
    'tcp.urgent_pointer 0',
    'tcp.options 01010100',
    'tcp.payload 6869',
  ])
})

test('records a fragment, and the datagram it completed as a source of its own', () => {
  const datagram = udp(40000, 12036, ascii('0123456789'), addresses4())
  const piece = (at: number, bytes: Uint8Array, more: number) =>
    frameOf(ipv4(17, bytes, { id: 7, fragment: more | (at / 8) }), { linkType: LinkType.RAW })
  const last = piece(8, datagram.subarray(8), 0)
  expect(layers([piece(0, datagram.subarray(0, 8), 0x2000), last])).toEqual([
    ...IPV4_ROWS(30, 17, number(last.bytes, last.start + 10), 7, 1),
    'ip.payload 30313233343536373839',
    'udp',
    'udp.srcport 40000',
    'udp.dstport 12036',
    'udp.length 18',
    `udp.checksum ${number(datagram, 6)}`,
    'udp.payload 30313233343536373839',
  ])
})

test('records IPv6 fragment headers', () => {
  const datagram = udp(40000, 12036, ascii('0123456789'), addresses6())
  const piece = (at: number, bytes: Uint8Array, more: number) =>
    frameOf(ipv6(44, concat([60, 0], be16(at | more), be32(7), bytes)), { linkType: LinkType.RAW })
  const whole = concat([17, 0, 0, 0, 0, 0, 0, 0], datagram)
  const rows = layers([piece(0, whole.subarray(0, 16), 1), piece(16, whole.subarray(16), 0)])
  expect(rows.slice(10)).toEqual([
    'ipv6.fraghdr',
    'ipv6.fraghdr.nxt 60',
    'ipv6.fraghdr.reserved_octet 0',
    'ipv6.fraghdr.offset_flags 16',
    'ipv6.fraghdr.offset 2',
    'ipv6.fraghdr.more 0',
    'ipv6.fraghdr.ident 7',
    'ip.payload 30313233343536373839',
    'ipv6.ext',
    'ipv6.ext.nxt 17',
    'ipv6.ext.len 0',
    'ipv6.ext.data 000000000000',
    'udp',
    'udp.srcport 40000',
    'udp.dstport 12036',
    'udp.length 18',
    `udp.checksum ${number(datagram, 6)}`,
    'udp.payload 30313233343536373839',
  ])
})

test('records a SOCKS5 relay header that was looked behind', () => {
  const header = concat([0, 0, 0, 3, 11], ascii('example.org'), [0, 80])
  const frame = frameOf(udpFrame(5000, 1080, concat(header, ascii('hi'))))
  expect(layers([frame], true).slice(-8)).toEqual([
    'socks',
    'socks.reserved 0',
    'socks.fragment_number 0',
    'socks.address_type 3',
    'socks.name_length 11',
    'socks.remote_name example.org',
    'socks.port 80',
    'udp.payload 6869',
  ])
  expect(layers([frame]).at(-1)).toBe(
    `udp.payload ${Buffer.from(concat(header, ascii('hi'))).toString('hex')}`,
  )
})

test('records what it cannot take apart', () => {
  expect(layers([frameOf(ethernet(0x0806, ascii('hi')))])).toEqual([
    ...ETHERNET_ROWS,
    `eth.type ${0x0806}`,
    'frame.payload 6869',
  ])
  expect(layers([frameOf(ethernet(2, ascii('hi')))])).toEqual([
    ...ETHERNET_ROWS,
    'eth.len 2',
    'frame.payload 6869',
  ])
  expect(layers([frameOf(ascii('hi'), { linkType: 105 })])).toEqual(['frame.payload 6869'])
  expect(layers([frameOf(ascii('hi'), { begins: 'payload' })])).toEqual(['frame.payload 6869'])
  expect(layers([frameOf(ascii('hi'))])).toEqual(['slx.undecoded 6869'])
  expect(layers([frameOf(ethernet(0x0800, ascii('hi')))]).at(-1)).toBe('slx.undecoded 6869')
  const gre = ipv4(47, ascii('hi'))
  expect(layers([frameOf(gre, { linkType: LinkType.RAW })])).toEqual([
    ...IPV4_ROWS(22, 47, number(gre, 10)),
    'ip.payload 6869',
  ])
  const broken = ipv4(17, ascii('hi'))
  expect(layers([frameOf(broken, { linkType: LinkType.RAW })])).toEqual([
    ...IPV4_ROWS(22, 17, number(broken, 10)),
    'slx.undecoded 6869',
  ])
})

test.each<[string, number, Uint8Array, string[]]>([
  ['null', LinkType.NULL, Uint8Array.of(2, 0, 0, 0), ['null', 'null.family_le 2']],
  ['loop', LinkType.LOOP, Uint8Array.of(0, 0, 0, 2), ['null', 'null.family 2']],
  [
    'Linux cooked',
    LinkType.LINUX_SLL,
    Uint8Array.of(0, 4, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 8, 0),
    [
      'sll',
      'sll.pkttype 4',
      'sll.hatype 1',
      'sll.halen 6',
      'sll.src 0102030405060000',
      `sll.etype ${0x0800}`,
    ],
  ],
  [
    'Linux cooked 2',
    LinkType.LINUX_SLL2,
    Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 3, 0, 1, 4, 6, 1, 2, 3, 4, 5, 6, 0, 0),
    [
      'sll',
      `sll.etype ${0x0800}`,
      'sll.reserved 0',
      'sll.ifindex 3',
      'sll.hatype 1',
      'sll.pkttype8 4',
      'sll.halen8 6',
      'sll.src 0102030405060000',
    ],
  ],
])('records the %s header', (_, linkType, header, rows) => {
  const frame = frameOf(concat(header, ipv4(47, ascii('hi'))), { linkType })
  expect(layers([frame]).slice(0, rows.length + 1)).toEqual([...rows, 'ip'])
})
