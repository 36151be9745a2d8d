import type { Message } from '../dissect/message.js'
import { ROW_SIZE, ROW_START } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import type { FollowedConversation } from './turn.js'

/** Which conversations are followed. */
export interface Wanted {
  /** The message whose conversation it is; undefined for all. */
  readonly message: number | undefined
  /** Those too that its messages are linked to, directly or over others. */
  readonly related: boolean
}

/** Room for message numbers at first. */
const ROOM = 1024

/**
 * Finds in a first pass which conversations are wanted. Keeps a few facts of one conversation; with `related` four
 * bytes for each message too, and with `related` or all the facts of every conversation.
 */
export class Survey {
  /** Messages of the input. */
  messages = 0
  readonly #wanted: Wanted
  /** By number, in order of appearance. */
  readonly #conversations = new Map<number, FollowedConversation>()
  /** Conversations of messages, by message number. */
  #conversationOf = new Uint32Array(ROOM)
  /** From each linked conversation to one of its group that leads on; the last leads nowhere. */
  readonly #leads = new Map<number, number>()
  #target = 0

  constructor(wanted: Wanted) {
    this.#wanted = wanted
  }

  /** Forgets what a pass has told: another begins. */
  begin(): void {
    this.messages = 0
    this.#target = 0
    this.#conversations.clear()
    this.#leads.clear()
  }

  message(message: Message): void {
    const { number, conversation } = message
    const { message: wanted, related } = this.#wanted
    this.messages = number
    if (number === wanted) this.#target = conversation.id
    if (related) this.#relate(message)
    if (wanted !== undefined && !related && conversation.id !== this.#target) return
    if (this.#conversations.has(conversation.id)) return
    const { id, transport, ends, roles } = conversation
    this.#conversations.set(id, { id, transport, ends, roles, protocol: message.protocol })
  }

  /** The conversations to be shown, in order of appearance; none if there is no such message. */
  chosen(): readonly FollowedConversation[] {
    const all = [...this.#conversations.values()]
    if (this.#wanted.message === undefined) return all
    const group = this.#groupOf(this.#target)
    return all.filter(({ id }) => this.#groupOf(id) === group)
  }

  #relate({ number, conversation, tree }: Message): void {
    if (number >= this.#conversationOf.length) this.#grow()
    this.#conversationOf[number] = conversation.id
    const { rows, count, derived } = tree
    for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
      if (fieldById(rows[at]!).shown !== 'message') continue
      const linked = Number(derived[rows[at + ROW_START]!])
      // Links to later messages are seen from those.
      if (linked < number) this.#join(this.#conversationOf[linked]!, conversation.id)
    }
  }

  #join(a: number, b: number): void {
    const [first, second] = [this.#groupOf(a), this.#groupOf(b)]
    if (first !== second) this.#leads.set(second, first)
  }

  #groupOf(id: number): number {
    let at = id
    for (let next = this.#leads.get(at); next !== undefined; next = this.#leads.get(at)) at = next
    // The way is shorter the next time.
    if (at !== id) this.#leads.set(id, at)
    return at
  }

  #grow(): void {
    const larger = new Uint32Array(2 * this.#conversationOf.length)
    larger.set(this.#conversationOf)
    this.#conversationOf = larger
  }
}
