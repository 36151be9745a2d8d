import { loadDissectors } from '../src/cli/choose-protocols.js'
import { Expectations } from '../src/dissect/expectations.js'
import { Registry } from '../src/dissect/registry.js'
import { Slots } from '../src/dissect/slots.js'
import { readFrames, run } from '../src/run.js'
import { Secrets } from '../src/secrets/secrets.js'

/** What one job measured: seconds of the user's processor time, which others on the machine disturb least. */
export interface Walked {
  readonly seconds: number
}

const ROUNDS = 4

/** Runs in a process of its own: `job.js CAPTURE framing|fields|meaning`. Prints what its quickest round took. */
const [capture = '', what = ''] = process.argv.slice(2)
const registry = new Registry(await loadDissectors())
const input = { text: {}, report: () => undefined, problem: () => undefined, afterChunk: () => undefined }

let seconds = Number.POSITIVE_INFINITY
for (let round = 0; round < ROUNDS; round++) {
  const before = process.cpuUsage()
  await (what === 'framing' ? readFrames([capture], registry, input, () => true) : dissect())
  seconds = Math.min(seconds, process.cpuUsage(before).user / 1e6)
}
process.stdout.write(JSON.stringify({ seconds } satisfies Walked))

async function dissect(): Promise<void> {
  await run([capture], registry, {
    ...input,
    layers: false,
    socks5: false,
    explain: what === 'meaning',
    protocolOptions: new Map(),
    secrets: new Secrets(),
    settings: new Slots(),
    state: new Slots(),
    expectations: new Expectations(),
    message: () => true,
  })
}
