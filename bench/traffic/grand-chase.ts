import type { Side } from '../../src/network/conversation.js'
import { CaptureFile } from '../capture-file.js'
import {
  content,
  DEFAULT_KEYS,
  frame,
  payload,
  type SenderKeys,
  setup,
  u8,
  u32,
  wide,
} from '../encode/grand-chase.js'
import { Random } from '../random.js'
import { TcpLink } from '../tcp-link.js'

const SESSIONS = 20
const SERVER = { address: '192.0.2.30', port: 9401 }

/** Writes a capture of made-up games: every connection agrees on keys, then all its frames are encrypted with them. */
export function writeGrandChaseCapture(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const random = new Random(13)
  const sessions = Array.from({ length: SESSIONS }, (_, client) => new GameSession(file, random, client))
  while (file.packets < packets) sessions[random.below(SESSIONS)]!.step()
  return file.end()
}

class GameSession {
  readonly #file: CaptureFile
  readonly #random: Random
  readonly #link: TcpLink
  readonly #keys: SenderKeys
  readonly #sequences: [number, number] = [1, 1]

  constructor(file: CaptureFile, random: Random, client: number) {
    this.#file = file
    this.#random = random
    this.#link = new TcpLink(file, client, SERVER)
    this.#keys = { spi: 0x1000 + client, authentication: this.#bytes(8), encryption: this.#bytes(8) }
    this.#link.shakeHands()
    file.messages++
    this.#link.send(1, frame(DEFAULT_KEYS, payload(1, setup(this.#keys)), { sequence: 1, iv: 0x57 }))
  }

  /** Chat, a heartbeat or a message whose opcode is not known; sometimes in two segments. */
  step(): void {
    const random = this.#random
    const kind = random.below(10)
    if (kind < 4) this.#send(0, payload(6, chat(random)))
    else if (kind < 7) this.#send(1, payload(7, chat(random)))
    else if (kind < 9) this.#send(1, payload(5, u32(random.next())))
    else this.#send(1, payload(4321, content(u8(3), wide('Ronan'), ...[1, 2, 3, 4].map(u32))))
  }

  #send(side: Side, plain: Uint8Array): void {
    this.#file.messages++
    const iv = this.#random.below(256)
    const bytes = frame(this.#keys, plain, { sequence: this.#sequences[side]++, iv })
    const cut = this.#random.chance(15) ? 1 + this.#random.below(bytes.length - 1) : 0
    if (cut > 0) this.#link.send(side, bytes.subarray(0, cut))
    this.#link.send(side, bytes.subarray(cut))
    if (this.#random.chance(40)) this.#link.acknowledge(side === 0 ? 1 : 0)
  }

  #bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#random.below(256))
  }
}

function chat(random: Random): Buffer {
  const text = 'Hello, shall we go to the forest? '.repeat(3).slice(0, 5 + random.below(90))
  const from = content(u8(1), u32(random.below(100_000)), wide('Ronan'), u32(0), wide(''), u32(0xffffffff))
  return content(from, wide(text), u32(0), u32(0))
}
