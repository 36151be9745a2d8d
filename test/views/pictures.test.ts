import { describe, expect, it } from 'vitest'
import { slx } from '../support/slx.js'

/** What is shown of each protocol; read by a person before it was accepted. */
const SHOWN: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['sl-classic', ['samples/sl-classic-handshake.pcap']],
  ['sl-modern', ['-c', '4', 'samples/sl-modern-session.pcap']],
  ['http', ['-c', '1', 'samples/sl-seed-capability.txt']],
  ['oscar', ['-c', '4', 'samples/oscar-flap-sign-on.pcap']],
  ['wow', ['-c', '2', 'samples/wow-1.12-logon.pcap']],
  ['mmo', ['-c', '2', 'samples/mmo-logon.pcap']],
  ['grand-chase', ['samples/grand-chase-setup.txt']],
]

/** Views that are drawn otherwise on narrow terminals. */
const WIDTHS: Readonly<Record<string, readonly string[]>> = {
  diagram: ['60', '80', '120'],
  table: ['80', '120'],
  hex: ['80', '120'],
  colours: ['80', '120'],
}

describe.each(Object.entries(WIDTHS))('%s', (kind, widths) => {
  it.each(SHOWN)('%s', async (name, args) => {
    for (const width of widths) {
      const { code, stdout } = slx(['dissect', '-T', kind, '--width', width, ...args])
      expect(code).toBe(0)
      await expect(stdout).toMatchFileSnapshot(`transcripts/${kind}-${name}-${width}.txt`)
    }
    const { stdout } = slx(['dissect', '-T', kind, '--color', 'always', '-c', '1', ...args.slice(-1)])
    await expect(stdout).toMatchFileSnapshot(`transcripts/${kind}-${name}-colour.txt`)
  })
})
