import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { OPCODE_TABLES } from '../../dissectors/opcodes.js'
import type { Message } from '../../src/dissect/message.js'
import { readOpcodeLines } from '../../src/dissect/opcode-file.js'
import { parseFilter } from '../../src/filter/parse.js'
import { MAX_CELLS } from '../../src/ingest/hexdump/cells.js'
import { MAX_SQUEEZED } from '../../src/ingest/hexdump/chain.js'
import { MAX_MISTYPED, nearest } from '../../src/suggest.js'
import { Blocks } from '../ingest/pcapng-blocks.js'
import { runAll } from '../support/run.js'
import { slx } from '../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-limits-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A file of a length, with nothing in it. */
function empty(name: string, length: number, start = ''): string {
  const path = join(folder, name)
  writeFileSync(path, start)
  truncateSync(path, length)
  return path
}

describe('files that are too large are refused in a sentence', () => {
  // MAX_SIZE in dissectors/second-life/template/load, src/secrets/read-key-files and src/cli/config/read.
  it.each([
    [
      'a template',
      () => ['dissect', '--template', empty('a.msg', (4 << 20) + 1), 'samples/oscar-snac.txt'],
      {},
    ],
    [
      'a key file',
      () => ['dissect', '--secrets', empty('keys.txt', (16 << 20) + 1), 'samples/oscar-snac.txt'],
      {},
    ],
    [
      'configuration',
      () => ['dissect', 'samples/oscar-snac.txt'],
      { SLX_CONFIG: empty('slx.toml', (1 << 20) + 1) },
    ],
  ])('%s', (_, args, env) => {
    const { code, stdout, stderr } = slx(args(), '', env)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^slx: .* (is larger than \d+ bytes|has \d+ bytes; .*)\.?\n$/)
  })

  it('a text of more than LONGEST_TEXT bytes', async () => {
    const piece = Buffer.from(`${'some words '.repeat(95_325)}\n`)
    const standardInput = Array.from({ length: 65 }, () => piece)
    await expect(runAll(['-'], () => undefined, { standardInput })).rejects.toThrow(
      /text of more than 64 MiB/,
    )
  })
})

it('unpacks gzip in gzip up to MOST_GZIP_LAYERS', async () => {
  const coded = (times: number) => {
    let bytes: Uint8Array = Buffer.from('2a 02 00 01 00 0a 00 02 00 02 00 00 00 00 00 01\n')
    for (let i = 0; i < times; i++) bytes = gzipSync(bytes)
    return runAll(['-'], () => undefined, { standardInput: [bytes] })
  }
  expect((await coded(3)).frames).toBe(1)
  await expect(coded(4)).rejects.toThrow(/gzip data once more/)
})

it('keeps MOST_INTERFACES interfaces of a pcapng section', async () => {
  const blocks = new Blocks()
  const packet = (number: number) => blocks.enhanced(0n, new Uint8Array(60), { interface: number })
  const interfaces = Array.from({ length: 65_537 }, () => blocks.interface())
  const capture = Buffer.concat([blocks.section(), ...interfaces, packet(65_535), packet(65_536)])
  const { frames, problems } = await runAll(['-'], () => undefined, { standardInput: [capture] })
  expect(frames).toBe(1)
  expect(problems).toHaveLength(1)
})

it('takes records of up to USUAL_LONGEST bytes', async () => {
  const capture = (length: number) => {
    const header = Buffer.alloc(40)
    header.writeUInt32LE(0xa1b2c3d4)
    header.writeUInt16LE(2, 4)
    header.writeUInt16LE(4, 6)
    header.writeUInt32LE(65_535, 16)
    header.writeUInt32LE(1, 20)
    header.writeUInt32LE(length, 32)
    header.writeUInt32LE(length, 36)
    return runAll(['-'], () => undefined, { standardInput: [Buffer.concat([header, Buffer.alloc(length)])] })
  }
  expect((await capture(262_144)).frames).toBe(1)
  const { frames, problems } = await capture(262_145)
  expect(frames).toBe(0)
  expect(problems.length).toBeGreaterThan(0)
})

it('reads rows of dumps to MAX_CELLS, and expands squeezed rows to MAX_SQUEEZED bytes', async () => {
  const read = async (text: string) => {
    const lengths: number[] = []
    const look = ({ sources }: Message) => void lengths.push(sources[0]!.end - sources[0]!.start)
    const { problems } = await runAll(['-'], look, { standardInput: [Buffer.from(text)] })
    return { bytes: lengths.reduce((sum, length) => sum + length, 0), problems: problems.length }
  }
  const row = (cells: number) => read(`0000  ${'00 '.repeat(cells)}\n`)
  expect(await row(MAX_CELLS)).toEqual({ bytes: MAX_CELLS, problems: 0 })
  expect(await row(MAX_CELLS + 1)).toMatchObject({ problems: 1 })
  const zeros = '00 '.repeat(16)
  const squeezed = (end: number) => read(`00000000  ${zeros}\n*\n${end.toString(16).padStart(8, '0')}\n`)
  expect(await squeezed(16 + MAX_SQUEEZED)).toEqual({ bytes: 16 + MAX_SQUEEZED, problems: 0 })
  const { bytes, problems } = await squeezed(32 + MAX_SQUEEZED)
  expect(bytes).toBeLessThanOrEqual(16 + MAX_SQUEEZED)
  expect(problems).toBe(1)
})

it('takes MAX_NAMES opcodes', () => {
  const text = (count: number) => Array.from({ length: count }, (_, i) => `${i} N`).join('\n')
  const read = (count: number) => readOpcodeLines(text(count), 'opcodes.txt', OPCODE_TABLES, new Map())
  expect(() => read(200_000)).not.toThrow()
  expect(() => read(200_001)).toThrow(/more than 200000 opcodes/)
})

it('reads brackets of filters to MAX_DEPTH, and refuses expressions that grow too large', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}udp${')'.repeat(depth)}`
  expect(() => parseFilter(nested(90))).not.toThrow()
  expect(() => parseFilter(nested(110))).toThrow()
  const { code, stderr } = slx([
    'dissect',
    '-Y',
    'type matches "((a{100}){100}){100}"',
    'samples/oscar-snac.txt',
  ])
  expect(code).toBe(2)
  expect(stderr).toContain('this is no regular expression of RE2')
})

it('looks for like names up to MAX_MISTYPED letters', () => {
  const word = 'a'.repeat(MAX_MISTYPED)
  expect(nearest(word, [`${word.slice(1)}b`])).toBeDefined()
  expect(nearest(`${word}a`, [`${word}b`])).toBeUndefined()
})
