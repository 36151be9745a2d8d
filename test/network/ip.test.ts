import { expect, test } from 'vitest'
import { LinkType } from '../../src/ingest/frame.js'
import {
  addresses4,
  addresses6,
  ascii,
  CLIENT_IP6,
  concat,
  ethernet,
  frameOf,
  ipv4,
  ipv4Bytes,
  ipv6,
  SERVER_IP6,
  udp,
  udpFrame,
} from './packets.js'
import { run } from './recorder.js'

const HELLO = ascii('hello')
const DATAGRAM = udp(40000, 12036, HELLO, addresses4())

/** The only event of a raw IP packet. */
function only(packet: Uint8Array, originalLength = packet.length) {
  const { events } = run([frameOf(packet, { linkType: LinkType.RAW, originalLength })])
  expect(events).toHaveLength(1)
  return events[0]!
}

test('respects Ethernet padding', () => {
  const padded = concat(udpFrame(40000, 12036, ascii('hi')), new Uint8Array(16))
  expect(run([padded]).events).toMatchObject([{ kind: 'datagram', text: 'hi', cut: 0, findings: [] }])
})

test('skips IPv4 options', () => {
  expect(only(ipv4(17, DATAGRAM, { options: [148, 4, 0, 0] }))).toMatchObject({ text: 'hello', findings: [] })
})

test('does not check the transport checksum while a source route is under way', () => {
  const wrong = udp(40000, 12036, HELLO, addresses4('10.0.0.1', '10.9.9.9'))
  const route = [131, 7, 4, ...ipv4Bytes('10.9.9.9'), 0]
  expect(only(ipv4(17, wrong, { options: route })).findings).toEqual([])
  expect(only(ipv4(17, wrong)).findings).toEqual(['checksum.wrong'])
})

test('reads a total length of 0 as the rest of the frame, as before segmentation by the network card', () => {
  expect(only(ipv4(17, DATAGRAM, { total: 0 }))).toMatchObject({ text: 'hello', findings: [] })
})

test('counts what the capture cut', () => {
  const packet = ipv4(17, DATAGRAM)
  expect(only(packet.subarray(0, packet.length - 3), packet.length)).toMatchObject({
    text: 'he',
    cut: 3,
    findings: [],
  })
})

test('says so when the total length is more than there ever was', () => {
  const event = only(ipv4(17, DATAGRAM, { total: 100 }))
  expect(event).toMatchObject({ kind: 'datagram', text: 'hello', findings: ['malformed.length'] })
  expect(event.sentences[0]).toBe('The IPv4 total length says 100 bytes, but only 33 are there.')
})

test.each([
  ['header length', concat([0x44], ipv4(17, DATAGRAM).subarray(1))],
  ['total length', ipv4(17, DATAGRAM, { total: 19 })],
  ['longer header than packet', concat([0x4f], ipv4(17, DATAGRAM).subarray(1))],
])('gives up at a damaged IPv4 header: %s', (_, packet) => {
  expect(only(packet)).toMatchObject({
    kind: 'other',
    what: 'IPv4, damaged header',
    findings: ['malformed.header'],
  })
})

test('verifies the header checksum', () => {
  const event = only(ipv4(17, DATAGRAM, { checksum: 0x1234 }))
  expect(event).toMatchObject({ text: 'hello', findings: ['checksum.wrong'] })
  expect(event.sentences[0]).toMatch(
    /^The IPv4 header checksum is 0x1234, but 0x[0-9a-f]{4} would be right\.$/,
  )
  expect(only(ipv4(17, DATAGRAM, { checksum: 0 })).findings).toEqual(['checksum.offloaded'])
})

test.each([
  [1, 'ICMP'],
  [47, 'GRE'],
  [99, 'IPv4, protocol 99'],
])('names IPv4 protocol %i', (protocol, what) => {
  expect(only(ipv4(protocol, HELLO))).toMatchObject({ kind: 'other', what, text: 'hello' })
  expect(only(ipv4(protocol, HELLO)).conversation).toMatchObject({
    transport: 'none',
    ends: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }],
  })
})

const OPTIONS_HEADER = (next: number) => [next, 1, ...new Array(14).fill(0)]

test('walks over IPv6 extension headers', () => {
  const inner = udp(40000, 12036, HELLO, addresses6())
  const routing = [51, 0, 4, 0, 0, 0, 0, 0]
  const ah = [60, 4, 0, 0, ...new Array(20).fill(7)]
  const packet = concat(OPTIONS_HEADER(43), routing, ah, OPTIONS_HEADER(17), inner)
  expect(only(ipv6(0, packet))).toMatchObject({ kind: 'datagram', text: 'hello', findings: [] })
})

test('takes an IPv6 fragment header of a whole datagram for what it is', () => {
  const inner = udp(40000, 12036, HELLO, addresses6())
  expect(only(ipv6(44, concat([17, 0, 0, 0, 0, 0, 0, 9], inner)))).toMatchObject({
    text: 'hello',
    earlierFrames: [],
  })
})

test('does not check the transport checksum while routing segments are left', () => {
  const final = udp(40000, 12036, HELLO, addresses6(CLIENT_IP6, CLIENT_IP6))
  const routing = (left: number) => concat([17, 2, 0, left, 0, 0, 0, 0], CLIENT_IP6)
  expect(only(ipv6(43, concat(routing(1), final))).findings).toEqual([])
  expect(only(ipv6(43, concat(routing(0), final))).findings).toEqual(['checksum.wrong'])
})

test.each([
  ['extension header longer than the packet', ipv6(0, concat([17, 200], new Uint8Array(14)))],
  ['half an extension header', ipv6(0, Uint8Array.of(17, 0, 0))],
])('gives up at a damaged IPv6 packet: %s', (_, packet) => {
  expect(only(packet)).toMatchObject({ kind: 'other', what: 'IPv6 extension, damaged header' })
})

test('reads an IPv6 payload length of 0 as the rest of the frame, and complains of one that is too large', () => {
  const inner = udp(40000, 12036, HELLO, addresses6())
  expect(only(ipv6(17, inner, CLIENT_IP6, SERVER_IP6, 0))).toMatchObject({ text: 'hello', findings: [] })
  expect(only(ipv6(17, inner, CLIENT_IP6, SERVER_IP6, 99)).findings).toEqual(['malformed.length'])
})

test('names what follows IPv6', () => {
  expect(only(ipv6(58, HELLO)).what).toBe('ICMPv6')
  expect(only(ipv6(59, HELLO)).what).toBe('no next header')
  expect(only(ipv6(99, HELLO)).what).toBe('IPv6, protocol 99')
})

test('names the addresses of a conversation', () => {
  const v6 = only(ipv6(17, udp(40000, 12036, HELLO, addresses6())))
  expect(v6.conversation.ends.map((end) => end.address)).toEqual(['2001:db8::1', '2001:db8::2'])
  const [v4] = run([ethernet(0x0800, ipv4(17, DATAGRAM))]).events
  expect(v4!.conversation.ends.map((end) => end.address)).toEqual(['10.0.0.1', '10.0.0.2'])
})
