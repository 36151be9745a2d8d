import { loadDissectors } from '../src/cli/choose-protocols.js'
import { Expectations } from '../src/dissect/expectations.js'
import { Registry } from '../src/dissect/registry.js'
import { Slots } from '../src/dissect/slots.js'
import { ByteWriter } from '../src/output/byte-writer.js'
import { readFrames, run } from '../src/run.js'
import { Secrets } from '../src/secrets/secrets.js'
import { createView } from '../src/views/index.js'
import type { ViewKind } from '../src/views/kinds.js'
import type { View } from '../src/views/view.js'
import { quickest } from './measure.js'

/** What one job measured. */
export interface Measured {
  readonly seconds: number
  /** Bytes printed by one round. */
  readonly bytes: number
  readonly messages: number
  /** Peak memory in bytes. */
  readonly memory: number
}

const ROUNDS = 4

/** Runs in a process of its own, as a command does: `job.js CAPTURE framing|fields|meaning|summary|tree|json`. */
const [capture = '', what = ''] = process.argv.slice(2)
const registry = new Registry(await loadDissectors())
const input = { text: {}, report: () => undefined, problem: () => undefined, afterChunk: () => undefined }
let bytes = 0
let messages = 0

const seconds = await quickest(ROUNDS, async () => {
  bytes = 0
  messages = 0
  if (what === 'framing') messages = await readFrames([capture], registry, input, () => true)
  else await dissect(what === 'fields' || what === 'meaning' ? undefined : (what as ViewKind))
})
const memory = process.resourceUsage().maxRSS * 1024
process.stdout.write(JSON.stringify({ seconds, bytes, messages, memory } satisfies Measured))

async function dissect(kind: ViewKind | undefined): Promise<void> {
  const sink = {
    closed: false,
    write: (part: Uint8Array) => {
      bytes += part.length
    },
  }
  const writer = new ByteWriter(sink)
  const options = { width: 100, colour: false, showSecrets: false }
  const view: View = kind
    ? await createView(kind, writer, options)
    : { message: () => undefined, end: () => undefined }
  const result = await run([capture], registry, {
    ...input,
    layers: false,
    socks5: false,
    explain: what !== 'fields',
    protocolOptions: new Map(),
    secrets: new Secrets(),
    settings: new Slots(),
    state: new Slots(),
    expectations: new Expectations(),
    afterChunk: () => writer.flush(),
    message: (message) => {
      view.message(message)
      return true
    },
  })
  view.end()
  writer.flush()
  messages = result.messages
}
