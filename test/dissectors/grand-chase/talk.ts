import { grandChase } from '../../../dissectors/grand-chase/index.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { Engine } from '../../../src/dissect/engine.js'
import type { Message } from '../../../src/dissect/message.js'
import { Registry } from '../../../src/dissect/registry.js'
import type { Side } from '../../../src/network/conversation.js'
import { coverageFaults } from '../../support/coverage.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { readTree, type TreeRow } from '../../support/read-tree.js'

/** What is kept of a message for a test. */
export interface Heard {
  readonly type: string
  readonly title: string
  readonly rows: readonly TreeRow[]
  /** Codes of its findings. */
  readonly findings: readonly string[]
  readonly texts: readonly string[]
  readonly sources: readonly string[]
  /** The plaintext in hexadecimal, if there is one. */
  readonly plaintext: string | undefined
}

export interface TalkOptions {
  readonly options?: DissectOptions
  readonly port?: number
}

/**
 * Dissects segments of one TCP connection, where a number stands for so many lost bytes; checks on the way that every byte
 * lies in one leaf.
 */
export function talk(
  segments: readonly (readonly [side: Side, bytes: Uint8Array | number])[],
  { options = dissectOptions(), port = 9501 }: TalkOptions = {},
): Heard[] {
  const heard: Heard[] = []
  const engine = new Engine(new Registry([], [], grandChase), { ...options, layers: false }, (message) => {
    const faults = coverageFaults(message)
    if (faults.length > 0) throw new Error(faults.join('; '))
    heard.push(hear(message))
  })
  const conversation = fakeConversation('tcp', port)
  segments.forEach(([side, bytes], i) => {
    if (typeof bytes === 'number') engine.gap(conversation, side, bytes)
    else engine.segment(fakePayload(conversation, bytes, i + 1, side))
  })
  for (const side of [0, 1] as const) engine.closed(conversation, side, 'fin')
  if (engine.counters.bugs > 0) throw engine.counters.firstBug
  return heard
}

/** The value of the first row whose path ends so. */
export function fieldOf({ rows }: Heard, end: string): unknown {
  return rows.find(({ path }) => path.endsWith(`.${end}`))?.value
}

function hear(message: Message): Heard {
  const plaintext = message.sources.find(({ name }) => name.startsWith('decrypted'))
  return {
    type: message.type,
    title: message.title,
    rows: readTree(message),
    findings: message.findings.map(({ kind }) => kind.code),
    texts: message.findings.map(({ text }) => text),
    sources: message.sources.map(({ name }) => name),
    plaintext: plaintext && Buffer.from(plaintext.bytes).toString('hex'),
  }
}
