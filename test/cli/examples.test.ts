import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Page, pageOf } from '../../src/cli/manual/pages.js'
import { createProgram } from '../../src/cli/program.js'
import { ROOT, slx } from '../support/slx.js'
import { hasTool } from '../support/tools.js'

/** What the names in examples stand for. */
const CAPTURES: Readonly<Record<string, readonly string[]>> = {
  'capture.pcap': [
    'oscar-file-transfer.pcap',
    'mmo-logon.pcap',
    'sl-modern-session.pcap',
    'grand-chase-sessions.pcap',
  ],
  'capture.pcapng': ['wow-1.12-logon.pcap'],
  'late.pcap': ['mmo-logon.pcap'],
  'monday.pcap': ['oscar-file-transfer.pcap'],
  'tuesday.pcap': ['oscar-file-transfer.pcap'],
  'real-server.pcap': ['oscar-flap-sign-on.pcap'],
  'real-server-2.pcap': ['oscar-flap-sign-on.pcap'],
  'reference.pcap': ['oscar-flap-sign-on.pcap'],
  'mine.pcap': ['oscar-faulty-server.pcap'],
  'day1.pcap': ['oscar-flap-sign-on.pcap'],
  'day2.pcap': ['oscar-flap-sign-on.pcap'],
}

const TEMPLATE =
  'version 2.0\n{ ChatFromViewer Low 80 NotTrusted Unencoded { ChatData Single { Message Variable 2 } } }\n'

const TEXTS: Readonly<Record<string, string>> = {
  'message_template.msg': TEMPLATE,
  'mine.msg': TEMPLATE,
  'old.msg': TEMPLATE,
  'new.msg': TEMPLATE.replace('Low 80', 'Low 81'),
  'viewer-1.13.2.msg': TEMPLATE,
  'viewer-1.15.0.msg': TEMPLATE.replace('Low 80', 'Low 81'),
}

const folder = mkdtempSync(join(tmpdir(), 'slx-'))
const bin = mkdtempSync(join(tmpdir(), 'slx-'))

beforeAll(() => {
  for (const [name, samples] of Object.entries(CAPTURES)) {
    const inputs = samples.map((sample) => `${ROOT}samples/${sample}`)
    expect(slx(['convert', ...inputs, '-o', join(folder, name)]).stderr).not.toContain('slx: There is no')
  }
  expect(slx(['convert', join(folder, 'capture.pcap'), '-o', join(folder, 'all.txt')]).code).toBe(0)
  copyFileSync(join(folder, 'all.txt'), join(folder, 'page.txt'))
  copyFileSync(`${ROOT}samples/sl-classic-usecircuitcode.txt`, join(folder, 'dump.txt'))
  spawnSync('gzip', ['-k', 'capture.pcap'], { cwd: folder })
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(folder, name), text)
  symlinkSync(`${ROOT}bin/slx.js`, join(bin, 'slx'))
  standIn('tcpdump', `cat ${folder}/mine.pcap`)
  if (!hasTool('jq')) standIn('jq', 'cat')
})

function standIn(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(bin, name), 0o755)
}

function examples(page: Page): { name: string; line: string }[] {
  const { name } = page
  return [
    ...page.examples.map((line) => ({ name, line: line.replace(/ {2,}.*$/, '') })),
    ...page.commands.flatMap(examples),
  ]
}

describe('examples in help', () => {
  const all = examples(pageOf(createProgram({ code: 0 })))

  it('there are some for every command', () => {
    const pages = (page: Page): Page[] => [page, ...page.commands.flatMap(pages)]
    const without = pages(pageOf(createProgram({ code: 0 }))).filter((page) => page.examples.length === 0)
    expect(without.map(({ name }) => name)).toEqual([])
  })

  it.each(all)('$line', ({ line }) => {
    // What is written by one example must not be in the way of another.
    const output = /-o (\S+\.\S+)$/.exec(line)
    if (output) spawnSync('rm', ['-f', output[1]!], { cwd: folder })
    const { PATH } = process.env
    const env = { PATH: `${bin}:${PATH}`, SLX_TEMPLATE: 'built-in', HOME: folder, MANPAGER: 'cat' }
    const shell = line.startsWith('eval') ? 'bash' : /\| source$/.test(line) ? 'fish' : 'sh'
    if (!hasTool(shell) && shell !== 'sh') return
    const { status, stderr } = spawnSync(shell, ['-c', line], { cwd: folder, env, maxBuffer: 1 << 28 })
    const differs = /^slx (template )?diff/.test(line) && !line.includes('||')
    expect({ status, stderr: stderr.toString() }).toMatchObject({ status: differs ? 1 : 0 })
    expect(stderr.toString()).not.toMatch(/unknown|There is no file/)
  })
})
