import {
  CLIENT,
  type Conversation,
  type Endpoint,
  SERVER,
  type Side,
  type Transport,
} from './conversation.js'
import { Entry, KeyTable } from './key-table.js'
import type { TcpStream } from './tcp-stream.js'

export type Roles = Conversation['roles']

/** Which end is the server, and what tells. */
export interface ToldRoles {
  readonly server: Side
  readonly roles: Roles
}

/**
 * Says who the server is of a conversation whose roles are a guess, given the first bytes that are said in it and who
 * says them; undefined where nothing tells.
 */
export type TellRoles = (
  conversation: Conversation,
  sender: Side,
  bytes: Uint8Array,
  start: number,
  end: number,
) => ToldRoles | undefined

/** A conversation that packets may still come for. */
export class OpenConversation extends Entry implements Conversation {
  readonly id: number
  readonly transport: Transport
  ends: readonly [client: Endpoint, server: Endpoint]
  roles: Roles
  /** The roles are a guess, and nothing has been said yet that could correct it. */
  mayTurn: boolean
  state: unknown = undefined
  /** Of a TCP connection, by the sending side. */
  streams: readonly [TcpStream, TcpStream] | undefined = undefined
  /** The end that its key puts first is the client. */
  #firstIsClient: boolean

  constructor(id: number, transport: Transport, known: Known) {
    super()
    this.id = id
    this.transport = transport
    this.ends = [known.client, known.server]
    this.roles = known.roles
    this.mayTurn = known.isGuess ?? false
    this.#firstIsClient = known.firstIsClient
  }

  /** The side that a packet comes from, given whether its key puts the sender first. */
  sideOf(fromFirst: boolean): Side {
    return fromFirst === this.#firstIsClient ? CLIENT : SERVER
  }

  /** Takes roles that are better than the guess. Nothing may have been handed on by side yet. */
  take({ server, roles }: ToldRoles): void {
    if (server === CLIENT) {
      const { ends, streams } = this
      this.ends = [ends[SERVER], ends[CLIENT]]
      if (streams) this.streams = [streams[SERVER], streams[CLIENT]]
      this.#firstIsClient = !this.#firstIsClient
    } else if (this.roles === 'port') return
    this.roles = roles
  }
}

/** What is known of a conversation's ends when it begins. */
export interface Known {
  readonly client: Endpoint
  readonly server: Endpoint
  /** The client is the end that the key puts first. */
  readonly firstIsClient: boolean
  readonly roles: Roles
  /** What is said first may tell better. */
  readonly isGuess?: boolean
}

/** What the first word of a key says: which kind of key it is. The words that follow are the kind's own. */
export const enum KeyKind {
  Packet,
  Dump,
  Socks,
}

/** As a number, for keys. */
export const TRANSPORT_NUMBER: Readonly<Record<Transport, number>> = { none: 0, udp: 1, tcp: 2 }

/** All open conversations, of every kind; the one idle longest makes room for a new one. */
export class Conversations {
  readonly table: KeyTable<OpenConversation>
  readonly #max: number
  readonly #forget: (conversation: OpenConversation) => void
  #last = 0

  constructor(max: number, forget: (conversation: OpenConversation) => void) {
    this.table = new KeyTable(max)
    this.#max = max
    this.#forget = forget
  }

  /** Opens the conversation whose key stands in the first `length` words of the table. */
  open(length: number, transport: Transport, known: Known): OpenConversation {
    const conversation = new OpenConversation(++this.#last, transport, known)
    this.table.add(conversation, length)
    if (this.table.size > this.#max) {
      const idle = this.table.oldest!
      this.table.remove(idle)
      this.#forget(idle)
    }
    return conversation
  }

  /** Those still open, in order of appearance. */
  inOrder(): OpenConversation[] {
    const all: OpenConversation[] = []
    for (let at = this.table.oldest; at; at = at.newer as OpenConversation | undefined) all.push(at)
    return all.sort((a, b) => a.id - b.id)
  }
}
