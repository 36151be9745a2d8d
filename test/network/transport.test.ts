import { expect, test } from 'vitest'
import { LinkType } from '../../src/ingest/frame.js'
import {
  ACK,
  addresses4,
  addresses6,
  ascii,
  be16,
  concat,
  ethernet,
  frameOf,
  internetChecksum,
  ipv4,
  ipv6,
  tcp,
  udp,
} from './packets.js'
import { run } from './recorder.js'

const HELLO = ascii('hello')

function only(bytes: Uint8Array, more = {}) {
  const { events } = run([frameOf(bytes, { linkType: LinkType.RAW, ...more })])
  return events[0]!
}

test('respects a UDP length shorter than the IP payload, and notes the rest', () => {
  const event = only(ipv4(17, concat(udp(40000, 12036, HELLO, addresses4()), [1, 2, 3])))
  expect(event).toMatchObject({ kind: 'datagram', text: 'hello', findings: ['network.trailing'] })
  expect(event.sentences[0]).toBe('3 bytes follow the UDP datagram inside the IP packet.')
})

test('says so when the UDP length is more than the IP packet holds', () => {
  const event = only(ipv4(17, udp(40000, 12036, HELLO, addresses4(), 50)))
  expect(event).toMatchObject({ kind: 'datagram', text: 'hello', cut: 0, findings: ['malformed.length'] })
  expect(event.sentences[0]).toBe('The UDP length says 50 bytes, but the IP packet holds 13.')
})

test('gives up at a UDP length below that of its header', () => {
  const event = only(ipv4(17, udp(40000, 12036, HELLO, addresses4(), 7)))
  expect(event).toMatchObject({
    kind: 'other',
    what: 'UDP, damaged header',
    conversation: { transport: 'none' },
  })
})

test('takes no UDP checksum for no problem', () => {
  expect(only(ipv4(17, udp(40000, 12036, HELLO))).findings).toEqual([])
})

test('tells a wrong checksum with both values', () => {
  const datagram = udp(40000, 12036, HELLO, addresses4())
  const right = (datagram[6]! << 8) | datagram[7]!
  datagram.set([0x12, 0x34], 6)
  const hex = right.toString(16).padStart(4, '0')
  const event = only(ipv4(17, datagram))
  expect(event.findings).toEqual(['checksum.wrong'])
  expect(event.sentences[0]).toBe(`The UDP checksum is 0x1234, but 0x${hex} would be right.`)
})

/** What a host leaves in the field for its network card: the sum of the pseudo-header alone. */
function partial(addresses: Uint8Array, protocol: number, length: number): number[] {
  return be16(~internetChecksum(concat(addresses, [0, protocol], be16(length))) & 0xffff)
}

test('takes a checksum left to the network card for a note', () => {
  const datagram = udp(40000, 12036, HELLO, addresses4())
  datagram.set(partial(addresses4(), 17, 13), 6)
  expect(only(ipv4(17, datagram))).toMatchObject({
    findings: ['checksum.offloaded'],
    sentences: ['UDP checksum unverified: offloaded to the network card.'],
  })
  const segment = tcp({ from: 40000, to: 80, seq: 1, ack: 1, data: HELLO })
  // With segmentation offload the length is left out.
  segment.set(partial(addresses4(), 6, 0), 16)
  expect(only(ipv4(6, segment)).findings).toEqual(['checksum.offloaded'])
})

const WRONG = concat(be16(40000), be16(12036), be16(13), [0x12, 0x34], HELLO)
const LOOPBACK6 = concat(new Uint8Array(15), [1])

test.each<[string, number, Uint8Array]>([
  ['loopback addresses', LinkType.RAW, ipv4(17, WRONG, { from: '127.0.0.1', to: '127.0.1.1' })],
  ['IPv6 loopback', LinkType.RAW, ipv6(17, WRONG, LOOPBACK6, LOOPBACK6)],
  ['a host that talks to itself', LinkType.RAW, ipv4(17, WRONG, { from: '10.0.0.1', to: '10.0.0.1' })],
  ['MAC addresses of zeros', LinkType.ETHERNET, ethernet(0x0800, ipv4(17, WRONG), [], new Array(12).fill(0))],
  ['a loopback link', LinkType.NULL, concat([2, 0, 0, 0], ipv4(17, WRONG))],
])('takes a wrong checksum for offloaded with %s', (_, linkType, bytes) => {
  expect(only(bytes, { linkType })).toMatchObject({ kind: 'datagram', findings: ['checksum.offloaded'] })
})

test('verifies checksums over IPv6 and of odd lengths', () => {
  for (const length of [0, 1, 4, 5]) {
    const data = HELLO.subarray(0, length)
    expect(only(ipv6(17, udp(40000, 12036, data, addresses6()))).findings).toEqual([])
    expect(only(ipv6(6, tcp({ from: 1, to: 2, seq: 1, ack: 1, data }, addresses6()))).findings).toEqual([])
  }
})

test('does not check what the capture cut', () => {
  const packet = ipv4(17, WRONG)
  expect(only(packet.subarray(0, -1), { originalLength: packet.length })).toMatchObject({
    text: 'hell',
    findings: [],
  })
})

test('skips TCP options', () => {
  const options = [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2]
  const event = only(ipv4(6, tcp({ from: 40000, to: 80, seq: 1, ack: 1, data: HELLO, options })))
  expect(event).toMatchObject({ kind: 'segment', text: 'hello', findings: [] })
})

test.each([
  ['below its minimum', 0x40],
  ['beyond the packet', 0xf0],
])('gives up at a TCP data offset %s', (_, offset) => {
  const segment = tcp({ from: 40000, to: 80, seq: 1, ack: 1, data: HELLO })
  segment[12] = offset
  expect(only(ipv4(6, segment))).toMatchObject({ kind: 'other', what: 'TCP, damaged header' })
})

test('reads frames that begin at the UDP or TCP header', () => {
  const datagram = run([frameOf(udp(40000, 12036, HELLO), { begins: 'udp' })]).events[0]!
  expect(datagram).toMatchObject({ kind: 'datagram', text: 'hello', findings: [] })
  expect(datagram.conversation.ends).toEqual([
    { address: '', port: 40000 },
    { address: '', port: 12036 },
  ])
  const segment = tcp({ from: 40000, to: 80, seq: 1, flags: ACK, data: HELLO })
  segment.set([9, 9], 16)
  expect(run([frameOf(segment, { begins: 'tcp' })]).events[0]).toMatchObject({ text: 'hello', findings: [] })
})

test('every prefix of a packet gives one payload or one note of what is missing', () => {
  const packet = ipv4(17, udp(40000, 12036, HELLO, addresses4()))
  for (let length = 0; length < packet.length; length++) {
    const event = only(packet.subarray(0, length), { originalLength: packet.length })
    if (length < 28) expect(event).toMatchObject({ kind: 'other', findings: ['capture.cut'] })
    else expect(event).toMatchObject({ kind: 'datagram', cut: packet.length - length, findings: [] })
  }
})
