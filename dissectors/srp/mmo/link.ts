/** The auth protocol's frames (protocol page 1.3), the same on three links: opcode, length of the body, body. */
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { Dissector, Session } from '../../../src/dissect/dissector.js'
import { findingKind } from '../../../src/dissect/finding.js'
import type { Message } from '../../../src/dissect/message.js'
import { bytes, derived, type FieldDef, layer, u8, u32le, Wire } from '../../../src/fields/index.js'
import { u32le as readU32le } from '../../../src/fields/read.js'
import { CLIENT, type Conversation, SERVER, type Side } from '../../../src/network/conversation.js'

const HEADER_LENGTH = 5

/** Longest body that is taken for one; the largest known carry a game packet of 64 KiB or a whole character. */
export const MAX_BODY = 4 * 1024 * 1024

const UNKNOWN_OPCODE = findingKind('mmo.unknown-opcode', 'warning')

/** A kind of packet. Opcodes are counted for each link and each side. */
export interface Packet<State> {
  readonly name: string
  /** Bytes of its body, over all of the project's history. */
  readonly least: number
  readonly most: number
  /** Reads a body of which a header said that it has `length` bytes; fewer may be there. */
  read(at: Cursor, state: State, length: number): void
}

/** Packets by opcode, of the side that connects and of the one that listens. */
export type PacketTables<State> = readonly [
  client: ReadonlyMap<number, Packet<State>>,
  server: ReadonlyMap<number, Packet<State>>,
]

export interface HeaderFields {
  readonly opcode: FieldDef
  readonly opcode_name: FieldDef
  readonly length: FieldDef
  readonly body: FieldDef
}

/** Declares the header of a link's packets. */
export function headerFields(protocol: string): HeaderFields {
  return layer(protocol, {
    opcode: u8({ base: 'hex', label: 'Opcode' }),
    opcode_name: derived({
      label: 'Name',
      inline: true,
      doc: 'What the opcode means on this link, from this side',
    }),
    length: u32le({ role: 'length', label: 'Length', doc: 'Bytes of the body' }),
    body: bytes({ label: 'Body', opaque: 'raw', doc: 'A body whose layout is not known' }),
  })
}

/** A table of packets by opcode. */
export function packetTable<State>(
  table: Readonly<Record<number, Packet<State>>>,
): Map<number, Packet<State>> {
  return new Map(Object.entries(table).map(([opcode, packet]) => [Number(opcode), packet]))
}

/** The session of one connection of a link: frames, header, then the body by its packet's layout. */
export class LinkSession<State> implements Session {
  readonly dissector: Dissector
  readonly #fields: HeaderFields
  readonly #packets: PacketTables<State>
  readonly #state: State
  readonly #conversation: Conversation
  /** Whether what comes next may begin within a packet: bytes were lost, or never seen. */
  readonly #adrift: [boolean, boolean]

  constructor(
    dissector: Dissector,
    conversation: Conversation,
    fields: HeaderFields,
    packets: PacketTables<State>,
    state: State,
  ) {
    this.dissector = dissector
    this.#conversation = conversation
    this.#fields = fields
    this.#packets = packets
    this.#state = state
    const adrift = conversation.transport === 'tcp'
    this.#adrift = [adrift, adrift]
  }

  /** What is no packet is skipped to the end of what is there, since packets mostly begin segments. */
  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    if (end - start < HEADER_LENGTH) return 0
    const length = readU32le(bytes, start + 1)
    if (length > MAX_BODY || (this.#adrift[side] && !this.#isKnown(side, bytes[start]!, length))) {
      this.#adrift[side] = true
      return start - end
    }
    const size = HEADER_LENGTH + length
    if (size > end - start) return 0
    this.#adrift[side] = false
    return size
  }

  gap(side: Side): void {
    this.#adrift[side] = true
  }

  dissect(at: Cursor, message: Message): void {
    const fields = this.#fields
    const opcode = at.peek(Wire.U8, 1)
    const side = this.#senderOf(message, opcode, at.peek(Wire.U32LE, 4, 1))
    const packet = this.#packets[side].get(opcode)
    message.type = packet?.name ?? ''
    at.read(fields.opcode)
    if (packet) at.derive(fields.opcode_name, packet.name)
    const length = at.read(fields.length)
    if (at.failed) return
    at.enter(length, fields.length)
    if (packet) packet.read(at, this.#state, length)
    else this.#readUnknown(at, message, opcode)
    at.leave()
  }

  #readUnknown(at: Cursor, message: Message, opcode: number): void {
    message.type = `opcode 0x${opcode.toString(16).padStart(2, '0')}`
    at.rest(this.#fields.body)
    at.find(
      UNKNOWN_OPCODE,
      `No packet of this link has opcode ${opcode} from this side; its body is not decoded.`,
    )
  }

  /** Whose packet this is: of a pasted packet that nobody labelled, the side whose packet it fits. */
  #senderOf({ side }: Message, opcode: number, length: number): Side {
    if (this.#conversation.roles !== 'unknown') return side
    const other: Side = side === CLIENT ? SERVER : CLIENT
    return !this.#isKnown(side, opcode, length) && this.#isKnown(other, opcode, length) ? other : side
  }

  #isKnown(side: Side, opcode: number, length: number): boolean {
    const packet = this.#packets[side].get(opcode)
    return packet !== undefined && length >= packet.least && length <= packet.most
  }
}
