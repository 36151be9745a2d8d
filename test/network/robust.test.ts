import fc from 'fast-check'
import { test } from 'vitest'
import { type Begins, type Frame, LinkType } from '../../src/ingest/frame.js'
import {
  ACK,
  addresses4,
  addresses6,
  ascii,
  be32,
  concat,
  FIN,
  frameOf,
  ipv4,
  ipv6,
  RST,
  SYN,
  tcp,
  tcpFrame,
  udp,
  udpFrame,
} from './packets.js'
import { run } from './recorder.js'

// The recorder throws where a finding's range lies outside its frame, or the layers do not cover a frame exactly once.

const LINK_TYPES = [...Object.values(LinkType), 105]
const BEGINS: Begins[] = ['link', 'link', 'link', 'udp', 'tcp', 'payload']

const DATA = ascii('some data that is dissected')
const segment = (seq: number, flags: number, data = DATA) => ({
  from: 5000,
  to: 80,
  seq,
  ack: 1,
  flags,
  data,
})
const fragment = concat([17, 0, 0, 1], be32(7), udp(1, 2, DATA, addresses6()).subarray(0, 16))
const options = [131, 7, 4, 10, 0, 0, 9, 0]

const SOUND: Frame[] = [
  frameOf(udpFrame(5000, 12036, DATA)),
  frameOf(udpFrame(5000, 1080, concat([0, 0, 0, 1, 10, 0, 0, 9, 0x2f, 0x04], DATA))),
  frameOf(udpFrame(5000, 1080, concat([0, 0, 0, 3, 4], ascii('name'), [0x2f, 0x04], DATA))),
  frameOf(concat(udpFrame(5000, 12036, DATA, { options }), [0, 0, 0])),
  ...[SYN, 0, ACK, FIN, RST].map((flags) => frameOf(tcpFrame(segment(100, flags)))),
  ...[0, 10, 200, 100_000, 0x7fffffff].map((seq) => frameOf(tcpFrame(segment(seq, ACK)))),
  ...[0x2000, 0x2002, 2, 4].map((place) =>
    frameOf(ipv4(17, DATA.subarray(0, 16), { id: 7, fragment: place }), { linkType: LinkType.RAW }),
  ),
  frameOf(ipv6(44, fragment), { linkType: LinkType.IPV6 }),
  frameOf(
    ipv6(
      0,
      concat(
        [60, 0],
        new Uint8Array(6),
        [51, 0],
        new Uint8Array(6),
        [17, 1],
        new Uint8Array(10),
        udp(1, 2, DATA),
      ),
    ),
    {
      linkType: LinkType.IPV6,
    },
  ),
  frameOf(udp(5000, 12036, DATA, addresses4()), { begins: 'udp' }),
  frameOf(tcp(segment(5, ACK)), { begins: 'tcp' }),
]

const randomFrame = fc
  .record({
    bytes: fc.uint8Array({ maxLength: 120 }),
    linkType: fc.constantFrom(...LINK_TYPES),
    begins: fc.constantFrom(...BEGINS),
    missing: fc.oneof(fc.constant(0), fc.nat(2000)),
  })
  .map(({ bytes, missing, ...more }) => frameOf(bytes, { ...more, originalLength: bytes.length + missing }))

const damagedFrame = fc
  .record({
    frame: fc.constantFrom(...SOUND),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
    keep: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    isCut: fc.boolean(),
  })
  .map(({ frame, changes, keep, isCut }) => {
    const bytes = frame.bytes.slice(frame.start, frame.end)
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte
    const kept = bytes.subarray(0, Math.round(bytes.length * keep))
    return frameOf(kept, {
      linkType: frame.linkType,
      begins: frame.begins,
      originalLength: isCut ? bytes.length : kept.length,
    })
  })

const SMALL = {
  conversations: 3,
  heldPerDirection: 2500,
  held: 4000,
  datagrams: 2,
  fragmentBytes: 3000,
  fragmentAge: 5,
}

test('random bytes as frames of any link type give payloads whose layers cover them', () => {
  fc.assert(
    fc.property(fc.array(randomFrame, { maxLength: 10 }), fc.boolean(), (frames, socks5) => {
      run(frames, { socks5, limits: SMALL })
    }),
    { numRuns: 1500 },
  )
})

test('so do sound packets with bytes changed and cut, in any order', () => {
  fc.assert(
    fc.property(
      fc.array(damagedFrame, { maxLength: 25 }),
      fc.boolean(),
      fc.boolean(),
      (frames, socks5, small) => {
        run(frames, { socks5, limits: small ? SMALL : { conversations: 100 } })
      },
    ),
    { numRuns: 1500 },
  )
})

test('so does every prefix of a sound packet, cut by the capture or not', () => {
  for (const frame of SOUND) {
    for (let end = frame.start; end <= frame.end; end++) {
      run([frame, { ...frame, end }], { socks5: true, limits: SMALL })
      run([{ ...frame, end, originalLength: end - frame.start }], { socks5: true, limits: SMALL })
    }
  }
})

test('the same frames give the same again', () => {
  fc.assert(
    fc.property(fc.array(damagedFrame, { maxLength: 25 }), (frames) => {
      const story = () =>
        JSON.stringify(
          run(frames, { limits: SMALL }).events.map(({ conversation, ...rest }) => ({
            ...rest,
            id: conversation.id,
            ends: conversation.ends,
          })),
        )
      const first = story()
      if (story() !== first) throw new Error('the story changed')
    }),
    { numRuns: 200 },
  )
})

test('a long run of hostile frames takes time in proportion', () => {
  // One byte at every other place, then a segment over all of them, again and again.
  const crumbs = Array.from({ length: 3000 }, (_, i) =>
    frameOf(tcpFrame(segment(1000 + 2 * i, ACK, ascii('x')))),
  )
  const wide = frameOf(tcpFrame(segment(1000, ACK, new Uint8Array(6000))))
  const started = performance.now()
  run([...crumbs.slice(1), wide, ...crumbs, wide])
  if (performance.now() - started > 10_000) throw new Error('too slow')
})
