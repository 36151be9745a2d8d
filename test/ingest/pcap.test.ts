import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PcapReader } from '../../src/ingest/pcap.js'
import { readerContext } from '../../src/ingest/reader-context.js'
import {
  cut,
  cutAt,
  makePcap,
  payload,
  readChunks,
  readWhole,
  rememberingSink,
  samplePackets,
} from './captures.js'

const newReader = (context: ReturnType<typeof readerContext>) => new PcapReader(context)

const MICRO = 0xa1b2c3d4
const NANO = 0xa1b23c4d
const MODIFIED = 0xa1b2cd34

describe('PcapReader', () => {
  for (const littleEndian of [true, false]) {
    for (const [name, magic] of Object.entries({ MICRO, NANO, MODIFIED })) {
      it(`reads ${name}, ${littleEndian ? 'little' : 'big'} endian, in chunks of any size`, () => {
        const packets = samplePackets(12)
        const capture = makePcap(packets, { littleEndian, magic, linkType: 113 })
        const unit = magic === NANO ? 1 : 1000
        const expected = packets.map(({ seconds, fraction, bytes }, i) => ({
          number: i + 1,
          seconds,
          nanoseconds: fraction * unit,
          linkType: 113,
          originalLength: bytes.length,
          hex: Buffer.from(bytes).toString('hex'),
          comment: undefined,
        }))
        for (const size of [1, 2, 7, 16, 24, 100, 1000, capture.length]) {
          expect(readChunks(newReader, cut(capture, size))).toEqual({ frames: expected, problems: [] })
        }
      })
    }
  }

  it('gives every prefix the frames that are whole in it, the cut one, and one problem', () => {
    const capture = makePcap(samplePackets(4))
    const { frames } = readWhole(newReader, capture)
    for (let length = 0; length < capture.length; length++) {
      const seen = readWhole(newReader, capture.subarray(0, length))
      seen.frames.forEach((frame, i) => {
        expect(frames[i]!.hex.startsWith(frame.hex)).toBe(true)
        expect({ ...frame, hex: '' }).toEqual({ ...frames[i], hex: '' })
      })
      const whole = seen.frames.reduce((sum, { hex }) => sum + 16 + hex.length / 2, 24)
      const complete = whole === length && seen.frames.every(({ hex }, i) => hex === frames[i]!.hex)
      const codes = seen.problems.map(({ code }) => code)
      if (complete) expect(codes).toEqual([])
      else expect(codes).toEqual([length < 24 ? 'pcap.truncated-header' : 'pcap.truncated-record'])
    }
  })

  it('names record and byte where the capture is cut', () => {
    const capture = makePcap([
      { seconds: 1, fraction: 2, bytes: payload(60) },
      { seconds: 3, fraction: 4, bytes: payload(100) },
    ])
    const { frames, problems } = readWhole(newReader, capture.subarray(0, 100 + 16 + 40))
    expect(frames.map(({ hex }) => hex.length / 2)).toEqual([60, 40])
    expect(frames[1]!.originalLength).toBe(100)
    expect(problems).toEqual([
      {
        code: 'pcap.truncated-record',
        offset: 100,
        input: 'test',
        message: 'The capture ends in record 2 at byte 100: 40 of its 100 bytes are there, and shown.',
      },
    ])
    expect(readWhole(newReader, capture.subarray(0, 100 + 5)).problems[0]!.message).toBe(
      'The capture ends in record 2 at byte 100: 5 of the 16 bytes of its header are there.',
    )
    expect(readWhole(newReader, capture.subarray(0, 100 + 16)).problems[0]!.message).toBe(
      'The capture ends in record 2 at byte 100: its header is there, and none of its 100 bytes.',
    )
  })

  it('stops at a length that cannot be true, whatever follows, and asks for no more', () => {
    const capture = makePcap(samplePackets(3))
    const second = 24 + 16 + samplePackets(1)[0]!.bytes.length
    capture.writeUInt32LE(0x7fffffff, second + 8)
    const sink = rememberingSink()
    const reader = new PcapReader(readerContext('test', sink))
    expect(reader.push(capture)).toBe(false)
    expect(reader.push(payload(1000))).toBe(false)
    reader.end()
    expect(sink.frames).toHaveLength(1)
    expect(sink.problems).toHaveLength(1)
    expect(sink.problems[0]).toMatchObject({ code: 'pcap.captured-length', offset: second })
    expect(sink.problems[0]!.message).toContain(`Record 2 at byte ${second} says it holds 2147483647 bytes`)
  })

  it('takes no snap length as a licence to gather the whole input', () => {
    const capture = makePcap(samplePackets(1), { snapLength: 0xffffffff })
    capture.writeUInt32LE(100 << 20, 24 + 8)
    expect(readWhole(newReader, capture).problems[0]!.code).toBe('pcap.captured-length')
  })

  it('reads records beyond the snap length, and counts them', () => {
    const capture = makePcap(samplePackets(9), { snapLength: 40 })
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames).toEqual(readWhole(newReader, makePcap(samplePackets(9))).frames)
    expect(problems.map(({ code }) => code)).toEqual(Array(4).fill('pcap.beyond-snap-length'))
    expect(problems[0]!.message).toContain(
      'Record 1 at byte 24 holds 42 bytes, more than the snap length of 40',
    )
    expect(problems[3]!.message).toContain('6 more problems')
  })

  it('takes the snap length 0 for none', () => {
    expect(readWhole(newReader, makePcap(samplePackets(3), { snapLength: 0 })).problems).toEqual([])
  })

  it('shows records of length zero as empty frames, and names those that were empty on the wire too', () => {
    const empty = { seconds: 1, fraction: 0, bytes: payload(0) }
    const capture = makePcap([
      empty,
      { ...empty, original: 60 },
      { seconds: 2, fraction: 0, bytes: payload(20) },
    ])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames.map(({ hex, originalLength }) => [hex.length, originalLength])).toEqual([
      [0, 0],
      [0, 60],
      [40, 20],
    ])
    expect(problems).toMatchObject([{ code: 'pcap.empty-record', offset: 24 }])
  })

  it('carries a fraction of more than a second over', () => {
    const late = { seconds: 10, fraction: 2_500_000, bytes: payload(4) }
    expect(readWhole(newReader, makePcap([late])).frames[0]).toMatchObject({
      seconds: 12,
      nanoseconds: 500_000_000,
    })
    const { frames } = readWhole(newReader, makePcap([{ ...late, fraction: 0xffffffff }], { magic: NANO }))
    expect(frames[0]).toMatchObject({ seconds: 14, nanoseconds: 294_967_295 })
  })

  it('masks the upper bits of the link type, and refuses another version', () => {
    const { frames } = readWhole(newReader, makePcap(samplePackets(1), { linkType: 0xf0000001 }))
    expect(frames[0]!.linkType).toBe(1)
    const { problems } = readWhole(newReader, makePcap(samplePackets(1), { version: [3, 4] }))
    expect(problems).toMatchObject([{ code: 'pcap.version', offset: 4 }])
    expect(readWhole(newReader, payload(50)).problems).toMatchObject([{ code: 'pcap.magic', offset: 0 }])
  })

  it('stops when the sink has enough, without a word about the rest', () => {
    const capture = makePcap(samplePackets(5))
    for (const size of [1, 50, capture.length]) {
      const { frames, problems } = readChunks(newReader, cut(capture.subarray(0, -3), size), 2)
      expect(frames).toHaveLength(2)
      expect(problems).toEqual([])
    }
  })

  it('goes on with the numbers of the inputs before', () => {
    const sink = rememberingSink()
    const counter = { count: 0 }
    for (const input of ['one', 'two']) {
      const reader = new PcapReader(readerContext(input, sink, counter))
      reader.push(makePcap(samplePackets(2)))
      reader.end()
    }
    expect(sink.frames.map(({ number }) => number)).toEqual([1, 2, 3, 4])
  })

  it('returns for any bytes, and gives the same however they are cut', () => {
    const damaged = fc
      .record({
        packets: fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }),
        littleEndian: fc.boolean(),
        magic: fc.constantFrom(MICRO, NANO, MODIFIED),
        changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      })
      .map(({ packets, littleEndian, magic, changes }) => {
        const made = packets.map((bytes, i) => ({ seconds: i, fraction: i, bytes }))
        const capture = makePcap(made, { littleEndian, magic })
        for (const [place, value] of changes) capture[place % capture.length] = value
        return capture
      })
    fc.assert(
      fc.property(damaged, fc.array(fc.nat(), { maxLength: 12 }), (capture, places) => {
        expect(readChunks(newReader, cutAt(capture, places))).toEqual(readWhole(newReader, capture))
      }),
      { numRuns: 500 },
    )
  })
})
