import { readFileSync } from 'node:fs'
import { Circuit } from '../../../dissectors/second-life/circuit.js'
import { coreDialect, Dialect, type Era } from '../../../dissectors/second-life/dialect.js'
import { PacketReader } from '../../../dissectors/second-life/packet.js'
import { CircuitTemplates } from '../../../dissectors/second-life/spoken.js'
import { parseTemplate } from '../../../dissectors/second-life/template/parse.js'
import type { Message } from '../../../src/dissect/message.js'
import { dissectBy, fromHex } from '../../support/dissect.js'
import { fakeConversation } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { sharedPath } from '../../support/shared.js'

/** A packet of the reference vectors with its full decode. */
export interface PacketVector {
  readonly name: string
  readonly era: Era
  /** File under templates/. */
  readonly template: string
  readonly payload: string
  readonly flags: number
  readonly sequence: number
  readonly acks_in_wire_order: readonly number[]
  readonly number: string
  readonly message: string
  readonly expanded_len: number
  /** Name and repeats of each block; integers as numbers (strings beyond 2^53), Variable and Fixed fields as hexadecimal. */
  readonly blocks: readonly [string, readonly Record<string, VectorValue>[]][]
}

export type VectorValue = number | string | boolean | readonly number[]

interface Vectors {
  readonly packets: readonly PacketVector[]
  readonly zero_coding: readonly {
    readonly note: string
    readonly skip: number
    readonly coded: string
    readonly expanded: string
  }[]
  readonly legacy_hash: {
    readonly slots: readonly (readonly [slot: number, name: string, hash: number])[]
  }
}

/** The reference vectors; undefined where they are absent. */
export const vectors: Vectors | undefined = readShared('vectors/second-life.json')

/** Message of 1.13.2, with the blocks and fields in the order of the wire. */
export interface LegacyMessage {
  readonly frequency: string
  readonly number: string
  readonly trust: string
  readonly encoding: string
  readonly wire: readonly [
    block: string,
    kind: string,
    count: number,
    fields: readonly [field: string, type: string, size: number | null][],
  ][]
}

export const legacyOrders: Readonly<Record<string, LegacyMessage>> | undefined = readShared(
  'vectors/second-life-legacy-order-1.13.2.json',
)

export const packets: readonly PacketVector[] = vectors?.packets ?? []

export const payloadOf = (vector: PacketVector): Uint8Array => fromHex(vector.payload)

/** The built-in dialect where it has the vector's message, else one of the template the vector names. */
export function dialectOf(vector: PacketVector): Dialect {
  const core = coreDialect(vector.era)
  return core.program(Number(vector.number)) ? core : templateDialect(vector)
}

/** The dialect of the template the vector names. */
export function templateDialect({ era, template }: PacketVector): Dialect {
  let dialect = loaded.get(template)
  if (!dialect) {
    const text = readFileSync(sharedPath(`templates/${template}`)!, 'latin1')
    dialect = new Dialect(era, parseTemplate(text, template), template)
    loaded.set(template, dialect)
  }
  return dialect
}

/** A vector's packet, or part of it, read in a dialect that has its message. */
export function readPacket(
  vector: PacketVector,
  bytes = payloadOf(vector),
  cut = 0,
  dialect = dialectOf(vector),
): Message {
  return dissectBy((at) => void reader.read(at, dialect, newCircuit()), bytes, { cut })
}

/** A circuit that has seen nothing. */
export function newCircuit(): Circuit {
  const conversation = fakeConversation('udp', 13000)
  const options = dissectOptions()
  return new Circuit(conversation, options, new CircuitTemplates(options, conversation.ends[0].address))
}

const reader = new PacketReader()
const loaded = new Map<string, Dialect>()

function readShared<T>(path: string): T | undefined {
  const found = sharedPath(path)
  return found === undefined ? undefined : JSON.parse(readFileSync(found, 'utf8'))
}
