import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import { ROW_SIZE } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { Conversation, Endpoint, Side } from '../network/conversation.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { decimalDigits } from '../output/digits.js'
import { writeText } from '../output/escape.js'
import { encode, encodeText, type Label } from '../output/label.js'
import { PerField } from './per-field.js'
import { type RowHolder, Values } from './value.js'

/** Ranges of frame numbers that are named. */
const MAX_FRAME_RANGES = 6

/** Fields that are named in one line, and what is shown of their bytes and texts. */
const MAX_SUMMARY_FIELDS = 12
const MAX_SUMMARY_BYTES = 16
const MAX_SUMMARY_TEXT = 64

/** Bytes of the message, as far as they were captured. */
export function messageLength(message: Message): number {
  const source = message.sources[MESSAGE_SOURCE]
  if (message.saved) return message.saved.length
  return source ? source.end - source.start : 0
}

/** `udp`, `tcp` or `payload`, in capitals where it is an abbreviation. */
export function transportName({ transport }: Pick<Conversation, 'transport'>): string {
  return transport === 'none' ? 'payload' : transport.toUpperCase()
}

/** Conversations whose labels are kept: their number has no bounds. A power of two. */
const KEPT_CONVERSATIONS = 4096

/** Something about a conversation that goes into every message's heading, encoded once for each side that sends. */
export class ConversationLabels {
  /** By the last bits of the conversation's number, so that of those far apart the later takes the place. */
  readonly #known: KnownConversation[] = []
  readonly #render: (out: ByteWriter, conversation: Conversation, side: Side) => void

  constructor(render: (out: ByteWriter, conversation: Conversation, side: Side) => void) {
    this.#render = render
  }

  get({ conversation, side }: Message): Label {
    const { id, ends, roles } = conversation
    const place = id % KEPT_CONVERSATIONS
    let known = this.#known[place]
    // Which end is which may change while it is a guess.
    if (known?.conversation !== conversation || known.client !== ends[0] || known.roles !== roles)
      known = this.#known[place] = { conversation, client: ends[0], roles, labels: [] }
    return known.labels[side] ?? this.#encode(known, side)
  }

  /** Not part of `get`, where what the function remembers would be set aside for every message. */
  #encode({ conversation, labels }: KnownConversation, side: Side): Label {
    return (labels[side] = encode((out) => this.#render(out, conversation, side)))
  }
}

interface KnownConversation {
  readonly conversation: Conversation
  readonly client: Endpoint
  readonly roles: Conversation['roles']
  readonly labels: Label[]
}

/** Writes `66.150.244.151:12036 -> 192.168.1.3:37998`, or as much as is known: `client -> server`. */
export function writeEndpoints(out: ByteWriter, conversation: Conversation, side: Side): void {
  if (!isKnown(conversation, 0) && !isKnown(conversation, 1)) return
  writeEndpoint(out, conversation, side)
  out.ascii(' -> ')
  writeEndpoint(out, conversation, side === 0 ? 1 : 0)
}

/** Whether there is something to say about an end: an address, a port or its role. */
export function isKnown({ ends, roles }: Conversation, side: Side): boolean {
  return roles !== 'unknown' || ends[side].address !== '' || ends[side].port !== 0
}

/** Writes `66.150.244.151:12036`, `[fe80::1]:443`, or as much as is known. */
export function writeEndpoint(
  out: ByteWriter,
  conversation: Pick<Conversation, 'ends' | 'roles'>,
  side: Side,
): void {
  const { address, port } = conversation.ends[side]
  if (address === '') out.ascii(conversation.roles === 'unknown' ? '?' : ROLES[side])
  else if (port !== 0 && address.includes(':')) {
    out.byte(0x5b)
    writeText(out, address)
    out.byte(0x5d)
  } else writeText(out, address)
  if (port === 0) return
  out.byte(0x3a)
  out.decimal(port)
}

export const ROLES = ['client', 'server'] as const

/** Writes `frame 7`, `frames 3-5, 9`. */
export function writeFrames(out: ByteWriter, frames: readonly number[]): void {
  out.ascii(frames.length === 1 ? 'frame ' : 'frames ')
  let ranges = 0
  for (let i = 0; i < frames.length; i++) {
    const first = i
    while (i + 1 < frames.length && frames[i + 1] === frames[i]! + 1) i++
    if (ranges > 0) out.ascii(', ')
    if (ranges++ === MAX_FRAME_RANGES) {
      writeText(out, `… (${frames.length} in all)`)
      return
    }
    out.decimal(frames[first]!)
    if (i === first) continue
    out.byte(0x2d)
    out.decimal(frames[i]!)
  }
}

/** When a message was, and when the first one that time is counted from. */
export type Timed = Pick<Message, 'seconds' | 'nanoseconds' | 'firstSeconds' | 'firstNanoseconds'>

/** Time since the first message of the run whose time is known, shown or not, to the microsecond. */
export class Clock {
  #negative = false
  #seconds = 0
  #microseconds = 0

  /** Sets the clock to a message of known time. */
  set({ seconds, nanoseconds, firstSeconds, firstNanoseconds }: Timed): void {
    const sign = seconds < firstSeconds ? -1 : 1
    let wholes = sign * (seconds - firstSeconds)
    let rest = sign * (nanoseconds - firstNanoseconds)
    this.#negative = sign < 0
    if (rest < 0 && wholes > 0) {
      wholes--
      rest += 1e9
    } else if (rest < 0) {
      this.#negative = true
      rest = -rest
    }
    this.#seconds = wholes
    this.#microseconds = Math.floor(rest / 1000)
  }

  get negative(): boolean {
    return this.#negative
  }

  /** Columns that `write` takes. */
  get columns(): number {
    return (this.#negative ? 1 : 0) + decimalDigits(this.#seconds) + 7
  }

  /** Writes `0.104332`, with a minus for a message older than the first. */
  write(out: ByteWriter): void {
    if (this.#negative) out.byte(0x2d)
    out.decimal(this.#seconds)
    out.byte(0x2e)
    out.padded(this.#microseconds, 6)
  }
}

/** Rows of a message, or of what is kept of one. */
export interface SummarisedRows extends RowHolder {
  readonly tree: RowHolder['tree'] & { readonly count: number }
}

/** The fields that say what a message is about. */
export class SummaryFields {
  readonly #values: Values
  readonly #words = new PerField<Label>()
  readonly #all: boolean

  /** With `all`, every field that has a value is named: those that were asked for are left. */
  constructor(showSecrets: boolean, all = false) {
    this.#values = new Values({ showSecrets, maxBytes: MAX_SUMMARY_BYTES, maxText: MAX_SUMMARY_TEXT })
    this.#all = all
  }

  /** Writes each behind two spaces and its word: `  seq 1`. `bare`: without the spaces before the first. */
  write(out: ByteWriter, message: SummarisedRows, bare = false): void {
    const { rows, count } = message.tree
    let written = 0
    for (let row = 0; row < count; row++) {
      const def = fieldById(rows[row * ROW_SIZE]!)
      if (!this.#names(def)) continue
      if (++written > MAX_SUMMARY_FIELDS) {
        writeText(out, '  …')
        return
      }
      const word = def.summary ?? def.label
      if (bare && written === 1) {
        if (word !== '') writeText(out, `${word} `)
      } else out.label(this.#words.get(def) ?? this.#words.set(def, encodeText(spaced(word))))
      this.#values.row(out, message, row)
    }
  }

  #names({ summary, wire, hidden }: FieldDef): boolean {
    return summary !== undefined || (this.#all && wire !== Wire.Group && !hidden)
  }
}

function spaced(word: string): string {
  return word === '' ? '  ' : `  ${word} `
}
