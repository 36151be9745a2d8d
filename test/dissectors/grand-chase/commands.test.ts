import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VIEW_KINDS } from '../../../src/views/kinds.js'
import { dissectOptions } from '../../support/options.js'
import { Printer } from '../../support/print.js'
import { runAll } from '../../support/run.js'
import { ROOT, slx } from '../../support/slx.js'
import { CENTER_KEYS, GAME_KEYS, LATE_KEYS, PASSWORD } from './sample.js'

const SAMPLE = 'samples/grand-chase-sessions.pcap'

const folder = mkdtempSync(join(tmpdir(), 'slx-gc-'))
const keyFile = join(folder, 'keys.txt')
const late = `GRAND_CHASE_SA 2b71 ${hex(LATE_KEYS.authentication)} ${hex(LATE_KEYS.encryption)}`
writeFileSync(keyFile, `${late}\n`)

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

// The transcript has been read by a person; `vitest -u` writes it anew after a change meant to change it.
it('statistics', async () => {
  const { stdout } = slx(['stats', '--grand-chase', SAMPLE])
  await expect(stdout).toMatchFileSnapshot('transcripts/stats.txt')
})

describe('the setup message in colours', () => {
  const { stdout } = slx(['dissect', '-T', 'colours', '-c', '1', '--color=always', '--show-secrets', SAMPLE])

  it.each([
    ['green', 32, 'New SPI', '8e e7'],
    ['purple', 95, 'Authentication Key', '62 88 f3 a7 d3 2c 87 c5'],
    ['red', 91, 'Encryption Key', 'a4 29 1c 74 b2 ce 4a 34'],
    ['blue', 94, 'Sequence Number', '00 00 00 01'],
    ['yellow', 33, 'Last Sequence Number', '00 00 00 00'],
    ['cyan', 36, 'Replay Window Mask', '00 00 00 00'],
  ])('shows in %s what the page shows so', (_, code, label, bytes) => {
    const [, legend = ''] = stdout.split('decrypted, 56 bytes')
    const line = legend.split('\n').find((each) => each.includes(`  ${label}\x1b`))
    expect(line?.match(/\x1b\[\d+m/)?.[0]).toBe(`\x1b[${code}m`)
    expect(line).toContain(`\x1b[${code}m${bytes}\x1b[39m`)
  })
})

describe('keys', () => {
  it('are linked with the first frame of either side that they open', () => {
    const { stdout } = slx(['dissect', '-T', 'json', '-c', '1', SAMPLE])
    const { fields } = JSON.parse(stdout)
    expect(fields['Used-by-server-from'][0].value).toBe(2)
    expect(fields['Used-by-client-from'][0].value).toBe(4)
  })

  it('are printed, and open a capture that begins late', () => {
    const { stdout, code } = slx(['keys', SAMPLE])
    expect(code).toBe(0)
    expect(stdout.split('\n')).toEqual([
      `GRAND_CHASE_SA 8ee7 ${hex(CENTER_KEYS.authentication)} ${hex(CENTER_KEYS.encryption)}`,
      `GRAND_CHASE_SA 1c05 ${hex(GAME_KEYS.authentication)} ${hex(GAME_KEYS.encryption)}`,
      '',
    ])
  })

  it('of a file open what begins late', () => {
    const before = slx(['dissect', '-T', 'summary', SAMPLE]).stdout
    const after = slx(['dissect', '-T', 'summary', '--secrets', keyFile, SAMPLE]).stdout
    expect(before.match(/encrypted frame/g)).toHaveLength(4)
    expect(after.match(/encrypted frame/g)).toHaveLength(2)
    expect(after).toContain('chat  seq 57')
  })

  it('in lines that are wrong are told', () => {
    const file = join(folder, 'wrong.txt')
    writeFileSync(file, 'GRAND_CHASE_SA 2b71 00 00\n')
    const { stderr } = slx(['dissect', '-T', 'summary', '--secrets', file, SAMPLE])
    expect(stderr).toContain('the authentication key has 1 bytes, 8 are needed')
  })
})

describe('secrets of the sample', () => {
  const forbidden = [
    PASSWORD,
    hex(Buffer.from(PASSWORD)),
    hex(CENTER_KEYS.authentication),
    hex(CENTER_KEYS.encryption),
    '00c0ffee',
  ]

  it.each(VIEW_KINDS)(
    'are masked in the %s view, also of frames that are not authenticated',
    async (kind) => {
      for (const setting of [
        {},
        { layers: true },
        { options: dissectOptions({ 'gc-unauthenticated': [] }) },
      ]) {
        const printer = new Printer(kind)
        await runAll([`${ROOT}${SAMPLE}`], (message) => printer.view.message(message), setting)
        const output = printer.text().replace(/[\s│|]/g, '')
        expect(output).not.toBe('')
        for (const secret of forbidden) expect(output, secret).not.toContain(secret)
      }
    },
  )

  it('are shown when asked for', () => {
    const output = slx(['dissect', '-T', 'json', '--show-secrets', SAMPLE]).stdout
    expect(output).toContain(PASSWORD)
    expect(output).toContain(hex(CENTER_KEYS.encryption))
  })
})

it('statistics count frames, keys, failures and unknown opcodes', () => {
  const { stdout } = slx(['stats', '--grand-chase', '-T', 'json', SAMPLE])
  const [sessions, opcodes, unknown] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).rows)
  expect(sessions).toHaveLength(3)
  expect(sessions[0]).toMatchObject({ SPI: '8ee7', keys: 1, wrong_ICV: 2, no_key: 0 })
  expect(sessions[2]).toMatchObject({ SPI: '', keys: 0, wrong_ICV: 0, no_key: 2 })
  expect(opcodes).toContainEqual({
    opcode: 5,
    name: 'WAIT_TIME_NOT',
    server: 'center',
    to_server: 0,
    to_client: 3,
  })
  expect(unknown).toEqual([{ opcode: 4321, server: 'game', to_server: 0, to_client: 1 }])
})
