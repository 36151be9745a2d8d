import { loadDissectors } from '../src/cli/choose-protocols.js'
import { Expectations } from '../src/dissect/expectations.js'
import type { Message } from '../src/dissect/message.js'
import { Registry } from '../src/dissect/registry.js'
import { Slots } from '../src/dissect/slots.js'
import { ByteWriter } from '../src/output/byte-writer.js'
import { readFrames, run } from '../src/run.js'
import { Secrets } from '../src/secrets/secrets.js'
import { createView } from '../src/views/index.js'
import type { View } from '../src/views/view.js'

/** What one job measured. */
export interface Walked {
  /** Of processor time, which others on the machine disturb least. */
  readonly seconds: number
  /** Written, if anything was. */
  readonly bytes: number
}

/** What a process can be asked to do with a capture: frame it, walk its fields, or print them too. */
export type WalkKind = 'framing' | 'fields' | 'tree' | 'json'

const ROUNDS = 10

/** Columns of the tree. */
const WIDTH = 100

/** Runs in a process of its own: `job.js CAPTURE KIND [meaning]`. Prints what its quickest round took. */
const [capture = '', kind = '', meaning] = process.argv.slice(2)
const registry = new Registry(await loadDissectors())
const input = { text: {}, report: () => undefined, problem: () => undefined, afterChunk: () => undefined }

let bytes = 0
const writer = new ByteWriter({ closed: false, write: (chunk) => void (bytes += chunk.length) })

let seconds = Number.POSITIVE_INFINITY
for (let round = 0; round < ROUNDS; round++) {
  bytes = 0
  const view = await viewOf(kind as WalkKind)
  const before = process.cpuUsage()
  await (kind === 'framing' ? readFrames([capture], registry, input, () => true) : dissect(view))
  writer.flush()
  const { user, system } = process.cpuUsage(before)
  seconds = Math.min(seconds, (user + system) / 1e6)
}
process.stdout.write(JSON.stringify({ seconds, bytes } satisfies Walked))

async function viewOf(kind: WalkKind): Promise<View | undefined> {
  if (kind !== 'tree' && kind !== 'json') return undefined
  return createView(kind, writer, { width: WIDTH, colour: false, showSecrets: false })
}

async function dissect(view: View | undefined): Promise<void> {
  await run([capture], registry, {
    ...input,
    layers: false,
    socks5: false,
    explain: meaning === 'meaning',
    protocolOptions: new Map(),
    secrets: new Secrets(),
    settings: new Slots(),
    state: new Slots(),
    expectations: new Expectations(),
    message: view ? (message: Message) => show(view, message) : () => true,
  })
}

function show(view: View, message: Message): true {
  view.message(message)
  return true
}
