import { basename } from 'node:path'
import { expect } from 'vitest'
import { SECRET_LABELS } from '../../dissectors/secrets.js'
import { prepareReading } from '../../src/cli/reading.js'
import { Reporter } from '../../src/cli/reporter.js'
import type { Message } from '../../src/dissect/message.js'
import { readKeyFile } from '../../src/secrets/key-file.js'
import { samples } from './samples.js'

/** Keys and passwords that samples/README.md names, as lines of a key file. */
const KEYS: Readonly<Record<string, string>> = {
  'grand-chase-sessions.pcap': 'GRAND_CHASE_SA 2b71 4f1d83c69ab25e77 98e3617d2cf45b1a',
  'oscar-bucp-sign-on.pcap': 'OSCAR_PASSWORD DemoUser swordfish',
  'wow-3.3.5-logon.pcap':
    'SRP_SESSION_KEY SLXTEST 6df891cfef5ac7e522355af12752865449148f922ac611aa67c426e0c098c618e75f1cf11bcbf135',
}

/** A sample, and what it is read with. */
export interface SampleRun {
  readonly name: string
  readonly path: string
  /** Lines of a key file. */
  readonly keys?: string
}

/** Every sample as it is, in the order of their names. */
export const SAMPLE_RUNS: readonly SampleRun[] = samples().map((path) => ({ name: basename(path), path }))

/** Those for which keys are known, with these. */
export const KEYED_RUNS: readonly SampleRun[] = Object.entries(KEYS).map(([sample, keys]) => {
  const run = SAMPLE_RUNS.find(({ name }) => name === sample)!
  return { ...run, name: `${sample}-with-keys`, keys }
})

/** Reads a sample as the command does, in this process, and hands on every message. */
export async function readSample(run: SampleRun, look: (message: Message) => void): Promise<void> {
  // What viewers are installed must not decide a test.
  const options = { quiet: true, template: ['built-in'] }
  const reading = await prepareReading([run.path], options, new Reporter(true))
  expect(readKeyFile(run.keys ?? '', 'keys.txt', SECRET_LABELS, reading.secrets)).toEqual([])
  await reading.run({
    layers: false,
    forwardLinks: true,
    saved: 'read',
    afterChunk: () => undefined,
    message: (message) => {
      look(message)
      return true
    },
  })
}
