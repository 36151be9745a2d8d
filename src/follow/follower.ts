import type { Message } from '../dissect/message.js'
import type { FollowedConversation, FollowView, Turn } from './turn.js'
import { Waiting } from './waiting.js'

/** Which messages of the conversations are shown. */
export interface Range {
  readonly fromMessage?: number
  readonly toMessage?: number
  readonly count?: number
}

/** Hands the messages of the conversations that are followed to a view. */
export class Follower {
  /** Messages shown. */
  shown = 0
  /** Messages of the conversation, as far as it is shown, that do not pass the filter. */
  leftOut = 0
  /** Messages of the conversation that were not kept until it was known. */
  lost = 0
  readonly #view: FollowView
  readonly #range: Range
  /** Undefined while they are not known, or when all are followed. */
  #conversations: ReadonlySet<number> | undefined
  #target: number | undefined
  #waiting: Waiting | undefined
  #begun = false

  constructor(view: FollowView, range: Range) {
    this.#view = view
    this.#range = range
  }

  /** Follows these conversations only. */
  choose(conversations: readonly Pick<FollowedConversation, 'id'>[]): void {
    this.#conversations = new Set(conversations.map(({ id }) => id))
  }

  /** Follows the conversation of a message that is still to come: keeps what comes before it. */
  await(message: number): void {
    this.#target = message
    this.#waiting = new Waiting()
  }

  /** Whether the message that `await` named has not come. */
  get isWaiting(): boolean {
    return this.#waiting !== undefined
  }

  /** Takes each message of the input in turn, and whether it does not pass the filter; false when no further one is wanted. */
  message(message: Message, isLeftOut: boolean): boolean {
    if (this.#waiting) return this.#wait(this.#waiting, message, isLeftOut)
    if (this.#conversations?.has(message.conversation.id) === false) return true
    return this.#turn(message, isLeftOut)
  }

  #wait(waiting: Waiting, message: Message, isLeftOut: boolean): boolean {
    waiting.add(message, isLeftOut)
    if (message.number !== this.#target) return true
    const { conversation } = message
    const { turns, lost } = waiting.take(conversation.id)
    this.choose([conversation])
    this.lost = lost
    this.#waiting = undefined
    return turns.every((turn) => this.#turn(turn, turn.isLeftOut ?? false))
  }

  #turn(turn: Turn, isLeftOut: boolean): boolean {
    const { fromMessage = 1, toMessage = Number.POSITIVE_INFINITY, count } = this.#range
    if (!this.#begun) this.#view.begin(turn)
    this.#begun = true
    if (turn.number > toMessage) return false
    if (turn.number < fromMessage) return true
    if (isLeftOut) {
      this.leftOut++
      return true
    }
    this.#view.turn(turn)
    return ++this.shown !== count
  }
}
