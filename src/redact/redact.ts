import type { DissectOptions } from '../dissect/dissector.js'
import { Engine, type EngineCounters } from '../dissect/engine.js'
import type { Message } from '../dissect/message.js'
import type { Registry } from '../dissect/registry.js'
import type { Frame } from '../ingest/frame.js'
import { Network } from '../network/network.js'
import type { PayloadSink } from '../network/payload.js'
import { freshState } from '../passes.js'
import { rolesBy } from '../run.js'
import { Addresses } from './addresses.js'
import { Counts } from './counts.js'
import type { FrameOutput, Frames } from './frames.js'
import { replaceAddresses } from './header-addresses.js'
import { KnownSecrets } from './known-secrets.js'
import { Ledger } from './ledger.js'
import { Mender } from './mend.js'
import { chooseAddresses, redactMessage } from './message.js'
import { Policy, type PolicyOptions } from './policy.js'
import { Replacer } from './replacer.js'
import { Sent } from './sent.js'
import { FrameStore } from './store.js'
import type { StoredFrame } from './stored-frame.js'

export interface RedactOptions
  extends PolicyOptions,
    Omit<DissectOptions, 'state' | 'expectations' | 'explain'> {
  readonly socks5: boolean
  /** Decides the replacements. */
  readonly key: Uint8Array
  /** Bytes that frames may take which wait, and what was sent over TCP; MAX_UNSETTLED and MAX_SENT unless given. */
  readonly mostUnsettled?: number
  readonly mostSent?: number
}

export interface Redacted extends EngineCounters {
  readonly counts: Counts
  /** Packets written before all of them was known to be harmless, so with zeros, because too many waited. */
  readonly givenUp: number
  /** Bytes sent again that became zero, because what they repeat was kept no more. */
  readonly lost: number
}

/** What has to be known of a whole capture before the first of its frames can be rewritten. */
export interface Survey {
  readonly policy: Policy
  readonly secrets: KnownSecrets
  /** Those of messages have their replacements before those of headers, so that headers can be written as they come. */
  readonly addresses: Addresses
}

/** Keys learned in a pass may change what the next one sees; more passes than this are never made. */
export const MAX_PASSES = 4

/** Learns which keys open what, and which values are secret, until nothing new comes up. */
export async function survey(frames: Frames, registry: Registry, options: RedactOptions): Promise<Survey> {
  const declared = registry.dissectors.flatMap(({ redacting }) => redacting ?? [])
  const policy = new Policy(declared, options)
  for (let count = 1; ; count++) {
    const known = options.secrets.learned.length
    const found = { policy, secrets: new KnownSecrets(), addresses: new Addresses() }
    await pass(frames, registry, options, (message) => {
      found.secrets.learn(message)
      if (options.addresses) chooseAddresses(message, found)
    })
    if (options.secrets.learned.length === known || count === MAX_PASSES) return found
  }
}

/** Writes all frames with what must not be shared replaced or dropped. */
export async function rewrite(
  frames: Frames,
  registry: Registry,
  options: RedactOptions,
  surveyed: Survey,
  output: FrameOutput,
): Promise<Redacted> {
  const counts = new Counts()
  const tools = { ...surveyed, replacer: new Replacer(options.key), counts }
  const mender = new Mender((at, value) => output.rewrite(at, value))
  const finish = (stored: StoredFrame) => {
    mender.finish(stored)
    if (stored.at >= 0) output.rewrite(stored.at, stored.out)
    mender.finished(stored)
  }
  const store = new FrameStore(finish, options.mostUnsettled, new Sent(options.mostSent))
  let ledger: Ledger | undefined
  let padding = 0
  const counters = await pass(
    frames,
    registry,
    options,
    (message) => ledger!.put(message, redactMessage(message, tools)),
    (engine) => (ledger = new Ledger(engine, store)),
    (frame, network) => {
      const stored = store.take(frame)
      padding += finishHeaders(stored, options, tools)
      mender.begin(stored)
      network.frame(stored.frame)
      store.settle()
      stored.at = output.frame({ ...stored.frame, bytes: stored.out })
      mender.written(stored)
    },
  )
  store.settle()
  store.end()
  mender.end()
  counts.drop('padding of frames', padding)
  return { ...counters, counts, givenUp: store.givenUp, lost: store.lost }
}

/** Goes through all frames once: `take` hands each to the network stage, what comes of it goes to `sink`, and messages to `message`. */
async function pass(
  frames: Frames,
  registry: Registry,
  options: RedactOptions,
  message: (message: Message) => void,
  sink = (engine: PayloadSink) => engine,
  take = (frame: Frame, network: Network) => network.frame(frame),
): Promise<EngineCounters> {
  const state = freshState()
  const engine = new Engine(registry, { ...options, ...state, explain: true, layers: false }, message)
  const network = new Network(sink(engine), {
    ...rolesBy(registry, state.expectations),
    socks5: options.socks5,
  })
  await frames.each((frame) => take(frame, network))
  network.end()
  return engine.counters
}

/** Replaces what lies outside of payloads. Returns how many bytes behind the packet are dropped. */
function finishHeaders(
  stored: StoredFrame,
  { keepUnknown, addresses: isWanted }: RedactOptions,
  { addresses, counts }: Survey & { readonly counts: Counts },
): number {
  const { frame, places, out } = stored
  if (isWanted)
    for (let count = replaceAddresses(stored, addresses); count > 0; count--) counts.replaced('address', 4)
  const rest = frame.bytes.subarray(places.dataEnd)
  if (!keepUnknown) return rest.filter((byte) => byte !== 0).length
  out.set(rest, places.dataEnd)
  return 0
}
