import { randomBytes } from 'node:crypto'
import { zeroCode } from '../../../bench/encode/lludp-packet.js'
import type { LegacyMessage } from './vectors.js'

/** An encoder of the tests' own, after the wire order in the reference file: it shares nothing with the decoder. */
const WIDTHS: Readonly<Record<string, number>> = {
  U8: 1,
  S8: 1,
  BOOL: 1,
  U16: 2,
  S16: 2,
  IPPORT: 2,
  U32: 4,
  S32: 4,
  F32: 4,
  IPADDR: 4,
  U64: 8,
  S64: 8,
  F64: 8,
  LLVector3: 12,
  LLVector3d: 24,
  LLVector4: 16,
  LLQuaternion: 12,
  LLUUID: 16,
}

/** A leaf to be found: its path and its bytes in hexadecimal. */
export type ExpectedLeaf = readonly [path: string, hex: string]

/** A classic message with random values, from its number on, and the leaves it must read to. */
export function encodeLegacy(
  name: string,
  message: LegacyMessage,
  repeats: number,
): { body: Buffer; leaves: ExpectedLeaf[] } {
  const leaves: ExpectedLeaf[] = []
  const parts: Buffer[] = [numberBytes(message)]
  const put = (path: string, bytes: Buffer): void => {
    parts.push(bytes)
    leaves.push([`sl.${name}.${path}`, bytes.toString('hex')])
  }
  for (const [block, kind, count, fields] of message.wire) {
    if (kind === 'Variable') put(`${block}-count`, Buffer.of(repeats))
    for (let i = 0; i < (kind === 'Variable' ? repeats : count); i++) {
      for (const [field, type, size] of fields) {
        if (type === 'Variable') {
          const value = randomBytes((i * 7 + field.length) % 40)
          put(`${block}.${field}-length`, lengthBytes(value.length, size!))
          put(`${block}.${field}`, value)
        } else put(`${block}.${field}`, randomBytes(type === 'Fixed' ? size! : WIDTHS[type]!))
      }
    }
  }
  return { body: Buffer.concat(parts), leaves }
}

/** A classic packet around a message: flags, sequence, body zero-coded if asked, acks behind it. */
export function classicPacket(
  sequence: number,
  body: Buffer,
  { zeroCoded = false, acks = [] as readonly number[] } = {},
): Buffer {
  const header = Buffer.from([
    (zeroCoded ? 0x80 : 0) | (acks.length > 0 ? 0x10 : 0),
    sequence >> 16,
    sequence >> 8,
    sequence,
  ])
  const tail = Buffer.alloc(acks.length > 0 ? acks.length * 4 + 1 : 0)
  acks.forEach((ack, i) => {
    tail.writeUInt32BE(ack, i * 4)
  })
  if (acks.length > 0) tail[tail.length - 1] = acks.length
  return Buffer.concat([header, zeroCoded ? zeroCode(body) : body, tail])
}

function numberBytes({ frequency, number }: LegacyMessage): Buffer {
  const value = Number(number)
  if (frequency === 'High') return Buffer.of(value)
  if (frequency === 'Medium') return Buffer.of(0xff, value)
  if (frequency === 'Low') return Buffer.of(0xff, 0xff, value >> 8, value)
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function lengthBytes(length: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntLE(length, 0, size)
  return bytes
}
