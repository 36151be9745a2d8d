import type { Cursor } from '../../src/dissect/cursor.js'
import { linkKind } from '../../src/dissect/links.js'
import type { MessageRef } from '../../src/dissect/message.js'
import { RecentMessages } from '../../src/dissect/recent-messages.js'
import type { Slot, Slots } from '../../src/dissect/slots.js'
import { Waiting } from '../../src/dissect/waiting.js'
import { defineField, derived } from '../../src/fields/index.js'
import type { Conversation } from '../../src/network/conversation.js'
import { MORE_FOLLOWS } from './layout/foodgroup.js'
import { MAX_REQUESTS, MAX_SERIES } from './limits.js'
import type { Talk } from './talk.js'

/** A request id of the server has this bit: what it carries answers nothing. */
const SERVER_ID = 0x8000_0000

const REPLY = linkKind('snac', 'Reply to', 'Reply in', { many: true })
const PART = linkKind('snac', 'Continues', 'Continued in')
const CAUSE = linkKind('snac', 'Caused by', 'Causes', { many: true })
const PARTS = defineField(
  'snac.parts',
  derived({
    label: 'Part',
    doc: 'Which part of a reply that comes in several; the last says how long all are together',
  }),
)

/** The client's SNAC that another is the first reply to. */
export interface Answered {
  readonly ref: MessageRef
  readonly subgroup: number
}

/** A reply that comes in several SNACs, as far as it has come. */
interface Series {
  last: MessageRef | undefined
  parts: number
  bytes: number
}

/** Clients' SNACs of all connections by their id, tagged with what they are. */
const RECENT: Slot<RecentMessages> = {
  name: 'oscar.requests',
  make: () => new RecentMessages(MAX_REQUESTS, 'SNACs of clients are remembered for their replies'),
}

const CLIENT_VERSIONS = tagOf(1, 0x17)
const HOST_VERSIONS = tagOf(1, 0x18)

/** Matches replies to the latest request with their id: clients use ids again. */
export class Requests {
  readonly #recent: RecentMessages
  /** Number of the connection. */
  readonly #scope: number
  /** By id of the request. */
  readonly #series = new Waiting<number, Series>(MAX_SERIES)
  /** Id of the latest CLIENT_VERSIONS, -1 when there is none. */
  #versions = -1

  constructor(conversation: Conversation, state: Slots) {
    this.#recent = state.of(RECENT)
    this.#scope = conversation.id
  }

  /** Takes note of a client's SNAC. */
  ask(talk: Talk, foodgroup: number, subgroup: number, id: number): void {
    const tag = tagOf(foodgroup, subgroup)
    this.#recent.add(this.#scope, 0, id, talk.message, tag)
    this.#series.take(id)
    if (tag === CLIENT_VERSIONS) this.#versions = id
  }

  /** Links a server's SNAC to the request it answers, and returns that when this is its first reply. */
  answer(
    at: Cursor,
    foodgroup: number,
    subgroup: number,
    id: number,
    flags: number,
    length: number,
  ): Answered | undefined {
    const request = this.#requestOf(foodgroup, subgroup, id)
    if (request < 0) return undefined
    const ref = this.#recent.ref(request)
    at.link(REPLY, ref)
    this.#join(at, id, (flags & MORE_FOLLOWS) !== 0, length)
    if (!this.#recent.isFirstUse(request)) return undefined
    return { ref, subgroup: this.#recent.tag(request) & 0xffff }
  }

  /** Links a SNAC to the request that its extra block says has caused it. */
  cause(at: Cursor, id: number): void {
    const request = this.#recent.find(this.#scope, 0, id)
    if (request >= 0) at.link(CAUSE, this.#recent.ref(request))
  }

  /** Forgets what waits: after a loss, ids may be anybody's. */
  clear(): void {
    this.#versions = -1
  }

  /** Where the request is that is answered, -1 when nobody knows it. */
  #requestOf(foodgroup: number, subgroup: number, id: number): number {
    const recent = this.#recent
    // HOST_VERSIONS answers CLIENT_VERSIONS under an id of the server's own.
    if (tagOf(foodgroup, subgroup) === HOST_VERSIONS) {
      const versions = this.#versions < 0 ? -1 : recent.find(this.#scope, 0, this.#versions)
      return versions >= 0 && recent.tag(versions) === CLIENT_VERSIONS ? versions : -1
    }
    if (id >= SERVER_ID) return -1
    const request = recent.find(this.#scope, 0, id)
    return request >= 0 && recent.tag(request) >>> 16 === foodgroup ? request : -1
  }

  #join(at: Cursor, id: number, more: boolean, length: number): void {
    const known = this.#series.get(id)
    if (!more && !known) return
    const series = known ?? { last: undefined, parts: 0, bytes: 0 }
    series.parts++
    series.bytes += length
    if (series.last) at.link(PART, series.last)
    at.derive(
      PARTS,
      more
        ? `${series.parts}, more follow`
        : `${series.parts}, the last; ${series.bytes} bytes of body in all`,
    )
    series.last = at.message.ref()
    if (!more) this.#series.take(id)
    else if (!known) {
      this.#series.add(id, series)
      this.#series.tellDropped(at.message, 'replies of this connection have come in part')
    }
  }
}

/** What a SNAC is, in one number. */
function tagOf(foodgroup: number, subgroup: number): number {
  return (foodgroup << 16) | subgroup
}
