import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PcapReader } from '../../src/ingest/pcap.js'
import { PcapParserReader } from '../../src/ingest/pcap-parser-reader.js'
import { readerContext } from '../../src/ingest/reader-context.js'
import {
  cut,
  cutAt,
  makePcap,
  type NewReader,
  payload,
  readChunks,
  rememberingSink,
  samplePackets,
} from './captures.js'

const ours: NewReader = (context) => new PcapReader(context)
const theirs: NewReader = (context) => new PcapParserReader(context)

function expectSame(chunks: Iterable<Uint8Array>): void {
  const list = [...chunks]
  expect(readChunks(theirs, list)).toEqual(readChunks(ours, list))
}

describe('PcapParserReader gives what PcapReader gives', () => {
  for (const littleEndian of [true, false]) {
    const order = littleEndian ? 'little' : 'big'
    it(`for good captures, ${order} endian, in chunks of any size`, () => {
      const capture = makePcap(samplePackets(10), { littleEndian, linkType: 276 })
      expect(readChunks(theirs, [capture]).frames).toHaveLength(10)
      for (let size = 1; size <= capture.length; size += size < 130 ? 1 : 97) expectSame(cut(capture, size))
    })

    it(`for every prefix, ${order} endian`, () => {
      const capture = makePcap(samplePackets(3), { littleEndian })
      for (let length = 0; length <= capture.length; length++) {
        const prefix = capture.subarray(0, length)
        for (const size of [1, 11, capture.length]) expectSame(cut(prefix, size))
      }
    })
  }

  it('for wrong lengths, empty records, other versions and magics, and any bytes', () => {
    const captures = fc
      .record({
        packets: fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }),
        littleEndian: fc.boolean(),
        snapLength: fc.constantFrom(0, 20, 65535),
        changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      })
      .map(({ packets, littleEndian, snapLength, changes }) => {
        const made = packets.map((bytes, i) => ({ seconds: i, fraction: i * 999_999, bytes }))
        const capture = makePcap(made, { littleEndian, snapLength })
        for (const [place, value] of changes) capture[place % capture.length] = value
        return capture
      })
      // Damage may turn the magic into one of the others that PcapReader knows.
      .filter(
        (capture) =>
          !['a1b23c4d', '4d3cb2a1', 'a1b2cd34', '34cdb2a1'].includes(capture.toString('hex', 0, 4)),
      )
    fc.assert(
      fc.property(captures, fc.array(fc.nat(), { maxLength: 12 }), (capture, places) => {
        expectSame(cutAt(capture, places))
      }),
      { numRuns: 500 },
    )
  })

  it('when the sink has enough', () => {
    const capture = makePcap(samplePackets(6))
    for (const size of [1, 60, capture.length]) {
      const seen = readChunks(theirs, cut(capture, size), 3)
      expect(seen.frames).toHaveLength(3)
      expect(seen).toEqual(readChunks(ours, cut(capture, size), 3))
    }
  })
})

describe('PcapParserReader', () => {
  it('refuses what the package does not read', () => {
    for (const magic of [0xa1b23c4d, 0xa1b2cd34]) {
      const { frames, problems } = readChunks(theirs, [makePcap(samplePackets(1), { magic })])
      expect(frames).toEqual([])
      expect(problems).toMatchObject([{ code: 'pcap.magic', offset: 0 }])
    }
  })

  it('shows a packet as soon as its last byte is there', () => {
    const packets = samplePackets(2)
    const capture = makePcap(packets)
    const first = 24 + 16 + packets[0]!.bytes.length
    const sink = rememberingSink()
    const reader = new PcapParserReader(readerContext('test', sink))
    reader.push(capture.subarray(0, first - 1))
    expect(sink.frames).toHaveLength(0)
    reader.push(capture.subarray(first - 1, first))
    expect(sink.frames).toHaveLength(1)
  })

  it('stops at a wrong length at once, and takes a long record in small chunks', () => {
    const wrong = makePcap(samplePackets(1))
    wrong.writeUInt32LE(0x7fffffff, 24 + 8)
    const reader = new PcapParserReader(readerContext('test', rememberingSink()))
    expect(reader.push(wrong.subarray(0, 40))).toBe(false)

    const long = makePcap([{ seconds: 1, fraction: 1, bytes: payload(262_144) }], { snapLength: 262_144 })
    const { frames, problems } = readChunks(theirs, cut(long, 3))
    expect(frames[0]!.hex).toBe(payload(262_144).toString('hex'))
    expect(problems).toEqual([])
  })
})
