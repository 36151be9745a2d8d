import type { Endpoint, Side } from '../network/conversation.js'
import { escapeText } from '../output/escape.js'
import { columnsOf } from '../output/width.js'
import { roleOf } from './sides.js'
import type { FollowedConversation } from './turn.js'

/** One vertical line of a ladder: somebody who speaks. */
export interface Lane {
  /** `client`, `oscar server`; not escaped. */
  readonly role: string
  /** `192.0.2.19:5190`; not escaped, empty when unknown. */
  address: string
}

/** Fewer columns from one line to the next leave no room for arrows. */
const NARROWEST = 8

/** Lanes have letters for names where their own do not fit. */
const MOST = 26

/**
 * The lanes of conversations: a client, whatever its ports, on the left, and each server on the right of all clients.
 * Those for which there is no room share the last one.
 */
export class Lanes {
  /** Everybody, in order; what stands beyond `count` shares the last lane. */
  readonly everybody: readonly Lane[]
  readonly count: number
  /** By conversation and side. */
  readonly #of = new Map<number, readonly [number, number]>()

  constructor(conversations: readonly FollowedConversation[], columns: number) {
    const clients = new Map<string, Lane>()
    const servers = new Map<string, Lane>()
    for (const conversation of conversations) {
      note(clients, conversation, 0)
      note(servers, conversation, 1)
    }
    this.everybody = [...clients.values(), ...servers.values()]
    this.count = Math.min(this.everybody.length, MOST, Math.max(2, Math.floor(columns / NARROWEST)))
    const places = new Map(this.everybody.map((lane, i) => [lane, this.placeOf(i)]))
    for (const conversation of conversations) {
      const client = clients.get(keyOf(conversation, 0))!
      const server = servers.get(keyOf(conversation, 1))!
      this.#of.set(conversation.id, [places.get(client)!, places.get(server)!])
    }
  }

  /** The lane of one of everybody. */
  placeOf(index: number): number {
    return Math.min(index, this.count - 1)
  }

  /** The lane of one end of a conversation. */
  indexOf(conversation: number, side: Side): number {
    return this.#of.get(conversation)![side]
  }
}

function note(known: Map<string, Lane>, conversation: FollowedConversation, side: Side): void {
  const key = keyOf(conversation, side)
  const lane = known.get(key)
  const address = addressOf(conversation.ends[side])
  if (!lane) known.set(key, { role: titleOf(conversation, side), address })
  // A client that comes from several ports is named by its address alone.
  else if (side === 0 && lane.address !== address) lane.address = conversation.ends[0].address
}

/** `client`, `oscar server`. */
function titleOf({ roles, protocol }: FollowedConversation, side: Side): string {
  const role = roleOf({ roles }, side)
  return side === 0 || roles === 'unknown' || protocol === '' ? role : `${protocol} ${role}`
}

/** Clients of one address are one, and every server port is a server. */
function keyOf({ id, ends, roles, transport }: FollowedConversation, side: Side): string {
  const { address, port } = ends[side]
  if (roles === 'unknown' || address === '') return `${id} ${side}`
  return side === 0 ? address : `${transport} ${address} ${port}`
}

function addressOf({ address, port }: Endpoint): string {
  if (address === '') return port === 0 ? '' : `port ${port}`
  const shown = address.includes(':') && port !== 0 ? `[${address}]` : address
  return port === 0 ? shown : `${shown}:${port}`
}

/** Text, not yet escaped, cut to so many columns; `cut` stands where something is left out. */
export function cutTo(text: string, columns: number, cut: string): string {
  if (columnsIn(text) <= columns) return text
  let left = columns - 1
  let kept = ''
  for (const letter of text) {
    left -= columnsIn(letter)
    if (left < 0) break
    kept += letter
  }
  return kept + cut
}

/** Columns that text takes once it is escaped. */
export function columnsIn(text: string): number {
  let columns = 0
  for (const letter of escapeText(text)) columns += columnsOf(letter.codePointAt(0)!)
  return columns
}
