import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SRP_SECRET_LABELS } from '../../../dissectors/srp/core/labels.js'
import { Registry } from '../../../src/dissect/registry.js'
import type { Slots } from '../../../src/dissect/slots.js'
import { type Lookahead, runPasses } from '../../../src/passes.js'
import { readKeyFile } from '../../../src/secrets/key-file.js'
import { Secrets } from '../../../src/secrets/secrets.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectOptions } from '../../support/options.js'
import { readTree, type TreeValue } from '../../support/read-tree.js'
import { allDissectors } from '../../support/run.js'

/** A message, kept. */
export interface Heard {
  readonly number: number
  readonly protocol: string
  readonly type: string
  /** Values by path, in order. */
  readonly values: ReadonlyMap<string, readonly TreeValue[]>
  readonly findings: readonly string[]
  readonly sentences: readonly string[]
  value(path: string): TreeValue
}

export interface HearOptions {
  /** Text of a key file. */
  readonly keys?: string
  readonly options?: Record<string, string | string[]>
  readonly lookahead?: Lookahead
  readonly begin?: (state: Slots) => void
}

export interface HeardAll {
  readonly messages: readonly Heard[]
  readonly secrets: Secrets
}

/** Reads captures as the command does, in order, and keeps every message. */
export async function hear(captures: readonly Uint8Array[], setting: HearOptions = {}): Promise<HeardAll> {
  const folder = mkdtempSync(join(tmpdir(), 'slx-srp-'))
  const paths = captures.map((bytes, i) => {
    const path = join(folder, `${i}.pcap`)
    writeFileSync(path, bytes)
    return path
  })
  const secrets = new Secrets()
  if (setting.keys) readKeyFile(setting.keys, 'keys.txt', SRP_SECRET_LABELS, secrets)
  const messages: Heard[] = []
  const options = dissectOptions(setting.options, secrets)
  const registry = new Registry(await allDissectors())
  await registry.prepare(options)
  const result = await runPasses(paths, registry, {
    ...options,
    layers: false,
    socks5: false,
    lookahead: setting.lookahead ?? 'auto',
    ...(setting.begin ? { begin: setting.begin } : {}),
    text: {},
    report: () => undefined,
    problem: () => undefined,
    afterChunk: () => undefined,
    message: (message) => {
      const faults = coverageFaults(message)
      if (faults.length > 0) throw new Error(`${message.type}: ${faults.join('; ')}`)
      const values = new Map<string, TreeValue[]>()
      for (const { path, value } of readTree(message)) {
        const known = values.get(path)
        if (known) known.push(value)
        else values.set(path, [value])
      }
      messages.push({
        number: message.number,
        protocol: message.protocol,
        type: message.type,
        values,
        findings: message.findings.map(({ kind }) => kind.code),
        sentences: message.findings.map(({ text }) => text),
        value: (path) => values.get(path)?.[0],
      })
      return true
    },
  })
  if (result.bugs > 0) throw result.firstBug
  return { messages, secrets }
}
