import type { Frame } from '../ingest/frame.js'
import type { Conversation, Side } from './conversation.js'

/** Counts frames, each once, before what they carry is handed on. */
export interface TrafficSink {
  /**
   * Takes a frame and the conversation it belongs to; none for a fragment that waits for others of its datagram.
   * `family` is the IP version (0 without IP), `what` names what a frame holds that is neither UDP nor TCP.
   */
  frame(
    frame: Frame,
    conversation: Conversation | undefined,
    side: Side,
    family: 0 | 4 | 6,
    what: string,
  ): void
}
