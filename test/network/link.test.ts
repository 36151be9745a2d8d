import { expect, test } from 'vitest'
import { LinkType } from '../../src/ingest/frame.js'
import { addresses4, addresses6, ascii, be16, concat, ethernet, frameOf, ipv4, ipv6, udp } from './packets.js'
import { run } from './recorder.js'

const HELLO = ascii('hello')
const V4 = ipv4(17, udp(40000, 12036, HELLO, addresses4()))
const V6 = ipv6(17, udp(40000, 12036, HELLO, addresses6()))
const NULL_ORDERS = { little: [2, 0, 0, 0], big: [0, 0, 0, 2], darwin6: [30, 0, 0, 0], linux6: [0, 0, 0, 10] }
const SLL = (type: number) => concat([0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0], be16(type))
const SLL2 = (type: number) => concat(be16(type), [0, 0, 0, 0, 0, 3, 0, 1, 4, 6, 2, 0, 0, 0, 0, 1, 0, 0])

test.each<[string, number, Uint8Array]>([
  ['Ethernet, IPv4', LinkType.ETHERNET, ethernet(0x0800, V4)],
  ['Ethernet, IPv6', LinkType.ETHERNET, ethernet(0x86dd, V6)],
  ['VLAN', LinkType.ETHERNET, ethernet(0x0800, V4, [0x81, 0, 0, 7])],
  ['QinQ', LinkType.ETHERNET, ethernet(0x86dd, V6, [0x88, 0xa8, 0, 1, 0x81, 0, 0, 7])],
  ['old QinQ', LinkType.ETHERNET, ethernet(0x0800, V4, [0x91, 0, 0, 1, 0x91, 0, 0, 2, 0x81, 0, 0, 7])],
  ['Linux cooked', LinkType.LINUX_SLL, concat(SLL(0x0800), V4)],
  ['Linux cooked, VLAN', LinkType.LINUX_SLL, concat(SLL(0x8100), [0, 7, 0x86, 0xdd], V6)],
  ['Linux cooked 2', LinkType.LINUX_SLL2, concat(SLL2(0x86dd), V6)],
  ['null, little-endian', LinkType.NULL, concat(NULL_ORDERS.little, V4)],
  ['null, big-endian', LinkType.NULL, concat(NULL_ORDERS.big, V4)],
  ['null, IPv6 of macOS', LinkType.NULL, concat(NULL_ORDERS.darwin6, V6)],
  ['null, IPv6 of Linux', LinkType.NULL, concat(NULL_ORDERS.linux6, V6)],
  ['loop', LinkType.LOOP, concat(NULL_ORDERS.big, V4)],
  ['raw 12', LinkType.RAW_BSD_12, V4],
  ['raw 14', LinkType.RAW_BSD_14, V6],
  ['raw 101', LinkType.RAW, V6],
  ['IPv4', LinkType.IPV4, V4],
  ['IPv6', LinkType.IPV6, V6],
])('takes off %s', (_, linkType, bytes) => {
  const { events } = run([frameOf(bytes, { linkType })])
  expect(events).toMatchObject([{ kind: 'datagram', text: 'hello', side: 0, cut: 0, findings: [] }])
  const { transport, ends, roles } = events[0]!.conversation
  expect([transport, ends[0].port, ends[1].port, roles]).toEqual(['udp', 40000, 12036, 'port'])
})

test.each<[string, number, Uint8Array]>([
  ['ARP', LinkType.ETHERNET, ethernet(0x0806, HELLO)],
  ['EtherType 0x1234', LinkType.ETHERNET, ethernet(0x1234, HELLO)],
  ['IEEE 802.3 frame', LinkType.ETHERNET, ethernet(5, HELLO)],
  ['IEEE 802.3 frame', LinkType.LINUX_SLL, concat(SLL(4), HELLO)],
  ['address family 7', LinkType.NULL, concat([7, 0, 0, 0], HELLO)],
  ['address family 33554432', LinkType.LOOP, concat(NULL_ORDERS.little, HELLO)],
  ['link type 105 (IEEE 802.11)', 105, HELLO],
  ['link type 999', 999, HELLO],
  ['Ethernet, damaged header', LinkType.ETHERNET, HELLO],
  ['VLAN, damaged header', LinkType.ETHERNET, ethernet(0x8100, Uint8Array.of(0, 1))],
  ['IP, damaged header', LinkType.RAW, Uint8Array.of(0x10)],
  ['IPv4, damaged header', LinkType.IPV4, V6],
  ['IPv6, damaged header', LinkType.IPV6, V4],
])('calls it other: %s', (what, linkType, bytes) => {
  const recorder = run([frameOf(bytes, { linkType })])
  const damaged = what.includes('damaged')
  expect(recorder.events).toMatchObject([
    { kind: 'other', what, findings: damaged ? ['malformed.header'] : [] },
  ])
})

test('names frames without IP by their MAC addresses', () => {
  const [event] = run([ethernet(0x0806, HELLO)]).events
  expect(event?.conversation).toMatchObject({
    transport: 'none',
    ends: [
      { address: '02:00:00:00:00:01', port: 0 },
      { address: '02:00:00:00:00:02', port: 0 },
    ],
  })
  expect(event?.text).toBe('hello')
})

test('hands on USER0 to USER15 whole', () => {
  for (const linkType of [LinkType.USER0, LinkType.USER15]) {
    const { events } = run([frameOf(HELLO, { linkType })])
    expect(events).toMatchObject([
      { kind: 'datagram', text: 'hello', conversation: { transport: 'none', roles: 'unknown' } },
    ])
  }
})

test('tells a header that the capture cut from a damaged one', () => {
  const { events } = run([frameOf(V4.subarray(0, 12), { linkType: LinkType.RAW, originalLength: V4.length })])
  expect(events).toMatchObject([{ kind: 'other', what: 'IPv4, header cut off', findings: ['capture.cut'] }])
  expect(events[0]!.sentences[0]).toBe(
    'The capture cut the packet: the IPv4 header needs 20 bytes, 12 are there.',
  )
})
