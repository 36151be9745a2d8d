import { setImmediate } from 'node:timers/promises'
import type { DissectOptions } from '../dissect/dissector.js'
import { Engine, type EngineCounters } from '../dissect/engine.js'
import type { Message } from '../dissect/message.js'
import type { Registry } from '../dissect/registry.js'
import { Network } from '../network/network.js'
import type { PayloadSink } from '../network/payload.js'
import { freshState } from '../passes.js'
import { rolesBy } from '../run.js'
import { Addresses } from './addresses.js'
import { Counts } from './counts.js'
import { KnownSecrets } from './known-secrets.js'
import { Ledger } from './ledger.js'
import { mendChecksums, replaceAddresses } from './mend.js'
import { redactMessage } from './message.js'
import { Policy, type PolicyOptions } from './policy.js'
import { Replacer } from './replacer.js'
import type { FrameStore } from './store.js'

export interface RedactOptions
  extends PolicyOptions,
    Omit<DissectOptions, 'state' | 'expectations' | 'explain'> {
  readonly socks5: boolean
  /** Decides the replacements. */
  readonly key: Uint8Array
  /** Ends the work early; what the store then holds is of no use. */
  readonly signal?: AbortSignal
}

export interface Redacted extends EngineCounters {
  readonly counts: Counts
}

/** Keys learned in a pass may change what the next one sees; more passes than this are never made. */
const MAX_PASSES = 4

/** Frames between two turns of the event loop, so that signals get through. */
const TURN = 2048

/** Replaces and drops what must not be shared in all frames of a store, in place. */
export async function redact(
  store: FrameStore,
  registry: Registry,
  options: RedactOptions,
): Promise<Redacted> {
  const secrets = await learn(store, registry, options)
  const counts = new Counts()
  const tools = {
    policy: new Policy(
      registry.dissectors.flatMap(({ redacting }) => redacting ?? []),
      options,
    ),
    replacer: new Replacer(options.key),
    addresses: new Addresses(),
    secrets,
    counts,
  }
  let ledger: Ledger | undefined
  const counters = await pass(store, registry, options, {
    message: (message) => ledger!.put(message, redactMessage(message, tools)),
    sink: (engine) => (ledger = new Ledger(engine, store)),
  })
  ledger!.repeat()
  finishFrames(store, options, tools)
  return { ...counters, counts }
}

/** Learns which keys open what, and which values are secret, until nothing new comes up. */
async function learn(store: FrameStore, registry: Registry, options: RedactOptions): Promise<KnownSecrets> {
  for (let count = 1; ; count++) {
    const known = options.secrets.learned.length
    const secrets = new KnownSecrets()
    await pass(store, registry, options, {
      message: (message) => secrets.learn(message),
      sink: (engine) => engine,
    })
    if (options.secrets.learned.length === known || count === MAX_PASSES) return secrets
  }
}

interface Use {
  readonly message: (message: Message) => void
  readonly sink: (engine: PayloadSink) => PayloadSink
}

async function pass(
  { frames }: FrameStore,
  registry: Registry,
  options: RedactOptions,
  { message, sink }: Use,
): Promise<EngineCounters> {
  const state = freshState()
  const engine = new Engine(registry, { ...options, ...state, explain: true, layers: false }, message)
  const network = new Network(sink(engine), {
    ...rolesBy(registry, state.expectations),
    socks5: options.socks5,
  })
  for (const { frame } of frames) {
    network.frame(frame)
    if (frame.number % TURN !== 0) continue
    await setImmediate()
    if (options.signal?.aborted) break
  }
  network.end()
  return engine.counters
}

interface Finishing {
  readonly addresses: Addresses
  readonly counts: Counts
}

function finishFrames(
  { frames }: FrameStore,
  options: RedactOptions,
  { addresses, counts }: Finishing,
): void {
  for (const stored of frames) {
    const { frame, places, out } = stored
    const rest = frame.bytes.subarray(places.dataEnd)
    if (options.keepUnknown) out.set(rest, places.dataEnd)
    else counts.drop('padding of frames', rest.filter((byte) => byte !== 0).length)
    if (!options.addresses) continue
    for (let count = replaceAddresses(stored, addresses); count > 0; count--) counts.replaced('address', 4)
  }
  mendChecksums(frames)
}
