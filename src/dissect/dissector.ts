import type { Conversation, Side } from '../network/conversation.js'
import type { Cursor } from './cursor.js'
import type { Message } from './message.js'

/** A range of ports, both ends included. */
export type PortRange = readonly [first: number, last: number]

/** Options of a run that dissectors may look at. */
export interface DissectOptions {
  /** Value of a protocol's own option (`--sl-era classic`), by its long name. */
  readonly protocolOptions: ReadonlyMap<string, string>
}

/** A protocol. `dissectors/index.ts` lists them; a folder under `dissectors/` holds each family. */
export interface Dissector {
  /** For `--as`, and the first part of its field paths: `sl`. */
  readonly name: string
  /** `Second Life message system (LLUDP)`. */
  readonly title: string
  /** A stream dissector's session has `cut`. */
  readonly transport: 'udp' | 'tcp'
  readonly ports: readonly PortRange[]
  /**
   * How sure the content of a first payload is this protocol: 0 not, 100 beyond doubt. Below 50 it is
   * taken only on its own port. Looks at the bytes only; must be cheap.
   */
  detect(bytes: Uint8Array, start: number, end: number): number
  /** Declares fields that are otherwise made when first met (from templates), for `slx fields`. */
  declareFields?(): void
  /** Begins a conversation's session: what has to be remembered from message to message. */
  open(conversation: Conversation, options: DissectOptions): Session
}

/** A dissector at work on one conversation. */
export interface Session {
  readonly dissector: Dissector
  /**
   * Streams only: how many bytes from `start` the next message takes. 0: not whole yet, give more.
   * Negative: skip so many bytes (junk before the next sound message). Must not keep `bytes`.
   */
  cut?(bytes: Uint8Array, start: number, end: number, side: Side): number
  /** Records one message's fields and sets its title and type. What it leaves is recorded as undecoded. */
  dissect(at: Cursor, message: Message): void
  /** Streams only: whether what waits in a direction is a whole message if the sender closes the connection now. */
  wholeAtClose?(side: Side): boolean
  /** Streams only: bytes of a direction were lost before what comes next. */
  gap?(side: Side, bytes: number): void
}
