import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Frame, newFrame } from '../../src/ingest/frame.js'
import { PcapReader } from '../../src/ingest/pcap.js'
import { PcapngReader } from '../../src/ingest/pcapng.js'
import type { WriteBytes } from '../../src/ingest/write/batch.js'
import { type CaptureWriter, UnwritableFrame } from '../../src/ingest/write/capture-writer.js'
import { PcapWriter } from '../../src/ingest/write/pcap.js'
import { PcapngWriter } from '../../src/ingest/write/pcapng.js'
import { hasTool } from '../support/tools.js'
import { asTshark, type NewReader, payload, readWhole, samplePackets, tsharkFrames } from './captures.js'

const readPcap: NewReader = (context) => new PcapReader(context)
const readPcapng: NewReader = (context) => new PcapngReader(context)

type NewWriter = (write: WriteBytes) => CaptureWriter
const pcapWriter: NewWriter = (write) => new PcapWriter(write)
const nanoWriter: NewWriter = (write) => new PcapWriter(write, { nanoseconds: true })
const pcapngWriter: NewWriter = (write) => new PcapngWriter(write)

/** The file a writer makes of the frames, which are handed over in one reused object. */
function written(newWriter: NewWriter, frames: readonly Partial<Frame>[]): Buffer {
  const parts: Buffer[] = []
  const writer = newWriter((bytes) => parts.push(Buffer.from(bytes)))
  const reused = newFrame()
  for (const [i, frame] of frames.entries()) {
    const bytes = frame.bytes ?? payload(60)
    const lent = Buffer.concat([Buffer.alloc(3, 0xee), bytes, Buffer.alloc(2, 0xee)])
    const end = 3 + bytes.length
    Object.assign(reused, newFrame(), { originalLength: bytes.length }, frame)
    writer.frame(Object.assign(reused, { number: i + 1, bytes: lent, start: 3, end }))
    lent.fill(0)
  }
  writer.end()
  return Buffer.concat(parts)
}

const samples: Partial<Frame>[] = samplePackets(6).map(({ seconds, fraction, bytes }, i) => ({
  seconds,
  nanoseconds: fraction * 1000 + 7,
  bytes,
  originalLength: bytes.length + (i % 2) * 40,
}))

function expected(list: readonly Partial<Frame>[], unit: number) {
  return list.map((frame, i) => ({
    number: i + 1,
    seconds: frame.seconds,
    nanoseconds: frame.nanoseconds! - (frame.nanoseconds! % unit),
    linkType: frame.linkType ?? 1,
    originalLength: frame.originalLength,
    hex: Buffer.from(frame.bytes!).toString('hex'),
    comment: frame.note?.comment,
  }))
}

describe('PcapWriter', () => {
  it('writes what PcapReader reads, in micro- or nanoseconds', () => {
    expect(readWhole(readPcap, written(pcapWriter, samples))).toEqual({
      frames: expected(samples, 1000),
      problems: [],
    })
    expect(readWhole(readPcap, written(nanoWriter, samples))).toEqual({
      frames: expected(samples, 1),
      problems: [],
    })
  })

  it('writes a header where there are no frames, and time 0 where there is no time', () => {
    expect(written(pcapWriter, [])).toHaveLength(24)
    const seen = readWhole(readPcap, written(pcapWriter, [{ seconds: -1, nanoseconds: 0 }]))
    expect(seen.frames[0]).toMatchObject({ seconds: 0, nanoseconds: 0 })
  })

  it('refuses a second link type and points to pcapng', () => {
    const write = () => written(pcapWriter, [{ linkType: 1 }, { linkType: 113 }])
    expect(write).toThrow(UnwritableFrame)
    expect(write).toThrow(
      'Frame 2 has link type 113 and those before it have 1, but a .pcap file holds one only; write a .pcapng file instead.',
    )
    expect(() => written(pcapWriter, [{ bytes: Buffer.alloc(262_145) }])).toThrow(/holds at most 262144/)
  })
})

describe('PcapngWriter', () => {
  it('writes what PcapngReader reads: link types, comments, nanoseconds', () => {
    const list = samples.map((frame, i) => ({
      ...frame,
      linkType: [1, 101, 276][i % 3]!,
      ...(i % 2 ? { note: { comment: `comment é ${'x'.repeat(i)}` } } : {}),
    }))
    expect(readWhole(readPcapng, written(pcapngWriter, list))).toEqual({
      frames: expected(list, 1),
      problems: [],
    })
  })

  it('cuts a comment that is too long between characters', () => {
    const [seen] = readWhole(
      readPcapng,
      written(pcapngWriter, [{ note: { comment: 'é'.repeat(40_000) } }]),
    ).frames
    expect(seen!.comment).toBe('é'.repeat(32_767))
  })

  it('writes any frames', () => {
    const list = fc.array(
      fc.record({
        seconds: fc.nat(0xffffffff),
        nanoseconds: fc.nat(999_999_999),
        bytes: fc.uint8Array({ maxLength: 70 }).filter((bytes) => bytes.length > 0),
        originalLength: fc.nat(100_000),
        linkType: fc.nat(0xffff),
      }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(list, (any) => {
        expect(readWhole(readPcapng, written(pcapngWriter, any))).toEqual({
          frames: expected(any, 1),
          problems: [],
        })
      }),
    )
  })

  it('gathers what it writes, and gives it on when asked', () => {
    const sizes: number[] = []
    const writer = new PcapngWriter((bytes) => sizes.push(bytes.length))
    const frame = { ...newFrame(), bytes: payload(1000), end: 1000, originalLength: 1000 }
    writer.frame(frame)
    expect(sizes).toEqual([])
    writer.flush()
    expect(sizes).toEqual([28 + 32 + 1032])
    for (let i = 0; i < 1000; i++) writer.frame(frame)
    writer.end()
    expect(sizes.length).toBeLessThan(30)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(28 + 32 + 1001 * 1032)
  })
})

describe.skipIf(!hasTool('tshark') || !hasTool('capinfos'))('captures written are read by Wireshark', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slx-write-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['a.pcap', pcapWriter, readPcap],
    ['n.pcap', nanoWriter, readPcap],
    ['a.pcapng', pcapngWriter, readPcapng],
  ] as [string, NewWriter, NewReader][])('%s, without complaint', (name, newWriter, newReader) => {
    const list = [...samples, { ...samples[0]!, note: { comment: 'a comment é' } }]
    const path = join(folder, name)
    const bytes = written(newWriter, list)
    writeFileSync(path, bytes)
    const frames = asTshark(readWhole(newReader, bytes).frames)
    expect(tsharkFrames(path)).toEqual({ frames, complaints: [] })
    const infos = execFileSync('capinfos', ['-t', '-c', '-E', path], { encoding: 'utf8', stdio: 'pipe' })
    expect(infos).toContain('Ethernet')
    expect(infos).toMatch(/Number of packets:\s+7\n/)
  })

  it('with comments and link types of pcapng', () => {
    const path = join(folder, 'notes.pcapng')
    writeFileSync(
      path,
      written(pcapngWriter, [
        { ...samples[0]!, note: { comment: 'a\tb é' } },
        { ...samples[1]!, linkType: 101 },
      ]),
    )
    const fields = [
      '-T',
      'fields',
      '-e',
      'frame.comment',
      '-e',
      'frame.interface_id',
      '-e',
      'frame.encap_type',
    ]
    const out = execFileSync('tshark', ['-r', path, ...fields], { encoding: 'utf8', stdio: 'pipe' })
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t').slice(-2)),
    ).toEqual([
      ['0', '1'],
      ['1', '7'],
    ])
    expect(out).toContain('é')
  })
})
