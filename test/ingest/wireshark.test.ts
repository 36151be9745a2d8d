import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readInput } from '../../src/ingest/open.js'
import { sharedPath } from '../support/shared.js'
import { hasTool } from '../support/tools.js'
import {
  asTshark,
  makePcap,
  payload,
  type Result,
  rememberingSink,
  samplePackets,
  tsharkFrames,
} from './captures.js'
import { Blocks } from './pcapng-blocks.js'

const installed = ['tshark', 'editcap', 'capinfos', 'mergecap'].every(hasTool)

async function read(path: string): Promise<Result> {
  const sink = rememberingSink()
  await readInput(path, sink, { readText: () => undefined })
  return sink
}

/** The same through a pipe, which pcap-parser reads. */
async function readPiped(path: string): Promise<Result> {
  const sink = rememberingSink()
  const bytes = readFileSync(path)
  async function* standardInput() {
    for (let at = 0; at < bytes.length; at += 5000) yield bytes.subarray(at, at + 5000)
  }
  await readInput('-', sink, { readText: () => undefined, standardInput: standardInput() })
  return sink
}

describe.skipIf(!installed)('the frames are those that Wireshark sees', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slx-wireshark-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const made = join(folder, 'made.pcap')
  const cutPackets = samplePackets(40).map((packet, i) => ({
    ...packet,
    original: packet.bytes.length + (i % 3) * 500,
  }))
  writeFileSync(made, makePcap(cutPackets, { snapLength: 262_144 }))

  async function expectAgreement(path: string): Promise<void> {
    const { frames, problems } = await read(path)
    expect(problems).toEqual([])
    expect(tsharkFrames(path)).toEqual({ frames: asTshark(frames), complaints: [] })
    expect((await readPiped(path)).frames).toEqual(frames)
    expect(execFileSync('capinfos', ['-M', '-c', path], { encoding: 'utf8' })).toMatch(
      new RegExp(`Number of packets: +${frames.length}\\n`),
    )
  }

  it.each(['pcap', 'nsecpcap', 'modpcap', 'pcapng'])(
    'in %s as editcap writes it, and gzipped',
    async (format) => {
      const path = join(folder, `converted.${format}`)
      execFileSync('editcap', ['-F', format, '-t', '0.000000789', made, path])
      await expectAgreement(path)
      writeFileSync(`${path}.gz`, execFileSync('gzip', ['-c', path]))
      await expectAgreement(`${path}.gz`)
    },
  )

  it('in pcapng with comments, several interfaces and link types', async () => {
    const other = join(folder, 'other.pcap')
    writeFileSync(other, makePcap(samplePackets(5), { linkType: 101 }))
    const commented = join(folder, 'commented.pcapng')
    execFileSync('editcap', ['-F', 'pcapng', '-a', '3:a comment: é', made, commented])
    const merged = join(folder, 'merged.pcapng')
    execFileSync('mergecap', ['-a', '-w', merged, commented, other])
    await expectAgreement(merged)
    const { frames } = await read(merged)
    expect(new Set(frames.map(({ linkType }) => linkType))).toEqual(new Set([1, 101]))
    expect(frames.filter(({ comment }) => comment !== undefined)).toMatchObject([
      { number: 3, comment: 'a comment: é' },
    ])
  })

  it.each([true, false])(
    'in pcapng of our making, with every kind of clock and packet (little endian: %s)',
    async (order) => {
      const blocks = new Blocks(order)
      const resolutions = [0, 3, 6, 9, 128 + 10, 128 + 20]
      const ticks = [1_700_000_000n, 1_700_000_000_123n, 1_700_000_000_123_456n, 1_700_000_000_123_456_789n]
      const binary = [(1_700_000_000n << 10n) + 513n, (1_700_000_000n << 20n) + 777_777n]
      const capture = Buffer.concat([
        blocks.section(),
        ...resolutions.map((byte) =>
          blocks.interface(1, 0, [blocks.resolution(byte), blocks.option(0, payload(0))]),
        ),
        ...[...ticks, ...binary].map((count, i) => blocks.enhanced(count, payload(60 + i), { interface: i })),
        blocks.interface(1, 0, [blocks.offset(1_000_000n), blocks.option(0, payload(0))]),
        blocks.enhanced(5_000_007n, payload(70), { interface: 6, original: 1500 }),
        blocks.old(1_700_000_000_123_456n, payload(71), { interface: 2 }),
        blocks.block(0x12345, payload(8)),
        blocks.simple(payload(72)),
      ])
      const path = join(folder, `made-${order}.pcapng`)
      writeFileSync(path, capture)
      await expectAgreement(path)
    },
  )

  const capture = sharedPath('captures/oscar-icq-port443.pcap')
  it.skipIf(capture === undefined)('in a real capture', async () => {
    await expectAgreement(capture!)
  })

  it.each(['pcap', 'pcapng'])('up to where a %s is cut off', async (format) => {
    const whole = join(folder, `whole.${format}`)
    execFileSync('editcap', ['-F', format, made, whole])
    const bytes = readFileSync(whole)
    for (const end of [bytes.length - 1, bytes.length - 70, bytes.length >> 1]) {
      const path = join(folder, `cut-${end}.${format}`)
      writeFileSync(path, bytes.subarray(0, end))
      const { frames, problems } = await read(path)
      const seen = tsharkFrames(path)
      expect(problems).toHaveLength(1)
      expect(seen.complaints.join()).toContain('cut short')
      // Of the frame that is cut off, we show the bytes that are there; tshark does not.
      expect(asTshark(frames).slice(0, seen.frames.length)).toEqual(seen.frames)
      expect(frames.length - seen.frames.length).toBeLessThanOrEqual(1)
    }
  })
})
