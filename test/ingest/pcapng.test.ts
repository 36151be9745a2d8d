import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PcapngReader } from '../../src/ingest/pcapng.js'
import { readerContext } from '../../src/ingest/reader-context.js'
import {
  cut,
  cutAt,
  type NewReader,
  payload,
  readChunks,
  readWhole,
  rememberingSink,
  udpFrame,
} from './captures.js'
import { Blocks } from './pcapng-blocks.js'

const newReader: NewReader = (context) => new PcapngReader(context)
const little = new Blocks(true)
const big = new Blocks(false)

/** 2023-11-14T22:13:20Z */
const SECONDS = 1_700_000_000n
const MICROSECONDS = SECONDS * 1_000_000n

function sample(blocks: Blocks, packets: number): Buffer[] {
  const frames = Array.from({ length: packets }, (_, i) =>
    blocks.enhanced(MICROSECONDS + BigInt(i * 1001), udpFrame(payload(i * 7, i))),
  )
  return [blocks.section(), blocks.interface(), ...frames]
}

describe('PcapngReader', () => {
  for (const [order, blocks] of Object.entries({ little, big })) {
    it(`reads every kind of packet block, ${order} endian, in chunks of any size`, () => {
      const capture = Buffer.concat([
        blocks.section(),
        blocks.interface(1, 65535, [
          blocks.option(2, Buffer.from('eth0')),
          blocks.option(0, Buffer.alloc(0)),
        ]),
        blocks.interface(113, 0, [blocks.resolution(9)]),
        blocks.enhanced(MICROSECONDS + 5n, payload(61), { original: 99 }),
        blocks.block(4, Buffer.alloc(8)),
        blocks.enhanced(SECONDS * 1_000_000_000n + 123_456_789n, payload(60), { interface: 1 }),
        blocks.block(0x00000bad, payload(33)),
        blocks.simple(payload(42)),
        blocks.old(MICROSECONDS + 999_999n, payload(43), { interface: 0 }),
        blocks.block(5, Buffer.alloc(12)),
      ])
      const expected = {
        problems: [],
        frames: [
          {
            number: 1,
            seconds: 1_700_000_000,
            nanoseconds: 5000,
            linkType: 1,
            originalLength: 99,
            hex: hex(61),
          },
          {
            number: 2,
            seconds: 1_700_000_000,
            nanoseconds: 123_456_789,
            linkType: 113,
            originalLength: 60,
            hex: hex(60),
          },
          { number: 3, seconds: -1, nanoseconds: 0, linkType: 1, originalLength: 42, hex: hex(42) },
          {
            number: 4,
            seconds: 1_700_000_000,
            nanoseconds: 999_999_000,
            linkType: 1,
            originalLength: 43,
            hex: hex(43),
          },
        ].map((frame) => ({ ...frame, comment: undefined })),
      }
      for (const size of [1, 2, 3, 8, 13, 32, 64, 100, capture.length]) {
        expect(readChunks(newReader, cut(capture, size))).toEqual(expected)
      }
    })
  }

  it('reads several sections of either order, each with interfaces of its own', () => {
    const capture = Buffer.concat([
      ...sample(little, 1),
      big.section(),
      big.interface(101, 0, [big.resolution(3)]),
      big.enhanced(SECONDS * 1000n + 7n, payload(5)),
      little.section(),
      little.enhanced(MICROSECONDS, payload(6)),
    ])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames.map(({ linkType, nanoseconds }) => [linkType, nanoseconds])).toEqual([
      [1, 0],
      [101, 7_000_000],
    ])
    expect(problems).toMatchObject([{ code: 'pcapng.unknown-interface' }])
    expect(problems[0]!.message).toContain('names interface 0, but its section describes 0 before it')
  })

  it('reads comments of packets, several as lines', () => {
    const options = ['first é', 'second'].map((text) => little.option(1, Buffer.from(text)))
    const flags = little.option(2, Buffer.from([1, 0, 0, 0]))
    const capture = Buffer.concat([
      ...sample(little, 0),
      little.enhanced(1n, payload(3), {
        options: [options[0]!, flags, options[1]!, little.option(0, payload(0))],
      }),
      little.enhanced(2n, payload(4), { options: [flags] }),
      little.enhanced(3n, payload(5)),
    ])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames.map(({ comment }) => comment)).toEqual(['first é\nsecond', undefined, undefined])
    expect(problems).toEqual([])
  })

  it('names an option that is longer than its block', () => {
    const broken = Buffer.from(little.option(1, Buffer.from('good')))
    broken.writeUInt16LE(400, 2)
    const capture = Buffer.concat([
      ...sample(little, 0),
      little.enhanced(1n, payload(4), { options: [broken] }),
    ])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames).toMatchObject([{ comment: undefined, hex: hex(4) }])
    expect(problems).toMatchObject([{ code: 'pcapng.option-length', offset: 48 }])
  })

  it('cuts a simple packet at the snap length of the first interface', () => {
    const capture = Buffer.concat([
      little.section(),
      little.interface(1, 20),
      little.simple(payload(20), 700),
    ])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames).toMatchObject([{ hex: hex(20), originalLength: 700, seconds: -1 }])
    expect(problems).toEqual([])
  })

  it('names packets that are longer than the snap length, empty, or longer than their block', () => {
    const capture = Buffer.concat([
      little.section(),
      little.interface(1, 10, [little.option(2, Buffer.from('lo0'))]),
      little.enhanced(1n, payload(11)),
      little.enhanced(2n, payload(0)),
      little.enhanced(3n, payload(0), { original: 4 }),
      little.enhanced(4n, payload(4), { captured: 400 }),
      little.enhanced(5n, payload(5)),
    ])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames.map(({ hex }) => hex.length / 2)).toEqual([11, 0, 0, 5])
    expect(problems.map(({ code }) => code)).toEqual([
      'pcapng.beyond-snap-length',
      'pcapng.empty-packet',
      'pcapng.captured-length',
    ])
    expect(problems[0]!.message).toContain('the snap length of 10 of interface lo0')
    expect(problems[2]!.message).toContain('says it holds 400 bytes, but its block has room for 4')
  })

  it('reads a section of another version, and says so', () => {
    const capture = Buffer.concat([little.section(2), little.interface(), little.enhanced(1n, payload(9))])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames).toHaveLength(1)
    expect(problems).toMatchObject([{ code: 'pcapng.version', offset: 0 }])
  })

  it('passes over garbage between blocks and names its place and length', () => {
    const blocks = sample(little, 3)
    for (const length of [1, 3, 4, 21, 5000]) {
      const garbage = Buffer.alloc(length, 0x5a)
      const capture = Buffer.concat([...blocks.slice(0, 3), garbage, ...blocks.slice(3)])
      const at = Buffer.concat(blocks.slice(0, 3)).length
      const seen = readWhole(newReader, capture)
      expect(seen.frames).toEqual(readWhole(newReader, Buffer.concat(blocks)).frames)
      expect(seen.problems).toMatchObject([{ code: 'pcapng.garbage', offset: at }])
      expect(seen.problems[0]!.message).toContain(`At byte ${at} a block should begin`)
      expect(seen.problems[0]!.message).toContain(`${length} bytes were passed over, and reading went on`)
      for (const size of [1, 5, 64]) expect(readChunks(newReader, cut(capture, size))).toEqual(seen)
    }
  })

  it('loses one block to a wrong length in front or at the end, not its neighbours', () => {
    const blocks = sample(little, 4)
    const whole = readWhole(newReader, Buffer.concat(blocks)).frames
    const at = Buffer.concat(blocks.slice(0, 3)).length
    const wrongLengths = [0, 8, 13, 0x10000, 0x7fffffff, 0xfffffffc]
    for (const wrong of wrongLengths) {
      for (const place of [at + 4, at + blocks[3]!.length - 4]) {
        const capture = Buffer.concat(blocks)
        capture.writeUInt32LE(wrong, place)
        const { frames, problems } = readWhole(newReader, capture)
        expect(frames.map(({ hex }) => hex)).toEqual(
          [whole[0], whole[2], whole[3]].map((frame) => frame!.hex),
        )
        expect(problems).toMatchObject([{ code: 'pcapng.garbage', offset: at }])
      }
    }
  })

  it('says that nothing follows garbage at the end', () => {
    const capture = Buffer.concat([...sample(little, 1), Buffer.alloc(30, 0xff)])
    const { frames, problems } = readWhole(newReader, capture)
    expect(frames).toHaveLength(1)
    expect(problems).toMatchObject([{ code: 'pcapng.garbage', offset: capture.length - 30 }])
    expect(problems[0]!.message).toContain('none was found in the 30 bytes up to the end')
  })

  it('gives every prefix the frames that are whole in it, the cut one, and one problem', () => {
    const blocks = sample(little, 3)
    const capture = Buffer.concat(blocks)
    const edges = blocks.map((_, i) => Buffer.concat(blocks.slice(0, i + 1)).length)
    const { frames } = readWhole(newReader, capture)
    for (let length = 1; length < capture.length; length++) {
      const seen = readWhole(newReader, capture.subarray(0, length))
      seen.frames.forEach((frame, i) => {
        expect(frames[i]!.hex.startsWith(frame.hex)).toBe(true)
        expect({ ...frame, hex: '' }).toEqual({ ...frames[i], hex: '' })
      })
      const whole = edges.slice(2).filter((edge) => edge <= length).length
      expect(seen.frames.length).toBeGreaterThanOrEqual(whole)
      expect(seen.frames.slice(0, whole)).toEqual(frames.slice(0, whole))
      const codes = seen.problems.map(({ code }) => code)
      expect(codes).toEqual(edges.includes(length) ? [] : ['pcapng.truncated-block'])
    }
    const shown = readWhole(newReader, capture.subarray(0, edges[3]! - 10)).problems[0]!
    expect(shown.message).toContain(`The capture ends in the block at byte ${edges[2]}, where`)
    expect(shown.message).toContain('its packet is shown as far as it goes')
  })

  it('shows a packet as soon as its block is complete', () => {
    const blocks = sample(little, 1)
    const sink = rememberingSink()
    const reader = new PcapngReader(readerContext('test', sink))
    const capture = Buffer.concat(blocks)
    reader.push(capture.subarray(0, -1))
    expect(sink.frames).toHaveLength(0)
    reader.push(capture.subarray(-1))
    expect(sink.frames).toHaveLength(1)
  })

  it('stops when the sink has enough', () => {
    const capture = Buffer.concat(sample(little, 5))
    for (const size of [1, 50, capture.length]) {
      const { frames, problems } = readChunks(newReader, cut(capture.subarray(0, -3), size), 2)
      expect(frames).toHaveLength(2)
      expect(problems).toEqual([])
    }
  })

  it('returns for any damage, and gives the same however the bytes are cut', () => {
    const damaged = fc
      .record({
        packets: fc.nat(5),
        littleEndian: fc.boolean(),
        changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        garbage: fc.uint8Array({ maxLength: 40 }),
        place: fc.nat(),
        end: fc.nat(40),
      })
      .map(({ packets, littleEndian, changes, garbage, place, end }) => {
        const blocks = new Blocks(littleEndian)
        const options = [blocks.option(1, Buffer.from('comment'))]
        const good = Buffer.concat([
          ...sample(blocks, packets),
          blocks.old(9n, payload(9), { options }),
          blocks.simple(payload(6)),
        ])
        const at = place % good.length
        const capture = Buffer.concat([good.subarray(0, at), garbage, good.subarray(at)])
        for (const [where, value] of changes) capture[where % capture.length] = value
        return capture.subarray(0, capture.length - end)
      })
    fc.assert(
      fc.property(damaged, fc.array(fc.nat(), { maxLength: 12 }), (capture, places) => {
        expect(readChunks(newReader, cutAt(capture, places))).toEqual(readWhole(newReader, capture))
      }),
      { numRuns: 1000 },
    )
  })

  it('takes time in proportion to garbage that looks like blocks everywhere', () => {
    // Every four bytes read as the beginning of a block of 65,536 bytes or so: each must be looked at only once.
    const garbage = Buffer.alloc(4 << 20)
    for (let at = 0; at < garbage.length; at += 8) garbage.writeUInt32LE(0x00040004, at + 4)
    for (let at = 0; at < garbage.length; at += 8) garbage.writeUInt32LE(6, at)
    const capture = Buffer.concat([...sample(little, 1), garbage, little.enhanced(1n, payload(8))])
    const { frames, problems } = readChunks(newReader, cut(capture, 1 << 16))
    expect(frames[1]?.hex).toBe(hex(8))
    expect(frames).toHaveLength(2)
    expect(problems).toMatchObject([{ code: 'pcapng.garbage' }])
  })
})

function hex(length: number, seed = 1): string {
  return payload(length, seed).toString('hex')
}
