import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { readDumps } from '../../../src/ingest/hexdump/read-dumps.js'
import type { DumpPacket, Sender } from '../../../src/ingest/hexdump/types.js'
import { type WriteDumpOptions, writeDump } from '../../../src/ingest/hexdump/write.js'
import { CLIENT, SERVER } from '../../../src/network/conversation.js'
import { HeaderMaker } from '../../../src/network/headers.js'
import { hasTool } from '../../support/tools.js'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('writes rows that Wireshark would', () => {
  const bytes = Buffer.from('GET / HTTP/1.1\r\n\r\n')
  expect(
    writeDump(bytes, { sender: 'client', seconds: 1_170_000_000, nanoseconds: 5, heading: 'first\n\x1b[1m' }),
  ).toBe(
    `# first??[1m
Client>Server 2007-01-28T16:00:00.000000005Z
0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a   GET / HTTP/1.1..
0010  0d 0a                                             ..

`,
  )
})

const senders = fc.constantFrom<(Sender | undefined)[]>('client', 'server', 'a', 'b', undefined)

const times = fc.oneof(
  fc.constant({}),
  fc.record({
    seconds: fc.integer({ min: 0, max: 0xffffffff }),
    nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
  }),
)

interface Written {
  readonly bytes: Uint8Array
  readonly options: WriteDumpOptions
}

const packets: fc.Arbitrary<Written> = fc
  .tuple(fc.uint8Array({ minLength: 1, maxLength: 300, size: 'max' }), senders, times)
  .map(([bytes, sender, time]) => ({ bytes, options: { sender, ...time } }))

const asWritten = ({ bytes, options: { sender, seconds = -1, nanoseconds = 0 } }: Written) => ({
  hex: hex(bytes),
  sender,
  seconds,
  nanoseconds: seconds < 0 ? 0 : nanoseconds,
})

const asRead = ({ bytes, sender, seconds, nanoseconds }: DumpPacket) => ({
  hex: hex(bytes),
  sender,
  seconds,
  nanoseconds,
})

/** Headings that look like something else. */
const HEADINGS = [
  '0000  47 45 54 20',
  'de ad be ef ca fe ba be',
  '0010',
  'Client:',
  'Server>Client',
  '*',
  'I 2019-05-14T19:04:57Z',
  '```',
  'GET / HTTP/1.1',
  '#2  10.0.0.1:12036 -> 10.0.0.2:37998  UDP  36 bytes',
  '/* comment',
  '{ 0x4a, 0x4b }',
]

describe('is read back', () => {
  test('with bytes, direction and time', () => {
    fc.assert(
      fc.property(fc.array(packets, { minLength: 1, maxLength: 6 }), (list) => {
        const text = list.map(({ bytes, options }) => writeDump(bytes, options)).join('')
        const reading = readDumps(text)
        expect(reading.packets.map(asRead), text).toEqual(list.map(asWritten))
        expect(reading.problems).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('with its heading', () => {
    const text = writeDump(
      Uint8Array.from({ length: 40 }, (_, i) => i),
      { heading: 'UseCircuitCode of the viewer' },
    )
    expect(readDumps(text).packets[0]!.heading).toBe('UseCircuitCode of the viewer')
  })

  test('whatever the heading says', () => {
    const headings = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(headings, packets, packets, (heading, first, second) => {
        const text =
          writeDump(first.bytes, { ...first.options, heading }) +
          writeDump(second.bytes, { ...second.options, heading })
        expect(
          readDumps(text).packets.map(({ bytes }) => hex(bytes)),
          text,
        ).toEqual([hex(first.bytes), hex(second.bytes)])
      }),
      { numRuns: 300 },
    )
  })

  const keepsApart = (heading: string) => {
    const first = Uint8Array.from({ length: 40 }, (_, i) => i)
    const second = Uint8Array.of(1)
    const text = writeDump(first, { heading }) + writeDump(second, { heading })
    expect(
      readDumps(text).packets.map(({ bytes }) => hex(bytes)),
      text,
    ).toEqual([hex(first), hex(second)])
  }

  test.each(HEADINGS)('though the heading says %s', keepsApart)

  test('where a packet is larger than four digits count', () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31 + (i >> 8)) & 0xff)
    expect(readDumps(writeDump(bytes)).packets.map((packet) => hex(packet.bytes))).toEqual([hex(bytes)])
  })

  test('an empty packet leaves its neighbours alone', () => {
    const text =
      writeDump(Uint8Array.of(1, 2, 3)) + writeDump(new Uint8Array(0)) + writeDump(Uint8Array.of(4, 5))
    expect(text).toContain('\n0000\n')
    expect(
      readDumps(text)
        .packets.map(({ bytes }) => hex(bytes))
        .filter((found) => found !== ''),
    ).toEqual(['010203', '0405'])
  })

  test('the direction of a packet is not that of the next one, which has none', () => {
    const text = writeDump(Uint8Array.of(1, 2), { sender: 'server' }) + writeDump(Uint8Array.of(3, 4))
    expect(readDumps(text).packets.map(({ sender }) => sender)).toEqual(['server', undefined])
  })
})

describe.skipIf(!hasTool('text2pcap') || !hasTool('tshark'))('is read by text2pcap', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slx-text2pcap-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const maker = new HeaderMaker('udp', [
    { address: '10.0.0.1', port: 40_000 },
    { address: '10.0.0.2', port: 12_036 },
  ])
  const list = [
    Buffer.from('be ef ca fe 00 11 22 dead'),
    Buffer.alloc(80),
    Buffer.from('0000  47 45 54'),
    Uint8Array.from({ length: 256 }, (_, i) => i),
  ].flatMap((bytes, i) => maker.frames(i % 2 === 0 ? CLIENT : SERVER, bytes))

  test('with the same bytes and times', () => {
    const dump = join(folder, 'a.txt')
    const capture = join(folder, 'a.pcapng')
    const text = list.map((bytes, i) =>
      writeDump(bytes, {
        seconds: 1_170_000_000 + i,
        nanoseconds: 1000 * i,
        heading: `packet ${i}: be add 00 11`,
      }),
    )
    writeFileSync(dump, text.join(''))
    const made = spawnSync('text2pcap', ['-a', '-t', '%Y-%m-%dT%H:%M:%S.%fZ', dump, capture], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    })
    expect(made.status, made.stderr).toBe(0)
    const fields = ['-T', 'fields', '-e', 'frame.time_epoch', '-e', 'udp.length']
    const seen = execFileSync('tshark', ['-r', capture, ...fields], { encoding: 'utf8', stdio: 'pipe' })
    expect(seen.trimEnd().split('\n')).toEqual(
      list.map(
        (frame, i) => `${1_170_000_000 + i}.${String(1000 * i).padStart(9, '0')}\t${frame.length - 34}`,
      ),
    )
    const dumped = execFileSync('tshark', ['-r', capture, '-x', '--hexdump', 'delimit'], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    expect(framesOf(dumped)).toEqual(list.map(hex))
  })

  test('with the directions, where they are I and O', () => {
    const dump = join(folder, 'b.txt')
    const capture = join(folder, 'b.pcapng')
    const text = list.map((bytes, i) => writeDump(bytes, { sender: i % 2 === 0 ? 'a' : 'b', seconds: i }))
    writeFileSync(dump, text.join(''))
    spawnSync('text2pcap', ['-D', '-t', '%Y-%m-%dT%H:%M:%S.%fZ', dump, capture], {
      env: { ...process.env, TZ: 'UTC' },
    })
    const seen = execFileSync(
      'tshark',
      ['-r', capture, '-T', 'fields', '-e', 'frame.packet_flags_direction'],
      {
        encoding: 'utf8',
        stdio: 'pipe',
      },
    )
    // 1 is inbound, 2 outbound.
    expect(seen.trimEnd().split('\n').map(Number)).toEqual(list.map((_, i) => (i % 2 === 0 ? 2 : 1)))
  })
})

/** The bytes of `tshark -x` with delimiters, read without our own reader. */
function framesOf(text: string): string[] {
  const frames: string[] = []
  for (const line of text.split('\n')) {
    const row = /^([0-9a-f]{4}) {2}((?:[0-9a-f]{2} ?){1,16})/.exec(line)
    if (row === null) continue
    if (row[1] === '0000') frames.push('')
    frames[frames.length - 1] += row[2]!.replace(/ /g, '')
  }
  return frames
}
