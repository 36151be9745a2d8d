import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { VIEW_KINDS } from '../../../../src/views/kinds.js'
import { viewArgs } from '../../../support/print.js'
import { slx } from '../../../support/slx.js'
import { toHex } from '../vectors.js'
import { SAMPLE_LOGONS } from './sample-logons.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-wow-'))
afterAll(() => rmSync(folder, { recursive: true }))

const wrath = SAMPLE_LOGONS[2]!
const key = toHex(wrath.numbers.K)
const secrets = join(folder, 'keys.txt')
writeFileSync(secrets, `SRP_SESSION_KEY SLXTEST ${key}\n`)

/** Whether any eight bytes of the session key show, in any grouping. */
function shows(output: string): boolean {
  const digits = output.replace(/[^0-9a-z]/gi, '').toLowerCase()
  return Array.from({ length: 33 }, (_, i) => key.slice(2 * i, 2 * i + 16)).some((part) =>
    digits.includes(part),
  )
}

describe.each(VIEW_KINDS)('the %s view', (kind) => {
  it('does not show a session key, nor an authenticator code', () => {
    const args = ['dissect', ...viewArgs(kind), '--layers', '--secrets', secrets, `samples/${wrath.file}`]
    const { stdout, code } = slx(args)
    expect(code).toBe(0)
    expect(stdout).toContain('SMSG_CHAR_ENUM')
    expect(shows(stdout)).toBe(false)
    expect(stdout).not.toMatch(/"123456"|31 32 33 34 35|3132333435/)
  })
})

it('a session key is shown when asked for', () => {
  const args = ['dissect', '-T', 'json', '--show-secrets', '--secrets', secrets, `samples/${wrath.file}`]
  expect(shows(slx(args).stdout)).toBe(true)
})
