import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions } from '../../src/dissect/dissector.js'
import type { Message, MessageRef } from '../../src/dissect/message.js'
import type { Conversation, Side } from '../../src/network/conversation.js'
import type { Foodgroup, Snac } from './layout/foodgroup.js'
import { MessageCookies } from './message-cookies.js'
import { Requests } from './requests.js'
import { Sequences } from './sequences.js'
import { SignOn } from './signon/sign-on.js'

/** What is remembered from message to message of one connection, and what the message at hand is. */
export class Talk {
  readonly conversation: Conversation
  readonly options: DissectOptions
  readonly requests: Requests
  readonly signOn: SignOn
  readonly sequences = new Sequences()
  /** Bytes of a rate class as this connection's server writes them: 30 or 35; 0 as long as unknown. */
  rateClassSize = 0
  /** The SNAC at hand. */
  foodgroup: Foodgroup | undefined
  snac: Snac | undefined
  message!: Message
  /** ICBM: channel and capability that the data at hand are for. */
  channel = 0
  capability = -1
  /** FEEDBAG: class of the item at hand. */
  itemClass = -1
  /** ICBM: where the message cookie lies in the bytes at hand. */
  cookieAt = -1
  /** ICBM: the messages of this connection that something may be told about. */
  readonly messageCookies: MessageCookies
  /** The sender of the SNAC at hand waits for a reply. */
  awaitsReply = false
  /** The request that the SNAC at hand is the first reply to. */
  answered: MessageRef | undefined

  constructor(conversation: Conversation, options: DissectOptions) {
    this.conversation = conversation
    this.options = options
    this.requests = new Requests(conversation, options.state)
    this.messageCookies = new MessageCookies(conversation, options.state)
    this.signOn = new SignOn(options)
  }

  /** Begins a message. */
  begin(_at: Cursor, message: Message): void {
    this.message = message
    this.foodgroup = undefined
    this.snac = undefined
    this.channel = 0
    this.capability = -1
    this.cookieAt = -1
    this.awaitsReply = false
    this.answered = undefined
  }

  /** Who sent the SNAC at hand: its name says so, for those that both send the connection does. */
  get sender(): Side {
    return this.snac?.side ?? this.message.side
  }
}
