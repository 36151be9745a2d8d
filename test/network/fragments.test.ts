import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Frame, LinkType } from '../../src/ingest/frame.js'
import { addresses4, addresses6, ascii, be16, be32, concat, frameOf, ipv4, ipv6, udp } from './packets.js'
import { run } from './recorder.js'

const MORE = 0x2000

/** A fragment of an IPv4 datagram: `bytes` at `offset`. */
function piece4(offset: number, bytes: Uint8Array, more: boolean, id = 7, protocol = 17): Frame {
  const packet = ipv4(protocol, bytes, { id, fragment: (more ? MORE : 0) | (offset / 8) })
  return frameOf(packet, { linkType: LinkType.RAW })
}

function piece6(offset: number, bytes: Uint8Array, more: boolean, id = 7, next = 17): Frame {
  const header = concat([next, 0], be16(offset | (more ? 1 : 0)), be32(id))
  return frameOf(ipv6(44, concat(header, bytes)), { linkType: LinkType.RAW })
}

/** Cuts a datagram at multiples of 8. */
function cutUp(piece: typeof piece4, datagram: Uint8Array, size: number, id = 7): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at < datagram.length; at += size) {
    frames.push(piece(at, datagram.subarray(at, at + size), at + size < datagram.length, id))
  }
  return frames
}

const TEXT = 'a payload that is long enough for a number of fragments, of sixteen bytes each'
const DATAGRAM4 = udp(40000, 12036, ascii(TEXT), addresses4())
const DATAGRAM6 = udp(40000, 12036, ascii(TEXT), addresses6())

test.each<[string, typeof piece4, Uint8Array]>([
  ['IPv4', piece4, DATAGRAM4],
  ['IPv6', piece6, DATAGRAM6],
])('puts %s fragments together, in any order and with repetitions', (_, piece, datagram) => {
  const frames = cutUp(piece, datagram, 16)
  const order = fc.shuffledSubarray([...frames.keys(), ...frames.keys()], { minLength: frames.length * 2 })
  fc.assert(
    fc.property(order, (indices) => {
      const [first, ...others] = run(indices.map((index) => frames[index]!)).events
      expect(first).toMatchObject({ kind: 'datagram', text: TEXT, findings: [], cut: 0 })
      // Each fragment's first arrival counts; the last of those is the frame that completed the datagram.
      const firsts = frames.map((_, index) => indices.indexOf(index) + 1).sort((a, b) => a - b)
      expect([...first!.earlierFrames, first!.frame]).toEqual(firsts)
      // Repetitions that come later are the datagram sent again, perhaps in part.
      for (const other of others)
        expect(other.text === TEXT || other.findings[0] === 'ip.fragments-missing').toBe(true)
    }),
  )
})

test('keeps datagrams apart by identification, protocol and addresses', () => {
  const other = udp(40000, 12036, ascii('another payload, in two fragments'), addresses4())
  const [a1, a2] = cutUp(piece4, DATAGRAM4, 48, 1)
  const [b1, b2] = cutUp(piece4, other, 24, 2)
  expect(run([a1!, b1!, b2!, a2!]).of('datagram')).toMatchObject([
    { text: 'another payload, in two fragments', earlierFrames: [2], frame: 3 },
    { text: TEXT, earlierFrames: [1], frame: 4 },
  ])
})

test('lets the first bytes win where fragments overlap, and says so where they differ', () => {
  const datagram = udp(40000, 12036, ascii('0123456789abcdefghijklmn'))
  const overlapping = concat(ascii('XXXXXXXX'), datagram.subarray(24))
  const { events } = run([piece4(0, datagram.subarray(0, 24), true), piece4(16, overlapping, false)])
  expect(events).toMatchObject([
    { kind: 'datagram', text: '0123456789abcdefghijklmn', findings: ['ip.fragment-overlap'] },
  ])
})

test('says so when fragments disagree about the end', () => {
  const datagram = udp(40000, 12036, ascii('0123456789abcdefghijklmn'))
  const { events } = run([
    piece4(16, datagram.subarray(16, 32), false),
    piece4(24, ascii('yyyyyyyyzzzz'), false),
    piece4(0, datagram.subarray(0, 16), true),
  ])
  expect(events).toMatchObject([
    { text: '0123456789abcdefghijklmn', findings: ['ip.fragment-overlap', 'ip.fragment-overlap'] },
  ])
})

test('shows what there is of a datagram whose last fragment is missing, the rest as cut', () => {
  const [first] = cutUp(piece4, DATAGRAM4, 48)
  const { events } = run([first!])
  expect(events).toMatchObject([
    { kind: 'datagram', text: TEXT.slice(0, 40), findings: ['ip.fragments-missing'], frame: 1 },
  ])
  expect(events[0]!.cut).toBe(TEXT.length - 40)
  expect(events[0]!.sentences[0]).toBe(
    'Fragments of this datagram are missing in the capture; 48 of its bytes are there.',
  )
})

test('shows fragments without the first as something other', () => {
  const [, second, third] = cutUp(piece4, DATAGRAM4, 32)
  expect(run([second!, third!]).events).toMatchObject([
    { kind: 'other', what: 'IPv4 fragments without the first', frame: 2, findings: ['ip.fragments-missing'] },
  ])
})

test('keeps findings of earlier fragments for the whole', () => {
  const [first, second] = cutUp(piece4, DATAGRAM4, 48)
  first!.bytes[first!.start + 10]! ^= 1
  expect(run([first!, second!]).events[0]).toMatchObject({ text: TEXT, findings: ['checksum.wrong'] })
})

test.each([
  ['beyond the largest datagram', piece4(65528, ascii('12345678'), false)],
  ['of a length that no other can follow', piece4(0, ascii('123456789'), true)],
])('refuses a fragment %s', (_, frame) => {
  expect(run([frame]).events).toMatchObject([
    { kind: 'other', what: 'IPv4 fragment, damaged', findings: ['malformed.header'] },
  ])
})

test('walks over IPv6 extension headers inside of a datagram put together', () => {
  const options = [17, 1, ...new Array(14).fill(0)]
  const frames = cutUp(
    (at, bytes, more, id) => piece6(at, bytes, more, id, 60),
    concat(options, DATAGRAM6),
    40,
  )
  expect(run(frames).events).toMatchObject([{ kind: 'datagram', text: TEXT, findings: [] }])
})

test('gives up at fragments within fragments', () => {
  const inner = concat([17, 0, 0, 9], be32(5), DATAGRAM6)
  const frames = cutUp((at, bytes, more, id) => piece6(at, bytes, more, id, 44), inner, 40)
  expect(run(frames).events).toMatchObject([{ kind: 'other', what: 'IPv6, fragments within fragments' }])
})

test('gives up datagrams by age, by number and by bytes', () => {
  const [first, second] = cutUp(piece4, DATAGRAM4, 48)
  const filler = Array.from({ length: 20 }, () => frameOf(ascii('x'), { begins: 'payload' }))
  const cases = [
    { frames: [first!, ...filler, second!], limits: { fragmentAge: 10 } },
    { frames: [first!, piece4(0, ascii('12345678'), true, 8), second!], limits: { datagrams: 1 } },
    { frames: [first!, piece4(0, new Uint8Array(800), true, 8), second!], limits: { fragmentBytes: 2500 } },
  ]
  for (const { frames, limits } of cases) {
    const recorder = run(frames, { limits })
    expect(recorder.of('datagram').filter((event) => event.text === TEXT)).toEqual([])
    expect(recorder.of('datagram').find((event) => event.text === TEXT.slice(0, 40))?.frame).toBe(1)
    expect(
      run(frames)
        .of('datagram')
        .some((event) => event.text === TEXT),
    ).toBe(true)
  }
})
