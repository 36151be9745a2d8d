import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT, slx } from '../support/slx.js'
import { parseTimeless } from '../support/timeless.js'
import { hasTool } from '../support/tools.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-convert-'))
afterAll(() => rmSync(folder, { recursive: true }))

const TEXT = 'samples/sl-classic-handshake.txt'
const PAYLOAD = 'samples/sl-classic-usecircuitcode.txt'

let files = 0
function output(ending: string): string {
  return join(folder, `${++files}${ending}`)
}

/** Type and fields of every message of an input. */
function content(input: string): unknown[] {
  return slx(['dissect', '-T', 'json', input])
    .stdout.trimEnd()
    .split('\n')
    .map(parseTimeless)
    .map(({ type, fields }) => ({ type, fields }))
}

describe('slx convert', () => {
  it.each(['.pcap', '.pcapng', '.txt'])('keeps every byte on the way to %s', (ending) => {
    for (const input of [
      TEXT,
      PAYLOAD,
      'samples/sl-seed-capability.txt',
      'samples/sl-made-up-circuits.pcap',
    ]) {
      const path = output(ending)
      expect(slx(['convert', input, '-o', path]).code).toBe(0)
      expect(content(path)).toEqual(content(input))
    }
  })

  it('makes the sample capture from the sample text', () => {
    const path = output('.pcap')
    slx(['convert', TEXT, '-o', path])
    expect(readFileSync(path)).toEqual(readFileSync(`${ROOT}samples/sl-classic-handshake.pcap`))
  })

  it('gives bare payloads the ports they are said to have had', () => {
    const path = output('.pcap')
    const { stderr } = slx(['convert', PAYLOAD, '--ports', '13005:51000', '--from', 'client', '-o', path])
    expect(stderr).toContain('1 packet got made-up network headers.')
    const [line] = slx(['dissect', '-T', 'json', path]).stdout.split('\n')
    expect(JSON.parse(line!)).toMatchObject({ src: { port: 51000 }, dst: { port: 13005 }, from: 'client' })
  })

  it.skipIf(!hasTool('tshark'))('writes what tshark reads without complaint, checksums verified', () => {
    const checks = ['ip.check_checksum', 'udp.check_checksum', 'tcp.check_checksum'].flatMap((c) => [
      '-o',
      `${c}:TRUE`,
    ])
    for (const ending of ['.pcap', '.pcapng']) {
      const path = output(ending)
      slx(['convert', PAYLOAD, 'samples/sl-seed-capability.txt', '-o', path])
      const read = execFileSync(
        'tshark',
        ['-n', '-r', path, ...checks, '-T', 'fields', '-e', '_ws.expert.message', '-e', 'frame.len'],
        {
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      ).toString()
      expect(read.trimEnd().split('\n')).toHaveLength(2)
      expect(read).not.toMatch(/checksum|malformed|bad|truncated/i)
    }
  })

  it('replaces nothing without --force', () => {
    const path = output('.pcap')
    expect(slx(['convert', TEXT, '-o', path]).code).toBe(0)
    const again = slx(['convert', TEXT, '-o', path])
    expect(again).toMatchObject({
      code: 2,
      stderr: `slx: ${path} exists already; choose another name, or replace it with --force.\n`,
    })
    expect(slx(['convert', '--force', TEXT, '-o', path]).code).toBe(0)
  })

  it('leaves no file behind when there is nothing to write', () => {
    const path = output('.pcap')
    expect(slx(['convert', 'samples/README.md', '-o', path]).code).toBe(1)
    expect(slx(['convert', 'nosuchfile', '-o', path]).code).toBe(2)
    expect(existsSync(path)).toBe(false)
  })
})
