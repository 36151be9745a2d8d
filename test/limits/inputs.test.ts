import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { Definitions } from '../../dissectors/llsd/definitions.js'
import { readLlsd } from '../../dissectors/llsd/read.js'
import { MAX_SAID, recordDocument } from '../../dissectors/llsd/record.js'
import { MAX_NOISE_SIZE } from '../../src/cli/diff.js'
import { MAX_PROBLEMS as MAX_TEMPLATE_PROBLEMS } from '../../src/cli/template-check.js'
import { Folder, MAX_NUMBER } from '../../src/extract/folder.js'
import { MAX_PROBLEMS as MAX_DUMP_PROBLEMS, Page } from '../../src/ingest/hexdump/page.js'
import { PcapReader } from '../../src/ingest/pcap.js'
import { LONGEST } from '../../src/ingest/pcap-checks.js'
import { MAX_FLAGS } from '../../src/saved/definition-json.js'
import { MAX_VARIANTS, SavedDefinitions } from '../../src/saved/definitions.js'
import { makePcap, readWhole, samplePackets } from '../ingest/captures.js'
import { dissectBy } from '../support/dissect.js'
import { readTree } from '../support/read-tree.js'
import { slx } from '../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-limits-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('believes a snap length up to LONGEST', () => {
  const problem = (length: number) => {
    const capture = makePcap(samplePackets(1), { snapLength: 0xffffffff })
    capture.writeUInt32LE(length, 24 + 8)
    return readWhole((context) => new PcapReader(context), capture).problems[0]!.code
  }
  expect(problem(LONGEST)).toBe('pcap.truncated-record')
  expect(problem(LONGEST + 1)).toBe('pcap.captured-length')
})

it('lists MAX_PROBLEMS of a text (src/ingest/hexdump/page), and counts the others', () => {
  const page = new Page(['some words'], {})
  for (let i = 0; i < MAX_DUMP_PROBLEMS + 3; i++) page.problem('dump.text', 0, 'x')
  const problems = page.allProblems()
  expect(problems).toHaveLength(MAX_DUMP_PROBLEMS + 1)
  expect(problems.at(-1)!.message).toBe('3 further problems of this text are not listed.')
})

it('lists MAX_PROBLEMS of a template (src/cli/template-check), and counts the others', () => {
  const path = join(folder, 'many.msg')
  const message = (i: number) => `{\n${i}M Low ${i + 1} NotTrusted Unencoded\n}\n`
  writeFileSync(
    path,
    `version 2.0\n${Array.from({ length: MAX_TEMPLATE_PROBLEMS + 50 }, (_, i) => message(i)).join('')}`,
  )
  const { code, stdout } = slx(['template', 'check', '--strict', '-T', 'json', path])
  expect(code).toBe(1)
  const { problems, further_problems: further } = JSON.parse(stdout)
  expect([problems.length, further]).toEqual([MAX_TEMPLATE_PROBLEMS, expect.any(Number)])
  const lines = slx(['template', 'check', '--strict', path]).stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(MAX_TEMPLATE_PROBLEMS + 1)
  expect(lines.at(-1)).toBe(`${path}: ${further} further problems left out.`)
})

it('takes a file of MAX_NOISE_SIZE for saved noise, and a longer one for a capture', () => {
  const sample = 'samples/sl-classic-handshake.pcap'
  const path = join(folder, 'noise.json')
  slx(['diff', '--noise', sample, '--save-noise', path, sample, sample])
  const noise = readFileSync(path, 'utf8')
  const code = (length: number) => {
    writeFileSync(path, noise.padEnd(length))
    return slx(['diff', '--noise', path, sample, sample]).code
  }
  expect([MAX_NOISE_SIZE, MAX_NOISE_SIZE + 1].map(code)).toEqual([0, 2])
})

it('looks through MAX_VARIANTS of names that saved values have, and reads MAX_FLAGS flags', () => {
  const saved = { path: 'limits.variants', label: 'x', wire: 'u8', role: 'data', named: true }
  const definitions = new SavedDefinitions()
  const entry = definitions.entry(saved, false)
  const defs = Array.from({ length: MAX_VARIANTS }, (_, i) => definitions.pick(entry, 1, `name ${i}`))
  expect(new Set(defs).size).toBe(MAX_VARIANTS)
  expect(() => definitions.pick(entry, 1, 'one more')).toThrow(/too many names for its value 1/)
  const flagged = (count: number) => () =>
    definitions.entry(
      {
        path: 'limits.flags',
        label: 'x',
        wire: 'u32',
        role: 'data',
        flags: new Array(count).fill({ mask: 1, name: 'f' }),
      },
      false,
    )
  expect(flagged(MAX_FLAGS)).not.toThrow()
  expect(flagged(MAX_FLAGS + 1)).toThrow(/no list of at most 64/)
})

it('says once more without escapes what takes MAX_SAID bytes', () => {
  const said = (length: number) => {
    const bytes = Buffer.from(`<llsd><string>&amp;${'x'.repeat(length - 5)}</string></llsd>`)
    const definitions = new Definitions('llsd-said', 'said')
    const message = dissectBy((at) => recordDocument(at, readLlsd(bytes, 'xml'), definitions, true), bytes)
    return readTree(message).some(({ value }) => `${value}`.startsWith('&x'))
  }
  expect([MAX_SAID, MAX_SAID + 1].map(said)).toEqual([true, false])
})

it('tries MAX_NUMBER names for a file', () => {
  const path = join(folder, 'names')
  mkdirSync(path)
  const taken = (number: number) => `a${number > 1 ? ` (${number})` : ''}.txt.part`
  for (let number = 1; number < MAX_NUMBER; number++) writeFileSync(join(path, taken(number)), '')
  const begin = () => {
    const files = new Folder(path)
    files.take({ name: 'a.txt', identity: 'a', size: 1, from: 0 } as never)
    return files.failure?.message
  }
  expect(begin()).toBeUndefined()
  expect(begin()).toMatch(/^10000 files named like a\.txt\.part are in /)
})
