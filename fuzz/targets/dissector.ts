import type { Random } from '../../bench/random.js'
import type { Dissector } from '../../src/dissect/dissector.js'
import { Engine } from '../../src/dissect/engine.js'
import { LinkTable } from '../../src/dissect/links.js'
import { Registry } from '../../src/dissect/registry.js'
import type { Conversation } from '../../src/network/conversation.js'
import { Secrets } from '../../src/secrets/secrets.js'
import { fakeConversation, fakePayload } from '../../test/support/fake-payload.js'
import { dissectOptions } from '../../test/support/options.js'
import type { Case, Part, Setting } from '../case.js'
import { Watched } from '../checks.js'
import { mutateBytes } from '../mutate-bytes.js'
import { resegment } from '../resegment.js'
import type { Seeds } from '../seeds.js'
import type { Tally } from '../tally.js'
import { anySetting, type Target } from '../target.js'

const ENDINGS = ['fin', 'reset', 'end'] as const

/** A protocol: damaged conversations, message by message, fed to the engine that runs its dissector. */
export function dissectorTarget(dissector: Dissector, all: readonly Dissector[], seeds: Seeds): Target {
  const talks = seeds.talks.get(dissector.name) ?? []
  const others = [...seeds.talks.values()].flat().flat()
  return {
    name: dissector.name,
    make: (random) => ({
      target: dissector.name,
      parts: damaged(talks, others, random, dissector.transport === 'tcp'),
      setting: anySetting(random),
    }),
    check: (one, tally) => run(one, dissector, all, seeds, tally),
  }
}

/** Some messages of a conversation in a row, one or two of them damaged, cut anew where they are a stream. */
function damaged(
  talks: readonly (readonly Part[])[],
  others: readonly Part[],
  random: Random,
  isStream: boolean,
): Part[] {
  const talk = talks[random.below(talks.length)]!
  const from = random.chance(50) ? 0 : random.below(talk.length)
  const parts = talk.slice(from, from + 1 + random.below(random.chance(5) ? 40 : 4))
  for (let times = 1 + random.below(2); times > 0; times--) {
    const at = random.below(parts.length)
    const other = random.chance(80) ? talk[random.below(talk.length)]! : others[random.below(others.length)]!
    parts[at] = { ...parts[at]!, bytes: mutateBytes(parts[at]!.bytes, random, other.bytes) }
    if (random.chance(5)) parts[at] = { ...parts[at]!, lost: random.below(2000) - 1 }
  }
  if (random.chance(10)) parts.splice(random.below(parts.length), 0, others[random.below(others.length)]!)
  return isStream && random.chance(30) ? resegment(parts, random) : parts
}

function run(
  { parts, setting }: Case,
  dissector: Dissector,
  all: readonly Dissector[],
  seeds: Seeds,
  tally: Tally,
): string[] {
  const watched = new Watched(setting, tally)
  const links = new LinkTable()
  // As the command does: a first pass finds links and keys, the second shows.
  const secrets = secretsOf(setting, seeds)
  const passes = setting.extra % 5 === 0 ? 2 : 1
  for (let pass = 1; pass <= passes; pass++) {
    const last = pass === passes
    if (last) links.recording = false
    const registry = setting.choose ? new Registry(all) : new Registry(all, [], dissector)
    const options = { ...dissectOptions({}, secrets), explain: last, links, layers: setting.layers }
    const engine = new Engine(registry, options, (message) => {
      if (last) watched.message(message)
    })
    feed(engine, parts, talkOf(dissector, setting), setting)
    const { firstBug } = engine.counters
    if (firstBug)
      watched.faults.push(`threw ${firstBug.error instanceof Error ? firstBug.error.stack : firstBug.error}`)
  }
  return watched.end()
}

function feed(engine: Engine, parts: readonly Part[], conversation: Conversation, { extra }: Setting): void {
  const isStream = conversation.transport === 'tcp'
  parts.forEach(({ bytes, side, lost = 0 }, i) => {
    const payload = fakePayload(conversation, bytes, i + 1, side, isStream ? 0 : Math.max(0, lost))
    if (isStream) engine.segment(payload)
    else engine.datagram(payload)
    if (isStream && lost !== 0) engine.gap(conversation, side, lost)
  })
  if (!isStream) return
  engine.closed(conversation, 0, ENDINGS[extra % 3]!)
  engine.closed(conversation, 1, ENDINGS[(extra >> 2) % 3]!)
}

function talkOf({ transport, ports }: Dissector, { pasted }: Setting): Conversation {
  return { ...fakeConversation(pasted ? 'none' : transport, ports[0]?.[0] ?? 0), id: 1 }
}

function secretsOf({ keys }: Setting, seeds: Seeds): Secrets {
  const secrets = new Secrets()
  if (keys) for (const secret of seeds.keys) secrets.give(secret)
  return secrets
}
