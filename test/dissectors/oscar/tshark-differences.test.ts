import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { sharedPath } from '../../support/shared.js'
import { hasTool } from '../../support/tools.js'

const capture = sharedPath('captures/oscar-icq-port443.pcap')

/** Our side of these is in differences.test.ts; one that fails here tells that tshark has changed. */
it.skipIf(!capture || !hasTool('tshark')).each([
  ['aim.dcinfo.webport', '0'],
  ['aim_generic.motd.motdtype', '0x0000'],
] as const)('tshark reads %s as %s (skipped where it is absent)', (field, value) => {
  const rule = ['-d', 'tcp.port==443,aim', '-Y', field, '-T', 'fields', '-e', field]
  const output = execFileSync('tshark', ['-n', '-r', capture!, ...rule], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  })
  expect(output.trim().split(/[\n,]/)).toContain(value)
})
