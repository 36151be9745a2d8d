import { execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTree } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { samples } from '../../support/samples.js'
import { sharedPath } from '../../support/shared.js'
import { hasTool } from '../../support/tools.js'

/** Theirs and ours of what tshark reads rightly in every frame. */
const FIELDS = [
  ['aim.channel', 'flap.channel'],
  ['aim.seqno', 'flap.sequence'],
  ['aim.datalen', 'flap.length'],
] as const

const RULES = ['-d', 'tcp.port==443,aim', '-d', 'tcp.port==5190,aim']

const captures = [
  ...samples().filter((path) => /\/oscar-(?!file)[^/]*\.pcap$/.test(path)),
  sharedPath('captures/oscar-icq-port443.pcap'),
].filter((path) => path !== undefined)

/** The values of each field over a capture, in the order of the packets. */
function theirs(capture: string): string[][] {
  const fields = FIELDS.flatMap(([name]) => ['-e', name])
  const output = execFileSync(
    'tshark',
    ['-n', '-r', capture, ...RULES, '-Y', 'aim', '-T', 'fields', ...fields],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    },
  )
  const lines = output.trimEnd().split('\n')
  return FIELDS.map((_, i) =>
    lines.flatMap((line) => (line.split('\t')[i] ?? '').split(',')).map((value) => String(Number(value))),
  )
}

describe.skipIf(!hasTool('tshark'))('FLAP headers beside tshark (skipped where it is absent)', () => {
  it.each(captures.map((path) => [basename(path), path]))('%s', async (_name, path) => {
    const ours: string[][] = FIELDS.map(() => [])
    await runAll([path], (message) => {
      for (const { path: field, value } of readTree(message)) {
        const i = FIELDS.findIndex(([, name]) => name === field)
        if (i >= 0) ours[i]!.push(String(value))
      }
    })
    expect(ours).toEqual(theirs(path))
  })
})
