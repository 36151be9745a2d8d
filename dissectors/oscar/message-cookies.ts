import type { Cursor } from '../../src/dissect/cursor.js'
import { linkKind } from '../../src/dissect/links.js'
import type { MessageRef } from '../../src/dissect/message.js'
import { RecentMessages } from '../../src/dissect/recent-messages.js'
import type { Slot, Slots } from '../../src/dissect/slots.js'
import { u32be } from '../../src/fields/read.js'
import type { Conversation } from '../../src/network/conversation.js'
import { MAX_REQUESTS } from './limits.js'

const ANSWER = linkKind('oscar.icbm', 'Answer to', 'Answered in', { many: true })

const RECENT: Slot<RecentMessages> = {
  name: 'oscar.message-cookies',
  make: () => new RecentMessages(MAX_REQUESTS, 'instant messages are remembered by their cookie'),
}

/** Instant messages of one connection by their cookie: the server's receipt and a client's refusal name it. */
export class MessageCookies {
  readonly #recent: RecentMessages
  /** Number of the connection: servers hand cookies on to other connections. */
  readonly #scope: number

  constructor(conversation: Conversation, state: Slots) {
    this.#recent = state.of(RECENT)
    this.#scope = conversation.id
  }

  add({ bytes, message }: Cursor, cookie: number): void {
    if (cookie >= 0) this.#recent.add(this.#scope, u32be(bytes, cookie), u32be(bytes, cookie + 4), message)
  }

  /** Links what is told about a message to it, unless it is linked as a `reply` already. */
  link(at: Cursor, cookie: number, reply: MessageRef | undefined): void {
    if (cookie < 0) return
    const found = this.#recent.find(this.#scope, u32be(at.bytes, cookie), u32be(at.bytes, cookie + 4))
    if (found < 0) return
    const message = this.#recent.ref(found)
    if (message.number !== reply?.number) at.link(ANSWER, message)
  }
}
