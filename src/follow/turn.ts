import type { Finding } from '../dissect/finding.js'
import type { Message, MessageRef } from '../dissect/message.js'
import type { Conversation, Side } from '../network/conversation.js'
import type { SummarisedRows } from '../views/heading.js'

/** What following needs of a message: the engine's own, or what was kept of one. */
export interface Turn extends MessageRef, SummarisedRows {
  readonly conversation: Conversation
  readonly side: Side
  readonly protocol: string
  readonly type: string
  readonly sources: readonly TurnSource[]
  readonly findings: readonly Finding[]
  readonly findingsDropped: number
  /** It is one of the conversation's messages, but is not to be shown. */
  readonly isLeftOut?: boolean
}

export interface TurnSource {
  readonly name: string
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

/** What is shown of a conversation's ends. */
export type FollowedConversation = Pick<Conversation, 'id' | 'transport' | 'ends' | 'roles'> &
  Pick<Message, 'protocol'>

/** Prints what is said, message by message. */
export interface FollowView {
  /** Counts time from this message on, shown or not. */
  begin(turn: Turn): void
  turn(turn: Turn): void
}
