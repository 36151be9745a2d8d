import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stepsOf } from '../support/doc-files.js'
import { ROOT, slx } from '../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-'))
const sample = `${ROOT}samples/sl-classic-handshake.pcap`
const good = stepsOf('tutorial.md').find((step) => step.kind === 'file' && step.name.endsWith('.mjs'))
const parley = good?.kind === 'file' ? good.text : ''
let files = 0

/** Writes a dissector and returns its path. */
function file(text: string): string {
  const path = join(folder, `d${files++}.mjs`)
  writeFileSync(path, text)
  return path
}

const declared = (change: string) =>
  `export const d = { name: 'd', title: 'D', transport: 'udp', ports: [[1, 2]], detect: () => 0, open: () => ({}), ${change} }`

describe('refuses, in one sentence', () => {
  it.each([
    ['a file that is not there', join(folder, 'nosuch.mjs'), 'cannot be loaded: Cannot find module'],
    ['a file that throws', file('throw new Error("boo")'), 'cannot be loaded: boo.'],
    ['a file that is no JavaScript', file('export {'), 'cannot be loaded'],
    ['a file without a dissector', file('export const x = 1'), 'exports no dissector'],
    ['a name that is no word', file(declared("name: 'My Protocol'")), 'its name must be a word'],
    ['a missing title', file(declared('title: undefined')), "'d' has no title"],
    ['a transport there is not', file(declared("transport: 'sctp'")), 'must be udp or tcp'],
    ['ports that are none', file(declared('ports: [5190]')), 'must be a list of pairs'],
    ['missing functions', file(declared('detect: undefined')), 'must have the functions detect and open'],
    ['a name that is taken', file(declared("name: 'sl'")), "two dissectors are called 'sl'"],
  ])('%s', (_, path, sentence) => {
    const { code, stdout, stderr } = slx(['dissect', '--dissector', path, sample])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^slx: [^\n]+\n$/)
    expect(stderr).toContain(sentence)
  })
})

it('is known to every command that lists or chooses protocols', () => {
  const path = file(parley)
  expect(slx(['protocols', '--dissector', path]).stdout).toMatch(/^parley +tcp 7710 +Parley$/m)
  expect(slx(['fields', '--dissector', path, 'parley']).stdout).toContain('parley.request')
  expect(
    slx(['dissect', '--dissector', path, '-d', 'udp.port==12036,parley', '-T', 'summary', sample]).code,
  ).toBe(0)
  expect(slx(['diff', '--dissector', path, sample, sample]).code).toBe(0)
  expect(slx(['stats', '--dissector', path, sample]).code).toBe(0)
})

it('says whose fault it is when one fails, and goes on', () => {
  const path = file(parley.replace('at.read(PARLEY.marker)', 'at.nonsense()'))
  const { code, stdout, stderr } = slx([
    'dissect',
    '--dissector',
    path,
    '--as',
    'parley',
    '-T',
    'json',
    sample,
  ])
  expect(code).toBe(70)
  expect(stdout.trimEnd().split('\n').length).toBe(4)
  expect(stdout).toContain(`this is a bug in ${path}.`)
  expect(stderr).toContain(`this is a bug in ${path}.`)
  expect(stderr).not.toContain('report it')
})

it('imports slx from wherever it lies, by default export too', () => {
  const path = file(
    parley.replace('export const parley =', 'const parley =').concat('\nexport default [parley]\n'),
  )
  const { PATH = '' } = process.env
  const args = [`${ROOT}bin/slx.js`, 'protocols', '--dissector', path]
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env: { PATH } })
  expect(status).toBe(0)
  expect(stdout.toString()).toContain('parley')
})
