import type { Conversation, Side } from '../network/conversation.js'
import type { Redacting } from '../redact/redacting.js'
import type { Secrets } from '../secrets/secrets.js'
import type { Chore } from './chores.js'
import type { Cursor } from './cursor.js'
import type { Expectations } from './expectations.js'
import type { Message } from './message.js'
import type { Slots } from './slots.js'

/** What is known before a run begins. */
export type PrepareOptions = Pick<DissectOptions, 'protocolOptions' | 'secrets' | 'settings'>

/** An option's value that makes no sense, or a file it names that cannot be used: the message says what to do. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
}

/** A range of ports, both ends included. */
export type PortRange = readonly [first: number, last: number]

/** What a run gives to every dissector. */
export interface DissectOptions {
  /** Values of the protocols' own options, by long name: `sl-era` -> `['classic']`; more than one when repeated. */
  readonly protocolOptions: ReadonlyMap<string, readonly string[]>
  /** Keys and passwords the user gave, and those learned from traffic. */
  readonly secrets: Secrets
  /** What `prepare` made of the options. Lasts over all passes of a run. */
  readonly settings: Slots
  /** What sessions know beyond their conversation. Begins empty with each pass over the input. */
  readonly state: Slots
  /** Conversations that messages have announced. */
  readonly expectations: Expectations
  /**
   * Record also what values mean (names of bits, what a packed field holds). False where nobody looks, as in a first
   * pass: packed fields are then groups without parts.
   */
  readonly explain: boolean
}

/** How messages of a protocol are compared. Asked only by `slx diff`. */
export interface Comparing {
  /** Says that a message keeps the conversation going rather than says something; such are not compared unless asked for. */
  chore?(message: Message): Chore | undefined
  /** What tells messages of one type apart, where the type alone does not: messages are matched by it. */
  discriminator?(message: Message): string
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
   * taken only on its own port; a negative number means surely not, whatever the port. Looks at the bytes only; must be cheap.
   */
  detect(bytes: Uint8Array, start: number, end: number): number
  /** Which side's packet such bytes are, where content tells: of servers that speak first. Asked for first payloads that are taken for this protocol. */
  speaker?(bytes: Uint8Array, start: number, end: number): Side | undefined
  /**
   * Reads what the options name (templates, tables) into `options.settings`, once before a run. Rejects with
   * OptionError, whose message says what is wrong and what to do.
   */
  prepare?(options: PrepareOptions): Promise<void>
  /** Declares fields that are otherwise made when first met (from templates): those a run with these options may meet, or those that are built in. */
  declareFields?(prepared?: PrepareOptions): void
  /** First parts of paths below which it makes fields as the traffic names them: `llsd`. */
  readonly openPaths?: readonly string[]
  /** What is replaced in captures to be shared, beside secrets. */
  readonly redacting?: Redacting
  /** What comparing captures has to know about this protocol's messages. */
  readonly comparing?: Comparing
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
  /**
   * False where nothing that still comes can teach a key or password: a pass that only learns does not run it then.
   * Left out, it may.
   */
  readonly teaches?: boolean
  /** Streams only: whether what waits in a direction is a whole message if the sender closes the connection now. */
  wholeAtClose?(side: Side): boolean
  /** Streams only: bytes of a direction were lost before what comes next. */
  gap?(side: Side, bytes: number): void
}
