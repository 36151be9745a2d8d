import type { Side } from '../../src/network/conversation.js'
import { CaptureFile } from '../capture-file.js'
import { flap, snac, tlv, u16, u32 } from '../encode/oscar.js'
import { Random } from '../random.js'
import { TcpLink } from '../tcp-link.js'
import { EXCHANGES, userInfo } from './oscar-bodies.js'

const SESSIONS = 200
const SERVER = { address: '192.0.2.20', port: 5190 }

/** Exchanges of one session before it signs off. */
const LENGTH = 400

/** Ids that a server gives by itself have this bit. */
const OF_SERVER = 0x8000_0000

/** Writes a capture of made-up OSCAR sessions at a server, their frames split and packed over segments. */
export function writeOscarCapture(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const random = new Random(11)
  let opened = 0
  const open = () => new OscarSession(file, random, opened++)
  const sessions = Array.from({ length: Math.min(SESSIONS, Math.ceil(packets / 100)) }, open)
  while (file.packets < packets) {
    const at = random.below(sessions.length)
    if (!sessions[at]!.step()) sessions[at] = open()
  }
  for (const session of sessions) session.flush()
  return file.end()
}

/** One client's connection from sign-on to sign-off. */
class OscarSession {
  readonly #file: CaptureFile
  readonly #random: Random
  readonly #link: TcpLink
  readonly #sequences: [number, number]
  readonly #waiting: [Buffer[], Buffer[]] = [[], []]
  #id = 0
  #left: number

  constructor(file: CaptureFile, random: Random, client: number) {
    this.#file = file
    this.#random = random
    this.#link = new TcpLink(file, client, SERVER)
    this.#sequences = [random.below(0x8000), random.below(0x8000)]
    this.#left = LENGTH / 2 + random.below(LENGTH)
    this.#signOn()
  }

  /** One exchange; false when the session has ended. */
  step(): boolean {
    if (this.#left-- <= 0) {
      this.#signOff()
      return false
    }
    const { client, server } = this.#pick()
    const id = client ? ++this.#id : (OF_SERVER | ++this.#id) >>> 0
    if (client) this.#give(0, 2, client(this.#random, id))
    if (server) this.#give(1, 2, server(this.#random, id))
    return true
  }

  /** Sends what waits. */
  flush(): void {
    this.#flush(0)
    this.#flush(1)
  }

  #pick() {
    let left = this.#random.below(100)
    return EXCHANGES.find(({ share }) => (left -= share) < 0) ?? EXCHANGES[0]!
  }

  #signOn(): void {
    this.#link.shakeHands()
    this.#give(1, 1, u32(1))
    this.#give(0, 1, Buffer.concat([u32(1), tlv(6, Buffer.alloc(64, this.#random.below(256)))]))
    this.#give(1, 2, snac(1, 3, OF_SERVER, [u16(1, 2, 3, 4, 9, 0x13, 0x15)]))
    this.#give(0, 2, snac(1, 0x17, ++this.#id, [u16(1, 4, 2, 1, 3, 1, 4, 1)]))
    this.#give(1, 2, snac(1, 0x18, OF_SERVER + 1, [u16(1, 4, 2, 1, 3, 1, 4, 1)]))
    this.#give(1, 2, snac(1, 0x0f, OF_SERVER + 2, [userInfo(this.#random)]))
    this.#flush(1)
  }

  #signOff(): void {
    this.flush()
    this.#give(0, 4, Buffer.alloc(0))
    this.#flush(0)
    this.#link.finish(0)
    this.#link.finish(1)
  }

  /** Frames wait now and then, to be sent packed into one segment. What a client asks goes before what answers it. */
  #give(side: Side, channel: number, payload: Uint8Array): void {
    const waiting = this.#waiting[side]
    this.#file.messages++
    waiting.push(flap(channel, this.#sequences[side]++, payload))
    if (side === 0 || waiting.length >= 5 || !this.#random.chance(12)) this.#flush(side)
  }

  #flush(side: Side): void {
    const waiting = this.#waiting[side]
    if (waiting.length === 0) return
    const bytes = Buffer.concat(waiting.splice(0))
    const random = this.#random
    if (random.chance(22)) {
      const cut = 1 + random.below(bytes.length - 1)
      this.#link.send(side, bytes.subarray(0, cut))
      if (random.chance(40)) this.#link.acknowledge(side === 0 ? 1 : 0)
      this.#link.send(side, bytes.subarray(cut))
    } else this.#link.send(side, bytes)
    if (random.chance(80)) this.#link.acknowledge(side === 0 ? 1 : 0)
  }
}
