import { CLIENT, type Conversation, SERVER, type Side, type Transport } from '../network/conversation.js'
import { MAX_EXPECTATIONS } from './limits.js'
import type { MessageRef } from './message.js'

/** What a message said about a conversation that is to come (a realm list, a circuit announced at login). */
export interface Expectation {
  /** Name of the dissector it will need. */
  readonly dissector: string
  /** The message that said so. */
  readonly message: MessageRef
  /** What it was, as "announced by ..." ends: `EnableSimulator`. May be untrusted text. */
  readonly by: string
  /** What the announcing dissector wants to hand over to the session that comes. */
  readonly data?: unknown
}

/** Conversations that messages have announced, by their server's address and port. The oldest go first when there are too many. */
export class Expectations {
  /** How many went to make room. */
  dropped = 0
  readonly #known = new Map<string, Expectation>()

  /** Expects connections to a server. An empty address stands for any. The newest announcement wins. */
  add(transport: Transport, address: string, port: number, expectation: Expectation): void {
    const key = keyOf(transport, address, port)
    this.#known.delete(key)
    this.#known.set(key, expectation)
    if (this.#known.size <= MAX_EXPECTATIONS) return
    this.#known.delete(this.#known.keys().next().value!)
    this.dropped++
  }

  /** What was said about a conversation before it began; either end may be the server. */
  of(conversation: Conversation): Expectation | undefined {
    return this.#at(conversation, SERVER) ?? this.#at(conversation, CLIENT)
  }

  /** Which end of a conversation was announced. */
  serverOf(conversation: Conversation): Side | undefined {
    return [SERVER, CLIENT].find((side) => this.#at(conversation, side))
  }

  #at({ transport, ends }: Conversation, side: Side): Expectation | undefined {
    if (this.#known.size === 0) return undefined
    const { address, port } = ends[side]
    return this.#known.get(keyOf(transport, address, port)) ?? this.#known.get(keyOf(transport, '', port))
  }
}

function keyOf(transport: Transport, address: string, port: number): string {
  return `${transport} ${address} ${port}`
}
