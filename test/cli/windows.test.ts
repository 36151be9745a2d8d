import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CORE_MODERN } from '../../dissectors/second-life/template/core/modern.js'
import { slx } from '../support/slx.js'

/** What editors on Windows make of a text. */
const windows = (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`

const folder = mkdtempSync(join(tmpdir(), 'slx-windows-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('texts with a byte order mark and CR LF', () => {
  it('configure', () => {
    const config = file('slx.toml', windows('# mine\nview = "summary"\nquiet = true\n'))
    const { stdout, stderr, code } = slx(['dissect', 'samples/sl-classic-handshake.pcap'], '', {
      SLX_CONFIG: config,
    })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^ +1 .*\n +2 /)
  })

  it('configure, and faults name the right line', () => {
    const config = file('wrong.toml', windows('# mine\n\nvieww = "summary"\n'))
    const { stderr, code } = slx(['dissect', 'x'], '', { SLX_CONFIG: config })
    expect(code).toBe(2)
    expect(stderr).toContain('wrong.toml, line 3: ')
  })

  it('are templates', () => {
    const show = (template: string) =>
      slx(['template', 'show', '--template', template, 'UseCircuitCode']).stdout.replaceAll(
        /\w+\.msg|0x[0-9a-f]{8}/g,
        '',
      )
    const unix = show(file('unix.msg', CORE_MODERN))
    // The checksum counts every byte, line ends too.
    expect(unix).toContain('CircuitCode')
    expect(show(file('windows.msg', windows(CORE_MODERN)))).toBe(unix)
  })

  it('name opcodes', () => {
    const opcodes = file('opcodes.txt', windows('# mine\ngc-center 28 FROM_A_FILE\n'))
    const { stderr, code } = slx(['dissect', '--opcodes', opcodes, 'samples/grand-chase-sessions.pcap'])
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('opcodes')])
  })
})

it('paths with a drive and backslashes are names like others', () => {
  const { stderr, code } = slx(['dissect', 'C:\\captures\\x.pcap'])
  expect([code, stderr]).toEqual([
    2,
    'slx: There is no file C:\\captures\\x.pcap; check the name and the folder.\n',
  ])
})

it('lines end in LF alone', () => {
  for (const view of ['tree', 'summary', 'json', 'fields']) {
    const more = view === 'fields' ? ['-e', 'type'] : []
    const { stdout } = slx(['dissect', '-T', view, ...more, 'samples/oscar-bucp-sign-on.pcap'])
    expect(stdout).not.toContain('\r')
  }
})
