import type { Message } from '../../dissect/message.js'
import type { Slot } from '../../dissect/slots.js'
import { messageLength, ROLES } from '../../views/heading.js'
import { shorten } from '../../views/value.js'
import { MAX_TYPE_LENGTH, MAX_TYPES_COUNTED } from '../limits.js'
import type { Collector } from '../statistic.js'
import { READINGS, Reader } from './reading.js'
import { Span } from './span.js'

/** Who sends: the client, the server, or nobody knows which. */
export const SENDERS = [...ROLES, 'unknown'] as const
const UNKNOWN_SENDER = 2

/** Messages of one type from one side. */
export class TypeCounts {
  messages = 0
  /** Captured bytes of the messages. */
  bytes = 0
  smallest = Number.POSITIVE_INFINITY
  largest = 0
  /** Bytes in fields, and those of them in fields that are understood. */
  fieldBytes = 0
  understoodBytes = 0
  /** Messages by how far they were understood. */
  readonly read: number[] = READINGS.map(() => 0)

  add(other: TypeCounts): this {
    this.messages += other.messages
    this.bytes += other.bytes
    this.smallest = Math.min(this.smallest, other.smallest)
    this.largest = Math.max(this.largest, other.largest)
    this.fieldBytes += other.fieldBytes
    this.understoodBytes += other.understoodBytes
    other.read.forEach((count, i) => {
      this.read[i]! += count
    })
    return this
  }
}

/** The types of one protocol. */
export class ProtocolTypes {
  readonly protocol: string
  title: string
  readonly types = new Map<string, (TypeCounts | undefined)[]>()
  /** All types beyond the cap, by sender. */
  rest: (TypeCounts | undefined)[] | undefined

  constructor({ protocol, title }: Message) {
    this.protocol = protocol
    this.title = title
  }
}

/** Messages by protocol, type and sender. */
export class Types implements Collector {
  readonly span = new Span()
  readonly protocols = new Map<string, ProtocolTypes>()
  readonly #max: number
  readonly #reader = new Reader()
  #count = 0

  constructor(max = MAX_TYPES_COUNTED) {
    this.#max = max
  }

  message(message: Message): void {
    this.span.add(message.seconds, message.nanoseconds)
    const counts = this.#countsOf(message)
    const length = messageLength(message)
    counts.messages++
    counts.bytes += length
    if (length < counts.smallest) counts.smallest = length
    if (length > counts.largest) counts.largest = length
    counts.read[this.#reader.read(message)]!++
    counts.fieldBytes += this.#reader.bytes
    counts.understoodBytes += this.#reader.understood
  }

  #countsOf(message: Message): TypeCounts {
    const { protocol, side, conversation } = message
    const type = message.type.length > MAX_TYPE_LENGTH ? shortened(message.type) : message.type
    let known = this.protocols.get(protocol)
    if (!known) this.protocols.set(protocol, (known = new ProtocolTypes(message)))
    const bySender = known.types.get(type) ?? this.#add(known, type)
    return (bySender[conversation.roles === 'unknown' ? UNKNOWN_SENDER : side] ??= new TypeCounts())
  }

  #add(protocol: ProtocolTypes, type: string): (TypeCounts | undefined)[] {
    if (this.#count >= this.#max) return (protocol.rest ??= [])
    this.#count++
    const bySender: (TypeCounts | undefined)[] = []
    protocol.types.set(type, bySender)
    return bySender
  }
}

/** The beginning of a long type, as a text of its own: a part of a text would keep the whole in memory. */
function shortened(type: string): string {
  return Buffer.from(shorten(type, MAX_TYPE_LENGTH)).toString()
}

export const TYPES: Slot<Types> = { name: 'types', make: () => new Types() }
