import { readFileSync } from 'node:fs'
import { CORE_CLASSIC } from '../../dissectors/second-life/template/core/classic.js'
import { CORE_MODERN } from '../../dissectors/second-life/template/core/modern.js'
import { parseTemplate } from '../../dissectors/second-life/template/parse.js'
import { HeaderMaker } from '../../src/network/headers.js'
import { PacketWriter } from '../encode/lludp.js'
import type { Random } from '../random.js'

/** The Ethernet frames of one conversation, one after the other. */
export type Talk = Generator<Uint8Array, void>

const FILE_HEADER = 24
const RECORD_HEADER = 16
const ADDRESSES_AT = 26

/** The frames of a capture in the form the samples have: classic, little-endian, Ethernet and IPv4. */
export function framesOf(path: string): Uint8Array[] {
  const bytes = readFileSync(path)
  const frames: Uint8Array[] = []
  for (let at = FILE_HEADER; at < bytes.length; ) {
    const start = at + RECORD_HEADER
    at = start + bytes.readUInt32LE(at + 8)
    frames.push(bytes.subarray(start, at))
  }
  return frames
}

/** A sample once more, between other addresses: those of the first frame's sender become `client`, everywhere. */
export function* replay(frames: readonly Uint8Array[], client: Uint8Array): Talk {
  const original = frames[0]!.subarray(ADDRESSES_AT, ADDRESSES_AT + client.length)
  for (const frame of frames) {
    const copy = Uint8Array.from(frame)
    for (const at of [ADDRESSES_AT, ADDRESSES_AT + client.length])
      if (original.every((byte, i) => frame[at + i] === byte)) copy.set(client, at)
    yield copy
  }
}

/** Second Life circuits: most are short, some go on for thousands of packets. */
export class Circuits {
  readonly #random: Random
  readonly #writers: readonly PacketWriter[]

  constructor(random: Random) {
    this.#random = random
    this.#writers = [
      new PacketWriter('classic', parseTemplate(CORE_CLASSIC, 'classic'), random),
      new PacketWriter('modern', parseTemplate(CORE_MODERN, 'modern'), random),
    ]
  }

  *talk(client: Uint8Array): Talk {
    const random = this.#random
    const modern = random.below(2)
    const writer = this.#writers[modern]!
    const port = 13_000 + random.below(64)
    const maker = new HeaderMaker('udp', [
      { address: client.join('.'), port: 40_000 },
      { address: '192.0.2.2', port },
    ])
    const packets = random.chance(2) ? 1000 + random.below(4000) : 2 + random.below(6)
    const sequences = [0, 0]
    for (let i = 0; i < packets; i++) {
      const side = random.chance(40) ? 0 : 1
      const payload = writer.packet(MESSAGES[random.below(MESSAGES.length)]!, 2, 16)
      // The writer counts all that it writes; each side of a circuit counts its own.
      payload.writeUIntBE(++sequences[side]!, 1 + modern, 3)
      yield* maker.frames(side, payload)
    }
  }
}

const MESSAGES = ['AgentUpdate', 'PacketAck', 'StartPingCheck', 'CompletePingCheck', 'ChatFromSimulator']
