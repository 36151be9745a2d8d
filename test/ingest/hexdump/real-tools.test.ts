import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFrame } from '../../../src/ingest/frame.js'
import { readDumps } from '../../../src/ingest/hexdump/read-dumps.js'
import type { DumpReading } from '../../../src/ingest/hexdump/types.js'
import { PcapWriter } from '../../../src/ingest/write/pcap.js'
import { CLIENT, SERVER } from '../../../src/network/conversation.js'
import { HeaderMaker } from '../../../src/network/headers.js'
import { hasTool } from '../../support/tools.js'

/** Dumps by the tools themselves, of bytes that dumps trip over, read back to the same bytes. */

const SIZES = [1, 7, 16, 17, 66, 89, 300]

const HEX_TEXT = 'be ef ca fe 00 11 22 dead beef 13  0040: 4f add face | * 00000010  dc df .... '

const KINDS: Record<string, (size: number) => Uint8Array> = {
  'random bytes': (size) => randomBytes(size, size * 7919),
  'text that looks like hex': (size) => Buffer.from(HEX_TEXT.repeat(5).slice(0, size)),
  'long runs of zeros': (size) => {
    const bytes = randomBytes(size, size * 104_729)
    return bytes.fill(0, size >> 3, size - (size >> 3))
  },
}

/** A linear congruential generator: the same bytes on every machine. */
function randomBytes(size: number, seed: number): Uint8Array {
  let state = seed >>> 0
  return Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  })
}

const samples = Object.entries(KINDS).flatMap(([kind, make]) =>
  SIZES.map((size) => ({ name: `${size} bytes, ${kind}`, bytes: make(size) })),
)

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const hexOf = (reading: DumpReading) => reading.packets.map(({ bytes }) => hex(bytes))

const folder = mkdtempSync(join(tmpdir(), 'slx-dumps-'))
afterAll(() => rmSync(folder, { recursive: true }))

const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

/** Whether the command knows these options: xxd has learnt some lately. */
function accepts(command: string, args: readonly string[]): boolean {
  return hasTool(command) && spawnSync(command, args, { input: 'ab' }).status === 0
}

/** A tool that dumps one file, and the name its output must be read by where that is sure. */
type Dumper = readonly [command: string, options: string, dialect?: string]

const DUMPERS: readonly Dumper[] = [
  ['xxd', '', 'xxd'],
  ['xxd', '-g1', 'xxd'],
  ['xxd', '-g4', 'xxd'],
  ['xxd', '-u', 'xxd'],
  ['xxd', '-c 8', 'xxd'],
  ['xxd', '-d', 'xxd'],
  ['xxd', '-a', 'xxd'],
  ['xxd', '-R always', 'xxd'],
  ['xxd', '-b', 'xxd-bits'],
  ['xxd', '-p'],
  ['xxd', '-i', 'array'],
  ['od', '-Ax -tx1'],
  ['od', '-Ax -tx1z', 'od'],
  ['od', '-Ax -tx1 -v'],
  ['od', '-tx1'],
  ['od', '-Ad -tx1'],
  ['od', '-An -v -tx1'],
  ['od', '', 'od-octal'],
  ['od', '-b', 'od-octal'],
  ['od', '-x', 'words'],
  ['hexdump', '-C'],
  ['hexdump', '', 'words'],
  ['hexdump', '-x', 'words'],
  ['hexdump', '-b', 'od-octal'],
  ['hexdump', '-d', 'od-octal'],
]

const argumentsOf = (options: string) => (options === '' ? [] : options.split(' '))

describe.each(DUMPERS.map(([command, options, dialect]) => ({ command, options, dialect })))(
  '$command $options',
  ({ command, options, dialect }) => {
    const args = argumentsOf(options)

    test.skipIf(!accepts(command, args)).each(samples)('$name', ({ bytes }) => {
      const path = join(folder, 'a.bin')
      writeFileSync(path, bytes)
      const text = run(command, ...args, path)
      const reading = readDumps(text)
      expect(hexOf(reading), `${reading.summary}\n${text}`).toEqual([hex(bytes)])
      expect(reading.problems).toEqual([])
      if (dialect !== undefined) expect(reading.dialects.map(({ name }) => name)).toEqual([dialect])
    })
  },
)

test.skipIf(!hasTool('xxd')).each(samples)('xxd -i of a pipe, $name', ({ bytes }) => {
  const text = spawnSync('xxd', ['-i'], { input: bytes, encoding: 'utf8' }).stdout
  expect(hexOf(readDumps(text)), text).toEqual([hex(bytes)])
})

/** Text in the right order proves which way round the words are; of fewer characters nobody can tell. */
const withText = samples.filter(({ bytes }) => bytes.filter((byte) => byte > 0x20 && byte < 0x7f).length > 4)

describe.skipIf(!accepts('xxd', ['-e']))('xxd -e', () => {
  test.each(withText)('$name', ({ bytes }) => {
    const path = join(folder, 'e.bin')
    writeFileSync(path, bytes)
    const text = run('xxd', '-e', path)
    const reading = readDumps(text)
    expect(hexOf(reading), `${reading.summary}\n${text}`).toEqual([hex(bytes)])
    expect(reading.summary).toContain('xxd -e')
  })

  test.each(samples)('$name, when told', ({ bytes }) => {
    const path = join(folder, 'e.bin')
    writeFileSync(path, bytes)
    expect(hexOf(readDumps(run('xxd', '-e', path), { dumpFormat: 'xxd-le' }))).toEqual([hex(bytes)])
  })
})

const REFUSED: readonly (readonly [command: string, options: string])[] = [
  ['od', '-c'],
  ['hexdump', '-c'],
  ['od', '-a'],
  ['od', '-td1'],
]

const refusals = REFUSED.flatMap(([command, options]) =>
  samples
    .filter(({ bytes }) => bytes.length > 1)
    .map(({ name, bytes }) => ({
      command,
      options,
      tool: `${command} ${options}`,
      name: `${command} ${options}, ${name}`,
      bytes,
    })),
)

describe('is refused by name', () => {
  for (const { command, options, tool, name, bytes } of refusals) {
    test.skipIf(!hasTool(command))(name, () => {
      const path = join(folder, 'c.bin')
      writeFileSync(path, bytes)
      const text = run(command, options, path)
      const reading = readDumps(text)
      expect(hexOf(reading), `${reading.summary}\n${text}`).toEqual([])
      expect(reading.problems.map(({ code }) => code)).toEqual(['dump.refused'])
      expect(reading.problems[0]!.message).toContain(tool)
    })
  }
})

/** Frames of both sides of a conversation around the samples. */
const frames = samples.flatMap(({ bytes }, i) => {
  const ends = [
    { address: '10.0.0.1', port: 40_000 },
    { address: '10.0.0.2', port: 12_036 },
  ] as const
  return new HeaderMaker('udp', ends).frames(i % 2 === 0 ? CLIENT : SERVER, bytes)
})

const FIRST_SECOND = 1_170_000_000

const capture = join(folder, 'samples.pcap')
beforeAll(() => writeCapture(capture, frames))

function writeCapture(path: string, list: readonly Uint8Array[]): void {
  const parts: Uint8Array[] = []
  const writer = new PcapWriter((bytes) => parts.push(Uint8Array.from(bytes)))
  list.forEach((bytes, i) => {
    const { length } = bytes
    writer.frame({
      ...newFrame(),
      seconds: FIRST_SECOND + i,
      nanoseconds: 1000 * i,
      bytes,
      end: length,
      originalLength: length,
    })
  })
  writer.end()
  writeFileSync(path, Buffer.concat(parts))
}

describe.skipIf(!hasTool('tshark'))('tshark', () => {
  test.each([
    ['-x', 'wireshark'],
    ['-V -x', 'wireshark'],
    ['-P -x', 'wireshark'],
    ['-x --hexdump delimit', 'delimit'],
    ['--hexdump delimit', 'delimit'],
    ['--hexdump noascii', 'wireshark'],
    ['--hexdump frames', 'wireshark'],
    ['--hexdump frames --hexdump noascii', 'wireshark'],
    ['--hexdump frames --hexdump delimit', 'delimit'],
  ])('%s', (options, dialect) => {
    const text = run('tshark', '-r', capture, ...argumentsOf(options))
    const reading = readDumps(text)
    expect(hexOf(reading), reading.summary).toEqual(frames.map(hex))
    expect(reading.problems).toEqual([])
    expect(reading.dialects.map(({ name }) => name)).toEqual([dialect])
  })

  test('-z follow,udp,hex gives packets with their sides', () => {
    const list = samples.slice(0, 7).map(({ bytes }) => bytes)
    const maker = new HeaderMaker('udp', [
      { address: '10.0.0.1', port: 40_000 },
      { address: '10.0.0.2', port: 12_036 },
    ])
    const path = join(folder, 'follow.pcap')
    writeCapture(
      path,
      list.flatMap((bytes, i) => maker.frames(i % 2 === 0 ? CLIENT : SERVER, bytes)),
    )
    const reading = readDumps(run('tshark', '-q', '-r', path, '-z', 'follow,udp,hex,0'))
    expect(hexOf(reading), reading.summary).toEqual(list.map(hex))
    expect(reading.packets.map(({ sender }) => sender)).toEqual(list.map((_, i) => (i % 2 === 0 ? 'a' : 'b')))
  })
})

describe.skipIf(!hasTool('tcpdump'))('tcpdump', () => {
  const ETHERNET = 14

  test.each([
    ['-x', ETHERNET],
    ['-X', ETHERNET],
    ['-xx', 0],
    ['-XX', 0],
    ['-v -X', ETHERNET],
    ['-e -XX', 0],
  ])('%s, with its own lines between', (options, cut) => {
    const text = run('tcpdump', '-n', ...argumentsOf(options), '-r', capture)
    const reading = readDumps(text)
    expect(hexOf(reading), reading.summary).toEqual(frames.map((frame) => hex(frame.subarray(cut))))
    expect(reading.problems).toEqual([])
    expect(reading.dialects.map(({ name }) => name)).toEqual(['tcpdump'])
    const ofDay = FIRST_SECOND % 86_400
    expect(reading.packets.map(({ seconds }) => seconds)).toEqual(frames.map((_, i) => ofDay + i))
    expect(reading.packets.map(({ nanoseconds }) => nanoseconds)).toEqual(frames.map((_, i) => 1000 * i))
  })

  test('-tttt gives the date as well', () => {
    const reading = readDumps(run('tcpdump', '-n', '-tttt', '-X', '-r', capture))
    expect(hexOf(reading)).toEqual(frames.map((frame) => hex(frame.subarray(ETHERNET))))
    expect(reading.packets.map(({ seconds }) => seconds)).toEqual(frames.map((_, i) => FIRST_SECOND + i))
  })

  test('gives no packet without its -x', () => {
    expect(readDumps(run('tcpdump', '-n', '-v', '-r', capture)).packets).toEqual([])
  })
})
