/** What a client says to a realm and the realm goes on about with other servers: links from one conversation to the other. */
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import type { Slot } from '../../../src/dissect/slots.js'
import { Waiting } from '../../../src/dissect/waiting.js'
import { SERVER } from '../../../src/network/conversation.js'

/** Sessions, and characters, of which the other servers may still be told. */
export const MAX_NOTED = 1000

const ASKED = linkKind('mmo-server.ClientAuthSession', 'Asks about', 'Asked about in')
const ENTERED = linkKind('mmo-world', 'Character entered in', 'At the world in')

/** Bytes of a character's guid. */
const GUID_LENGTH = 8

interface HandedOn {
  /** By account and hash, which the realm hands on as they are; the hash has random seeds in it. */
  readonly sessions: Waiting<string, MessageRef>
  /** By the realm's address and the guid: other realms may have the same guids. */
  readonly entering: Waiting<string, MessageRef>
}

const HANDED_ON: Slot<HandedOn> = {
  name: 'mmo.handed-on',
  make: () => ({ sessions: new Waiting(MAX_NOTED), entering: new Waiting(MAX_NOTED) }),
}

/** A client wants to prove itself to the realm. */
export function noteSession(
  at: Cursor,
  options: DissectOptions,
  account: Uint8Array,
  hash: Uint8Array,
): void {
  const { sessions } = options.state.of(HANDED_ON)
  sessions.add(sessionKey(account, hash), at.message.ref())
  sessions.tellDropped(at.message, 'sessions have begun that no server was asked about')
}

/** The realm asks the login server about a client. */
export function linkAsked(at: Cursor, options: DissectOptions, account: Uint8Array, hash: Uint8Array): void {
  const session = options.state.of(HANDED_ON).sessions.take(sessionKey(account, hash))
  if (session) at.link(ASKED, session)
}

/** A client enters the world: its guid comes next. */
export function noteEntering(at: Cursor, options: DissectOptions): void {
  const guid = plainGuid(at)
  if (!guid) return
  const { entering } = options.state.of(HANDED_ON)
  entering.add(enteringKey(at, guid), at.message.ref())
  entering.tellDropped(at.message, 'characters have entered that no server has spoken of')
}

/** World and realm speak of a character, whose guid comes next: for the first time since it entered, that is told. */
export function linkEntered(at: Cursor, options: DissectOptions, form: 'plain' | 'packed'): void {
  const guid = form === 'plain' ? plainGuid(at) : packedGuid(at)
  const entered = guid && options.state.of(HANDED_ON).entering.take(enteringKey(at, guid))
  if (entered) at.link(ENTERED, entered)
}

function sessionKey(account: Uint8Array, hash: Uint8Array): string {
  return `${Buffer.from(account).toString('hex')} ${Buffer.from(hash).toString('hex')}`
}

/** Realms listen for clients and for world servers alike. */
function enteringKey({ message }: Cursor, guid: string): string {
  return `${message.conversation.ends[SERVER].address} ${guid}`
}

function plainGuid({ bytes, pos, remaining }: Cursor): string | undefined {
  return remaining < GUID_LENGTH
    ? undefined
    : Buffer.from(bytes.subarray(pos, pos + GUID_LENGTH)).toString('hex')
}

/** A mask with a bit for each byte that is not zero, then those bytes (protocol page 1.2). */
function packedGuid({ bytes, pos, remaining }: Cursor): string | undefined {
  const guid = Buffer.alloc(GUID_LENGTH)
  let from = pos + 1
  for (let i = 0; i < GUID_LENGTH; i++) if (bytes[pos]! & (1 << i)) guid[i] = bytes[from++] ?? 0
  return remaining < from - pos ? undefined : guid.toString('hex')
}
