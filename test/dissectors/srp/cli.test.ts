import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Logon } from '../../../bench/encode/mmo.js'
import { VIEW_KINDS } from '../../../src/views/kinds.js'
import { viewArgs } from '../../support/print.js'
import { slx } from '../../support/slx.js'
import { toHex } from './vectors.js'

const CAPTURE = 'samples/mmo-client-only.pcap'
const logon = new Logon('WANDERER', 'COMPASS')
const K = toHex(logon.K)

const folder = mkdtempSync(join(tmpdir(), 'slx-srp-cli-'))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('key files', () => {
  it('may have comments, CRLF, a byte order mark and blank lines', () => {
    const keys = file('good.txt', `\ufeff# of my server\r\n\r\nSRP_SESSION_KEY WANDERER ${K} # today\r\n`)
    const { stdout, stderr, code } = slx(['dissect', '--width', '200', '--secrets', keys, CAPTURE])
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).toMatch(/M1 check\s+verified with K \(.*good\.txt line 3\)/)
    expect(stdout).toMatch(/M2 check\s+verified with K \(.*good\.txt line 3\)/)
    expect(stdout).toMatch(/Client hash check\s+verified with K \(.*good\.txt line 3\)/)
    expect(stdout).toMatch(/Header key\s+K \(.*good\.txt line 3\)/)
  })

  it('are read from SLX_SECRETS too', () => {
    const keys = file('environment.txt', `SRP_SESSION_KEY WANDERER ${K}`)
    const { stdout } = slx(['dissect', '--width', '200', CAPTURE], '', { SLX_SECRETS: keys })
    expect(stdout).toMatch(/M1 check\s+verified with K \(.*environment\.txt line 1\)/)
  })

  it('with lines that cannot be used get a sentence for each, and the rest counts', () => {
    const lines = [
      `SRP_SESSION_KEY WANDERER ${K.slice(0, 40)}`,
      `SRP_SESSION_KEY WANDERER ${K}0`,
      `SRP_SESSION_KEY ${K}`,
      `SRP_HEADER_KEY WANDERER ${K}`,
      'SRP_SERVER_PRIVATE WANDERER xyz',
      `SRP_SESION_KEY WANDERER ${K}`,
      `SRP_SESSION_KEY WANDERER ${K}`,
    ]
    const { stdout, stderr } = slx(['dissect', '--secrets', file('bad.txt', lines.join('\r\n')), CAPTURE])
    const told = stderr.trimEnd().split('\n')
    expect(told).toHaveLength(6)
    expect(told[0]).toMatch(
      /bad\.txt line 1: the session key has 20 bytes, 40 are needed \(at least 36, where zero bytes were cut\)\.$/,
    )
    expect(told[1]).toMatch(/bad\.txt line 2: the session key is not an even number of hex digits\.$/)
    expect(told[2]).toMatch(/bad\.txt line 3: 2 words are needed after SRP_SESSION_KEY, 1 are there/)
    expect(told[3]).toMatch(/bad\.txt line 4: the header key has 40 bytes, 20 are needed\.$/)
    expect(told[4]).toMatch(/bad\.txt line 5: the private number b is not an even number of hex digits\.$/)
    expect(told[5]).toMatch(/bad\.txt line 6: 'SRP_SESION_KEY' is not a kind of secret slx knows/)
    expect(stdout.replace(/\s+/g, ' ')).toContain('verified with K')
  })

  it('with a key that is wrong: the check says which line', () => {
    const keys = file('wrong.txt', `# old\nSRP_SESSION_KEY WANDERER ${'5a'.repeat(40)}\n`)
    const { stdout } = slx(['dissect', '--width', '240', '--secrets', keys, CAPTURE])
    expect(stdout).toMatch(
      /M1 check\s+failed: it does not follow from K \(.*wrong\.txt line 2\) in either byte order/,
    )
    expect(stdout).toMatch(/! warning\s+M1 check failed: it does not follow from K \(.*wrong\.txt line 2\)/)
  })
})

describe('secrets', () => {
  const keys = file('secret.txt', `SRP_CLIENT_PRIVATE WANDERER ${logon.numbers.a.toString(16)} COMPASS`)

  it.each(VIEW_KINDS)('never show in the %s view', (kind) => {
    for (const input of [CAPTURE, 'samples/mmo-logon.pcap']) {
      const { stdout } = slx(['dissect', ...viewArgs(kind), '--layers', '--secrets', keys, input])
      const key = input === CAPTURE ? K : toHex(new Logon('PATHFINDER', 'LANTERN').K)
      const plain = stdout.replace(/[\s│|]/g, '').toLowerCase()
      for (let at = 0; at + 16 <= key.length; at += 2) expect(plain).not.toContain(key.slice(at, at + 16))
      expect(plain).not.toContain('compass')
    }
  })

  it('show when they are asked for', () => {
    const { stdout } = slx(['dissect', '-T', 'json', '--show-secrets', '--secrets', keys, CAPTURE])
    expect(stdout).toContain(K)
  })
})

it('slx keys gives what the traffic gives away, as a key file', () => {
  const found = slx(['keys', 'samples/mmo-logon.pcap']).stdout
  expect(found).toBe(`SRP_SESSION_KEY PATHFINDER ${toHex(new Logon('PATHFINDER', 'LANTERN').K)}\n`)
  expect(slx(['keys', CAPTURE]).stdout).toBe(`SRP_HEADER_KEY WANDERER ${toHex(logon.headerKey)}\n`)
})

it('a user’s names of opcodes come before ours', () => {
  const names = file('opcodes.txt', 'mmo-client 0x0e MY_MOVE # mine\nmmo-realm 7 MY_CONFIG\n')
  const { stdout } = slx(['dissect', '-T', 'summary', '--opcodes', names, 'samples/mmo-logon.pcap'])
  expect(stdout.match(/MY_MOVE/g)).toHaveLength(10)
  expect(stdout.match(/MY_CONFIG/g)).toHaveLength(1)
})

it('slx stats --logons tells each account’s steps, results, checks and round-trips', () => {
  const { stdout } = slx(['stats', '--logons', '-T', 'json', 'samples/mmo-logon.pcap'])
  const sections = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(sections.map(({ title }) => title)).toEqual([
    'Account WORLD01',
    'Account LIVE REALM',
    'Account PATHFINDER',
  ])
  const steps = sections[2].rows.map(
    (row: Record<string, unknown>) =>
      `${row.message} ${row.step} ${row.result ?? '-'} ${row.check ?? '-'} ${row.round_trip ?? '-'}`,
  )
  expect(steps).toEqual([
    '11 mmo-login LogonChallenge - - -',
    '12 mmo-login LogonChallenge 0 Success - 21',
    '13 mmo-login LogonProof - M1 verified -',
    '14 mmo-login LogonProof 0 Success M2 verified 7',
    '16 mmo-login RealmList 2 realms - -',
    '18 mmo-realm AuthSession - client hash verified 7',
    '19 mmo-server ClientAuthSession - - -',
    '20 mmo-server ClientAuthSessionResponse 0 Success client hash verified 7',
    '21 mmo-realm AuthSessionResponse 0 Success - 21',
  ])
})
