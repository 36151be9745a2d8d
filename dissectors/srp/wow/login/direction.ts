/** Which side sent a message that comes without connection, by its content. */
import { CLIENT, type Conversation, SERVER, type Side } from '../../../../src/network/conversation.js'
import { saysWow } from './challenge.js'

/** Longer than any answer, shorter than any proof of a client. */
const LONGEST_SERVER_PROOF = 40
const LONGEST_RECONNECT_ANSWER = 4

/** The side that sent the message at `start`: as the conversation says, where it knows. */
export function senderOf(
  { transport, roles }: Conversation,
  side: Side,
  bytes: Uint8Array,
  start: number,
  end: number,
): Side {
  if (roles === 'label' || (transport !== 'none' && roles !== 'unknown')) return side
  return looksLike(bytes, start, end)
}

function looksLike(bytes: Uint8Array, start: number, end: number): Side {
  const length = end - start
  switch (bytes[start]) {
    case 0x00:
    case 0x02:
      return length > 4 && saysWow(bytes, start + 4) ? CLIENT : SERVER
    case 0x01:
      return length > LONGEST_SERVER_PROOF ? CLIENT : SERVER
    case 0x03:
      return length > LONGEST_RECONNECT_ANSWER ? CLIENT : SERVER
    case 0x10:
      // A list's size is never 0.
      return length < 3 || (bytes[start + 1] === 0 && bytes[start + 2] === 0) ? CLIENT : SERVER
    case 0x30:
    case 0x31:
      return SERVER
    default:
      return CLIENT
  }
}
