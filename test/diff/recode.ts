import { deflateSync } from 'node:zlib'
import { DEFAULT_KEYS, frame, payload } from '../../bench/encode/grand-chase.js'
import { zeroCode } from '../../bench/encode/lludp-packet.js'
import type { Kept } from '../../src/diff/kept.js'
import { bytesOf, type Node, nodesOf } from '../../src/diff/node.js'
import { CENTER_KEYS, GAME_KEYS, LATE_KEYS } from '../dissectors/grand-chase/sample.js'
import type { Told } from './retell.js'
import { leavesOf, type Sample } from './sample.js'

/** Puts edited contents of message `index` back into the bytes they were made from, and tells all messages then. */
export type Recode = (sample: Sample, index: number, plain: Uint8Array) => Told[]

/** By the name of the source that holds the contents. */
export const RECODES: Readonly<Record<string, Recode>> = {
  'zero-expanded': (sample, index, plain) => {
    const coded = elsewhereIn(messageAt(sample, index))
    return withBytes(sample, index, (bytes) =>
      Buffer.concat([
        bytes.subarray(0, coded.start),
        zeroCode(plain),
        bytes.subarray(coded.start + coded.length),
      ]),
    )
  },
  decrypted: (sample, index, plain) =>
    withBytes(sample, index, (bytes) => framed(bytes, plain, { tail: Buffer.alloc(0) })),
  inflated: (sample, index, plain) => {
    const opcode = Buffer.from(sourceOf(messageAt(sample, index), 'decrypted')).readUInt16BE(0)
    return withBytes(sample, index, (bytes) =>
      framed(bytes, payload(opcode, deflateSync(plain), { inflated: plain.length })),
    )
  },
  'decrypted header': withHeader,
}

/** Offsets in a frame of Grand Chase. */
const SPI = 2
const SEQUENCE = 4
const IV = 8

function framed(old: Uint8Array, plain: Uint8Array, options: { tail?: Uint8Array } = {}): Buffer {
  const view = new DataView(old.buffer, old.byteOffset)
  const spi = view.getUint16(SPI, true)
  const keys = [DEFAULT_KEYS, CENTER_KEYS, GAME_KEYS, LATE_KEYS].find((each) => each.spi === spi)!
  return frame(keys, plain, { sequence: view.getUint32(SEQUENCE, true), iv: old[IV]!, ...options })
}

/**
 * Each byte that the rolling cipher makes depends on the one before: all headers of the direction from here on change.
 * The bytes of the key follow from what is known of each header, in plain and encrypted.
 */
function withHeader(sample: Sample, index: number, plain: Uint8Array): Told[] {
  const told = [...sample.told]
  const { conversation, side } = told[index]!
  let [before, beforeNow] = [0, 0]
  for (const message of sample.whole) {
    const at = message.number - 1
    const each = sample.told[at]!
    const known = message.sources.find(({ name }) => name === 'decrypted header')
    if (!known || each.conversation !== conversation || each.side !== side) continue
    const { start, length } = elsewhereIn(message)
    const bytes = each.bytes.slice()
    for (let i = 0; i < length; i++) {
      const cipher = bytes[start + i]!
      const key = ((cipher - before) & 0xff) ^ known.bytes[i]!
      before = cipher
      beforeNow = (((at === index ? plain : known.bytes)[i]! ^ key) + beforeNow) & 0xff
      bytes[start + i] = beforeNow
    }
    told[at] = { ...each, bytes }
  }
  return told
}

function withBytes({ told }: Sample, index: number, edit: (bytes: Uint8Array) => Uint8Array): Told[] {
  return told.map((message, i) => (i === index ? { ...message, bytes: edit(message.bytes) } : message))
}

function messageAt({ whole }: Sample, index: number): Kept {
  return whole.find(({ number }) => number === index + 1)!
}

function sourceOf({ sources }: Kept, name: string): Uint8Array {
  return sources.find((source) => source.name === name)!.bytes
}

/** Where the bytes lie that the contents are made from. */
function elsewhereIn(message: Kept): Node {
  return leavesOf(nodesOf(message)).find(({ source, def }) => source === 0 && def.elsewhere)!
}

/** The contents that a field lies in, with other bytes in the field. */
export function editedContents(node: Node, edit: (bytes: Uint8Array) => void): Uint8Array {
  const plain = node.message.sources[node.source]!.bytes.slice()
  edit(plain.subarray(node.start, node.start + bytesOf(node).length))
  return plain
}
