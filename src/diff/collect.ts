import type { Chore } from '../dissect/chores.js'
import type { Dissector } from '../dissect/dissector.js'
import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import type { Endpoint, Side, Transport } from '../network/conversation.js'
import type { Steps } from './compare.js'
import { type Kept, keep } from './kept.js'
import { pathNumber } from './path-number.js'
import { StepCounter } from './steps.js'

/** One conversation of one side. */
export interface KeptConversation {
  readonly id: number
  readonly transport: Transport
  readonly ends: readonly [client: Endpoint, server: Endpoint]
  /** Name of the dissector of its first message. */
  readonly protocol: string
  readonly messages: KeptMessage[]
}

export interface KeptMessage {
  /** What is put together of several grows. */
  kept: Kept
  /** Of its sequence fields, by path. */
  readonly steps: Steps
}

/** Keeps what comparing needs of the messages of one side. */
export class Collector {
  readonly conversations = new Map<number, KeptConversation>()
  /** Messages kept. */
  count = 0
  /** Messages left out, by kind. */
  readonly leftOut = new Map<Chore, number>()
  readonly #dissectors: ReadonlyMap<string, Dissector>
  readonly #include: ReadonlySet<Chore>
  readonly #counters = new Map<number, StepCounter>()

  constructor(dissectors: readonly Dissector[], include: ReadonlySet<Chore>) {
    this.#dissectors = new Map(dissectors.map((dissector) => [dissector.name, dissector]))
    this.#include = include
  }

  add(message: Message): void {
    const { conversation, protocol } = message
    const comparing = this.#dissectors.get(protocol)?.comparing
    const chore = comparing?.chore?.(message)
    // Repetitions repeat old numbers; what else is left out takes new ones.
    const steps = chore === 'repetitions' ? NO_STEPS : this.#stepsOf(message)
    if (chore !== undefined && !this.#include.has(chore)) {
      this.leftOut.set(chore, (this.leftOut.get(chore) ?? 0) + 1)
      return
    }
    let known = this.conversations.get(conversation.id)
    if (!known) {
      const { id, transport } = conversation
      const [client, server] = conversation.ends
      known = { id, transport, ends: [client, server], protocol, messages: [] }
      this.conversations.set(id, known)
    }
    const kept = keep(message, comparing?.discriminator?.(message) ?? '')
    if (conversation.transport === 'tcp' && this.#continuesRaw(known, kept)) return
    known.messages.push({ kept, steps })
    this.count++
  }

  /** Streams that cannot be decoded come in pieces that mean nothing: those of one direction are put together. */
  #continuesRaw({ messages }: KeptConversation, kept: Kept): boolean {
    if (!isRaw(kept)) return false
    const last = messages.findLast((message) => message.kept.side === kept.side)
    if (!last || !isRaw(last.kept) || leafOf(last.kept) !== leafOf(kept)) return false
    if (last.kept.sources[0]!.end > MAX_RAW) return false
    last.kept = joined(last.kept, kept)
    return true
  }

  #stepsOf(message: Message): Steps {
    const { tree, conversation, side } = message
    let counter = this.#counters.get(conversation.id)
    if (!counter) this.#counters.set(conversation.id, (counter = new StepCounter()))
    let steps: Map<string, number | undefined> | undefined
    for (let row = 0; row < tree.count; row++) {
      const at = row * ROW_SIZE
      const def = fieldById(tree.rows[at]!)
      const source = tree.rows[at + ROW_SOURCE]!
      if (def.role !== 'sequence' || source === NO_SOURCE || tree.rows[at + ROW_LENGTH]! < def.width) continue
      const value = readNumber(message.sources[source]!.bytes, tree.rows[at + ROW_START]!, def.wire)
      steps ??= new Map()
      steps.set(def.path, counter.step(directionOf(side), def, value))
    }
    return steps ?? NO_STEPS
  }
}

/** Bytes of undecoded pieces put together in one; joining costs the square of them. */
const MAX_RAW = 64 * 1024

/** Whether one leaf is all there is of a message. */
function isRaw({ tree, sources }: Kept): boolean {
  const { rows } = tree
  return (
    sources.length === 1 &&
    rows.length >= ROW_SIZE &&
    rows[ROW_LENGTH] === sources[0]!.end &&
    rows.every((cell, i) => i < ROW_SIZE || i % ROW_SIZE !== ROW_SOURCE || cell === NO_SOURCE)
  )
}

/** The field of a raw message, as a number. */
function leafOf({ tree: { rows } }: Kept): number {
  return pathNumber(fieldById(rows[0]!))
}

function joined(first: Kept, second: Kept): Kept {
  const bytes = new Uint8Array(first.sources[0]!.end + second.sources[0]!.end)
  bytes.set(first.sources[0]!.bytes)
  bytes.set(second.sources[0]!.bytes, first.sources[0]!.end)
  const rows = first.tree.rows.slice(0, ROW_SIZE)
  rows[ROW_LENGTH] = bytes.length
  return {
    ...first,
    tree: { rows, count: 1, derived: [] },
    sources: [{ name: first.sources[0]!.name, bytes, start: 0, end: bytes.length }],
  }
}

export function directionOf(side: Side): string {
  return String(side)
}

const NO_STEPS: Steps = new Map()
