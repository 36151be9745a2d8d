import type { Cursor } from '../../src/dissect/cursor.js'
import { linkKind } from '../../src/dissect/links.js'
import type { MessageRef } from '../../src/dissect/message.js'
import { Waiting } from '../../src/dissect/waiting.js'
import { MAX_REQUESTS } from './limits.js'

const ABOUT = linkKind('oscar.icbm', 'About the message in', 'Told about in', { many: true })

const COOKIE = 8

/** Instant messages of one connection by their cookie: the server's receipt and a client's refusal name it. */
export class MessageCookies {
  readonly #messages = new Waiting<string, MessageRef>(MAX_REQUESTS)

  add(at: Cursor, cookie: number): void {
    if (cookie >= 0) this.#messages.add(keyOf(at.bytes, cookie), at.message.ref())
  }

  /** Links what is told about a message to it, unless it is linked as a `reply` already. */
  link(at: Cursor, cookie: number, reply: MessageRef | undefined): void {
    const message = cookie < 0 ? undefined : this.#messages.get(keyOf(at.bytes, cookie))
    if (message && message.number !== reply?.number) at.link(ABOUT, message)
  }
}

function keyOf(bytes: Uint8Array, start: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, COOKIE).toString('latin1')
}
