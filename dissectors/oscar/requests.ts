import type { Cursor } from '../../src/dissect/cursor.js'
import { linkKind } from '../../src/dissect/links.js'
import type { MessageRef } from '../../src/dissect/message.js'
import { Waiting } from '../../src/dissect/waiting.js'
import { defineField, derived } from '../../src/fields/index.js'
import { MORE_FOLLOWS } from './layout/foodgroup.js'
import { MAX_REQUESTS } from './limits.js'
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
    doc: 'Which part of a reply that comes in several; the last says that it is whole',
  }),
)

/** A client's SNAC, and what has answered it so far. */
export interface Request {
  readonly ref: MessageRef
  readonly foodgroup: number
  readonly subgroup: number
  replies: number
  /** The last reply said that more follow. */
  more: boolean
  /** The last part, and how many there were with their bytes. */
  last: MessageRef | undefined
  parts: number
  bytes: number
}

/** Matches replies to the latest request with their id: clients use ids again. */
export class Requests {
  readonly #waiting = new Waiting<number, Request>(MAX_REQUESTS)
  #versions: Request | undefined

  /** Takes note of a client's SNAC. */
  ask(talk: Talk, foodgroup: number, subgroup: number, id: number): void {
    const ref = talk.message.ref()
    const request = {
      ref,
      foodgroup,
      subgroup,
      replies: 0,
      more: false,
      last: undefined,
      parts: 0,
      bytes: 0,
    }
    this.#waiting.add(id, request)
    if (foodgroup === 1 && subgroup === 0x17) this.#versions = request
  }

  /** Links a server's SNAC to the request it answers, and returns that when this is its first reply. */
  answer(
    at: Cursor,
    foodgroup: number,
    subgroup: number,
    id: number,
    flags: number,
    length: number,
  ): Request | undefined {
    const request = this.#requestOf(foodgroup, subgroup, id)
    if (!request) return undefined
    request.replies++
    at.link(REPLY, request.ref)
    this.#join(at, request, (flags & MORE_FOLLOWS) !== 0, length)
    return request.replies === 1 ? request : undefined
  }

  /** Links a SNAC to the request that its extra block says has caused it. */
  cause(at: Cursor, id: number): void {
    const request = this.#waiting.get(id)
    if (request) at.link(CAUSE, request.ref)
  }

  /** Forgets what waits: after a loss, ids may be anybody's. */
  clear(): void {
    this.#versions = undefined
  }

  #requestOf(foodgroup: number, subgroup: number, id: number): Request | undefined {
    // HOST_VERSIONS answers CLIENT_VERSIONS under an id of the server's own.
    if (foodgroup === 1 && subgroup === 0x18) return this.#versions
    if (id >= SERVER_ID) return undefined
    const request = this.#waiting.get(id)
    return request?.foodgroup === foodgroup ? request : undefined
  }

  #join(at: Cursor, request: Request, more: boolean, length: number): void {
    if (!more && !request.more) return
    request.parts++
    request.bytes += length
    if (request.last) at.link(PART, request.last)
    at.derive(
      PARTS,
      more
        ? `${request.parts}, more follow`
        : `${request.parts}, the last: the reply is whole, ${request.bytes} bytes of bodies`,
    )
    request.last = more ? at.message.ref() : undefined
    request.more = more
    if (!more) {
      request.parts = 0
      request.bytes = 0
    }
  }
}
