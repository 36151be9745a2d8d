import type { Cursor } from '../../../src/dissect/cursor.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import type { Slot } from '../../../src/dissect/slots.js'
import { Waiting } from '../../../src/dissect/waiting.js'
import { MAX_COOKIES } from '../limits.js'

/** Sign-on cookies of a run: a server hands one out, another connection presents it. */
const COOKIES: Slot<Waiting<string, MessageRef>> = {
  name: 'oscar.cookies',
  make: () => new Waiting(MAX_COOKIES),
}

const SIGNS_ON = linkKind('oscar.login', 'Cookie given in', 'Cookie used in', { many: true })

/** Remembers a cookie that the message at hand hands out, and whose it is. */
export function giveCookie(at: Cursor, start: number, length: number, state: SlotsOf): void {
  const cookies = state.of(COOKIES)
  cookies.add(keyOf(at.bytes, start, length), at.message.ref())
  cookies.tellDropped(at.message, 'cookies have been handed out')
}

/** Links the message that presents a cookie to the one that handed it out; its number, undefined where that was not seen. */
export function presentCookie(at: Cursor, start: number, length: number, state: SlotsOf): number | undefined {
  const given = state.peek(COOKIES)?.get(keyOf(at.bytes, start, length))
  if (given) at.link(SIGNS_ON, given)
  return given?.number
}

interface SlotsOf {
  of<T>(slot: Slot<T>): T
  peek<T>(slot: Slot<T>): T | undefined
}

function keyOf(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1')
}
