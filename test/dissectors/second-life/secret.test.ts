import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { zeroCode } from '../../../bench/encode/lludp-packet.js'
import { coreDialect } from '../../../dissectors/second-life/dialect.js'
import { VIEW_KINDS } from '../../../src/views/kinds.js'
import { viewArgs } from '../../support/print.js'
import { slx } from '../../support/slx.js'
import { MessageWriter } from './sessions/write-message.js'

/** A capability without zeros in it, which zero-coding leaves as it is. */
const URL = 'http://198.51.100.9:12043/cap/11111111-1111-2222-3333-444444444444'

const { bytes } = new MessageWriter('modern', coreDialect('modern').template).write('TeleportFinish', {
  Info: { SimIP: '192.0.2.7', SimPort: 13005, SeedCapability: URL, TeleportFlags: 8 },
})

/** A dump of the message as a packet, plain or zero-coded, whole or cut in the middle of its secret. */
function dumpOf(zeroCoded: boolean, cut: boolean): string {
  const body = zeroCoded ? zeroCode(bytes) : bytes
  const packet = Buffer.concat([Buffer.from([zeroCoded ? 0x80 : 0, 0, 0, 0, 1, 0]), body])
  const path = join(tmpdir(), `slx-sl-secret-${process.pid}-${zeroCoded}-${cut}.txt`)
  const length = cut ? packet.indexOf('http') + 40 : packet.length
  writeFileSync(path, packet.subarray(0, length).toString('hex'))
  return path
}

/** Whether any eight characters of the capability show, as text or as hex in any grouping. */
function shows(output: string): boolean {
  const plain = output.replace(/[\s│|]/g, '')
  const parts = Array.from({ length: URL.length - 8 }, (_, i) => URL.slice(i, i + 8))
  return parts.some((part) => plain.includes(part) || plain.includes(Buffer.from(part).toString('hex')))
}

describe.each(VIEW_KINDS)('a seed capability in the %s view', (kind) => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('is masked (zero-coded %s, cut %s)', (zeroCoded, cut) => {
    const { stdout } = slx(['dissect', '--as', 'sl', ...viewArgs(kind), dumpOf(zeroCoded, cut)])
    expect(stdout).toContain('TeleportFinish')
    expect(shows(stdout)).toBe(false)
  })
})

it('is shown when asked for', () => {
  expect(shows(slx(['dissect', '--as', 'sl', '--show-secrets', dumpOf(true, false)]).stdout)).toBe(true)
})
