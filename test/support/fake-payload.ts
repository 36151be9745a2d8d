import { newFrame } from '../../src/ingest/frame.js'
import type { Conversation, Side, Transport } from '../../src/network/conversation.js'
import type { Payload } from '../../src/network/payload.js'

let conversations = 0

/** A conversation between two made-up ends. */
export function fakeConversation(transport: Transport, serverPort: number): Conversation {
  return {
    id: ++conversations,
    transport,
    ends: [
      { address: '192.0.2.1', port: 40000 },
      { address: '192.0.2.2', port: serverPort },
    ],
    roles: 'port',
    state: undefined,
  }
}

/** Bytes as the network stage hands them on, in frame `number`. */
export function fakePayload(
  conversation: Conversation,
  bytes: Uint8Array,
  number = 1,
  side: Side = 0,
  cut = 0,
): Payload {
  const frame = newFrame()
  frame.number = number
  frame.begins = 'payload'
  frame.bytes = bytes
  frame.end = bytes.length
  return {
    conversation,
    side,
    bytes,
    start: 0,
    end: bytes.length,
    cut,
    frame,
    earlierFrames: [],
    findings: [],
  }
}
