import type { Chore } from '../dissect/chores.js'
import type { Dissector } from '../dissect/dissector.js'
import type { Message } from '../dissect/message.js'
import type { Conversation, Endpoint, Transport } from '../network/conversation.js'
import type { KeptMessage, Steps } from './kept.js'
import { RawRun, rawField } from './raw.js'
import { StepCounter } from './steps.js'
import { Store } from './store.js'

/** One conversation of one side. */
export interface KeptConversation {
  readonly id: number
  readonly transport: Transport
  readonly ends: readonly [client: Endpoint, server: Endpoint]
  /** Name of the dissector of its first message. */
  readonly protocol: string
  readonly messages: KeptMessage[]
}

/** The last message of a direction, where it could not be decoded. */
interface LastRaw {
  readonly field: number
  readonly index: number
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
  readonly #lastRaw = new Map<KeptConversation, [LastRaw | undefined, LastRaw | undefined]>()
  readonly #store = new Store()

  constructor(dissectors: readonly Dissector[], include: ReadonlySet<Chore>) {
    this.#dissectors = new Map(dissectors.map((dissector) => [dissector.name, dissector]))
    this.#include = include
  }

  add(message: Message): void {
    const { conversation, protocol } = message
    const comparing = this.#dissectors.get(protocol)?.comparing
    const chore = comparing?.chore?.(message)
    // Repetitions repeat old numbers; what else is left out takes new ones.
    const steps = chore === 'repetitions' ? NO_STEPS : this.#counterOf(conversation).steps(message)
    if (chore !== undefined && !this.#include.has(chore)) {
      this.leftOut.set(chore, (this.leftOut.get(chore) ?? 0) + 1)
      return
    }
    const known = this.#conversationOf(conversation, protocol)
    if (conversation.transport === 'tcp' && this.#continuesRaw(known, message)) return
    known.messages.push(this.#store.add(message, comparing?.discriminator?.(message) ?? '', steps))
    this.count++
  }

  #counterOf({ id }: Conversation): StepCounter {
    const known = this.#counters.get(id) ?? new StepCounter()
    this.#counters.set(id, known)
    return known
  }

  #conversationOf({ id, transport, ends }: Conversation, protocol: string): KeptConversation {
    const known = this.conversations.get(id)
    if (known) return known
    const [client, server] = ends
    const made: KeptConversation = { id, transport, ends: [client, server], protocol, messages: [] }
    this.conversations.set(id, made)
    return made
  }

  /** Streams that cannot be decoded come in pieces that mean nothing: those of one direction are put together. */
  #continuesRaw(conversation: KeptConversation, message: Message): boolean {
    const { messages } = conversation
    const lasts = this.#lastRaw.get(conversation) ?? [undefined, undefined]
    const last = lasts[message.side]
    const field = isWholeIn(message) ? rawField(message) : undefined
    lasts[message.side] = field === undefined ? undefined : { field, index: messages.length }
    this.#lastRaw.set(conversation, lasts)
    if (field === undefined || last?.field !== field) return false
    const before = messages[last.index]!
    const run = before instanceof RawRun ? before : new RawRun(before.open())
    if (run.isFull) return false
    const { bytes, start, end } = message.sources[0]!
    run.append(bytes.subarray(start, end))
    messages[last.index] = run
    lasts[message.side] = last
    return true
  }
}

/** Whether all bytes a message had may be in its first source: of one that is made of values, their bytes are as many. */
function isWholeIn({ saved, sources }: Message): boolean {
  return saved === undefined || saved.length === sources[0]!.end
}

const NO_STEPS: Steps = []
