import { Cursor } from '../../src/dissect/cursor.js'
import type { Dissector, Session } from '../../src/dissect/dissector.js'
import { MESSAGE_SOURCE, Message } from '../../src/dissect/message.js'
import type { Side } from '../../src/network/conversation.js'
import { fakeConversation } from './fake-payload.js'
import { dissectOptions } from './options.js'

/** A message as it reached a session, besides its bytes. */
export interface MessageContext {
  readonly number?: number
  readonly side?: Side
  /** Bytes the capture cut off. */
  readonly cut?: number
}

/** Opens a session of a dissector on a made-up conversation. */
export function openSession(dissector: Dissector, protocolOptions: Record<string, string> = {}): Session {
  const conversation = fakeConversation(dissector.transport, dissector.ports[0]?.[0] ?? 0)
  return dissector.open(conversation, dissectOptions(protocolOptions))
}

/** Dissects one message as the engine does, into a Message of its own. */
export function dissectIn(session: Session, bytes: Uint8Array, context: MessageContext = {}): Message {
  return dissectBy((at, message) => session.dissect(at, message), bytes, context)
}

/** The same with any function in place of a session. */
export function dissectBy(
  dissect: (at: Cursor, message: Message) => void,
  bytes: Uint8Array,
  { number = 1, side = 0, cut = 0 }: MessageContext = {},
): Message {
  const message = new Message()
  const cursor = new Cursor()
  message.number = number
  message.side = side
  message.addSource('message', bytes, 0, bytes.length, cut)
  cursor.begin(message, MESSAGE_SOURCE)
  dissect(cursor, message)
  cursor.finish()
  return message
}

/** Bytes written as hexadecimal digits; blanks are ignored. */
export function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))
}
