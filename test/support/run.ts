import { Readable } from 'node:stream'
import { DISSECTORS } from '../../dissectors/index.js'
import type { DissectOptions } from '../../src/dissect/dissector.js'
import type { Message } from '../../src/dissect/message.js'
import { Registry } from '../../src/dissect/registry.js'
import type { InputProblem } from '../../src/ingest/frame.js'
import type { TrafficSink } from '../../src/network/traffic.js'
import { type PassesOptions, runPasses } from '../../src/passes.js'
import { type RunResult, run } from '../../src/run.js'
import type { ReadsValues } from '../../src/saved/values.js'
import { dissectOptions } from './options.js'

export interface Ran extends RunResult {
  readonly reports: string[]
  readonly problems: InputProblem[]
}

export interface RunSetting {
  readonly layers?: boolean | 'aside'
  readonly registry?: Registry
  /** What the user's options come to, where there are any. */
  readonly options?: DissectOptions
  readonly traffic?: TrafficSink
  /** What `-` reads, in chunks. */
  /** How messages saved without positions are read. */
  readonly saved?: ReadsValues
  readonly standardInput?: readonly Uint8Array[]
}

/** All protocols slx brings along. */
export async function allDissectors() {
  return Promise.all(DISSECTORS.map((entry) => entry.load()))
}

/** Reads inputs as the command does and hands every message to `look`. */
export async function runAll(
  inputs: readonly string[],
  look: (message: Message) => void,
  setting: RunSetting = {},
): Promise<Ran> {
  const reports: string[] = []
  const problems: InputProblem[] = []
  const registry = setting.registry ?? new Registry(await allDissectors())
  const result = await run(inputs, registry, {
    layers: setting.layers ?? false,
    socks5: false,
    saved: setting.saved ?? 'read',
    ...(setting.options ?? dissectOptions()),
    traffic: setting.traffic,
    text: {},
    report: (line) => reports.push(line),
    problem: (problem) => problems.push(problem),
    afterChunk: () => undefined,
    ...(setting.standardInput ? { standardInput: Readable.from(setting.standardInput) } : {}),
    message: (message) => {
      look(message)
      return true
    },
  })
  return { ...result, reports, problems }
}

/** Reading ahead first, and saying nothing. */
export const AHEAD = {
  layers: false,
  socks5: false,
  text: {},
  lookahead: 'always',
  report: () => undefined,
  problem: () => undefined,
  afterChunk: () => undefined,
} as const

/** Reads an input as the command reads files, ahead first, and hands every message to `look`. */
export async function runAhead(
  path: string,
  look: (message: Message) => void,
  setting: Partial<Pick<PassesOptions, 'socks5' | 'begin' | 'problem'>> = {},
): Promise<void> {
  const registry = new Registry(await allDissectors())
  const options = dissectOptions()
  await registry.prepare(options)
  await runPasses([path], registry, {
    ...options,
    ...AHEAD,
    ...setting,
    message: (message) => {
      look(message)
      return true
    },
  })
}
