import {
  content,
  DEFAULT_KEYS,
  type FrameOptions,
  frame,
  narrow,
  payload,
  type SenderKeys,
  setup,
  u8,
  u16,
  u32,
  wide,
} from '../../../bench/encode/grand-chase.js'
import type { Side } from '../../../src/network/conversation.js'
import { Capture } from './capture.js'

/** What the made-up player types; it must not be seen in any output. */
export const PASSWORD = 'correct-horse-7'
const LOGIN = 'player'

export const CENTER_KEYS = keys(0x8ee7, '6288f3a7d32c87c5', 'a4291c74b2ce4a34')
export const GAME_KEYS = keys(0x1c05, '31d75a2f9be4c186', '5e92d4713fb86ac7')
/** Those of the connection that the capture joins late. */
export const LATE_KEYS = keys(0x2b71, '4f1d83c69ab25e77', '98e3617d2cf45b1a')

const CLIENT: Side = 0
const SERVER: Side = 1
const PLAYER = '192.0.2.10'
const GAME_SERVER = { address: '192.0.2.30', port: 9401 }

/** The list of channels as a server sent it, a nested buffer compressed by the game itself (protocol page 8.2). */
export const CHANNEL_LIST =
  '000000000000007d01e200000078016d8eb10e824014040711eda8282828e8f52bc0d051f105265e0c09398ce8ffb36b692e9badde64de02272053ab81374169e959b8b329d915721d39a84da7eb9399a804d1ffe4d1a4f17a14f5509684af3065b499f8f2fa9966d684cfd3302e9ff77c925fcfa68c9637f9a21606d9a2b75f600708c81bf6'

/** zlib stream of the first information a client asks for, 764 bytes; kept, since not every zlib makes the same. */
export const FIRST_INIT_INFO =
  'eAF9kU9Lw0AQxX/+O3mTUoIHyaHnQu0nkBR6qVionsOaLDYSE00T/fryNk3dFdqBZSd5b+a9nQEXV/3FGXAOXACX4L4FKR+vqDHkzEiZMSUnZyc0QO6PInMfuR26LTF0vGF9VB4U8qOjkKdJR0HKB4aWjC0p5cGV5+gEL/B3ghe4HfR1jzZ80WFonOfS5XufsY898co7loyWKQee3jbxeXMWHOHqzYphL8qvgWhJwiOGHS2Wxs2upBR+9x97YcODz4jFeKbBUFC5+gWq1gT/ugivyEnYOiXLymfE0tcO+h4JtZtIP999l2iNdQradkbt14/XFK6+o8T4SOQjNZWP3Wj3Ugx19FfnB8t3qDP6dC9sqMMafgHDXWvH'

/** The sample `grand-chase-sessions.pcap`: a login, a game, a connection without its beginning. */
export function makeSample(): Buffer {
  const capture = new Capture()
  playCenter(capture.connection({ address: PLAYER, port: 50100 }, { address: '192.0.2.20', port: 9501 }))
  playGame(capture.connection({ address: PLAYER, port: 50101 }, GAME_SERVER))
  playLate(capture.connection({ address: PLAYER, port: 50102 }, { address: '192.0.2.40', port: 9300 }))
  return capture.bytes()
}

type Send = (side: Side, segment: Uint8Array) => void

function playCenter(send: Send): void {
  const [server, client] = [new Sender(CENTER_KEYS, 0x41), new Sender(CENTER_KEYS, 0x61)]
  const first = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 7001, iv: 0x57 })
  send(SERVER, first.subarray(0, 50))
  send(SERVER, first.subarray(50))
  const waitTime = server.frame(payload(5, u32(10_000)))
  send(SERVER, Buffer.concat([waitTime, server.frame(payload(28, shaFiles()))]))
  send(CLIENT, client.frame(payload(23, Buffer.alloc(0))))
  const init = server.frame(payload(24, Buffer.from(FIRST_INIT_INFO, 'base64'), { inflated: 764 }))
  send(SERVER, init.subarray(0, 200))
  send(SERVER, init.subarray(200))
  send(CLIENT, client.frame(payload(2, centerLogin())))
  send(SERVER, server.frame(payload(4, serverList())))
  send(
    SERVER,
    server.frame(payload(9, content(u32(7), wide('Maintenance on Monday'), u32(2), u32(11), u32(12)))),
  )
  send(SERVER, server.frame(payload(3, loginResult()), { extraBlocks: 1 }))
  send(CLIENT, client.frame(payload(0, Buffer.alloc(0), { bare: true })))
  send(SERVER, server.frame(payload(0, Buffer.alloc(0))))
  send(SERVER, waitTime)
  send(SERVER, flipped(server.frame(payload(5, u32(20_000))), 20))
  send(SERVER, flipped(server.frame(payload(5, u32(30_000))), -1))
  send(SERVER, server.frame(payload(5, u32(40_000)), { tail: Buffer.alloc(1) }))
}

function playGame(send: Send): void {
  const [server, client] = [new Sender(GAME_KEYS, 0x71), new Sender(GAME_KEYS, 0x91)]
  send(SERVER, frame(DEFAULT_KEYS, payload(1, setup(GAME_KEYS)), { sequence: 312, iv: 0x58 }))
  send(CLIENT, client.frame(payload(2, gameLogin())))
  send(SERVER, server.frame(payload(13, content(u32(0), u8(1), u32(1_510_000_000), u32(1_520_000_000)))))
  send(SERVER, server.frame(payload(15, Buffer.from(CHANNEL_LIST, 'hex'))))
  send(CLIENT, client.frame(payload(6, chat('Hello!'))))
  send(SERVER, server.frame(payload(7, chat('Hello!'))))
  server.skip(2)
  send(
    SERVER,
    server.frame(payload(4321, content(u8(3), wide('Ronan'), wide('Arme'), u32(3), u32(1), u32(4), u32(9)))),
  )
}

function playLate(send: Send): void {
  const server = new Sender(LATE_KEYS, 0xa1, 57)
  send(SERVER, server.frame(payload(20, content(u32(9), wide('Are you there?')))))
  send(SERVER, server.frame(payload(0, Buffer.alloc(0))))
}

/** One direction of a session: counts its frames, and repeats another byte in each IV, as the game does. */
class Sender {
  readonly #keys: SenderKeys
  #iv: number
  #sequence: number

  constructor(keys: SenderKeys, iv: number, sequence = 1) {
    this.#keys = keys
    this.#iv = iv
    this.#sequence = sequence
  }

  frame(bytes: Uint8Array, options: Omit<FrameOptions, 'sequence' | 'iv'> = {}): Buffer {
    return frame(this.#keys, bytes, { ...options, sequence: this.#sequence++, iv: this.#iv++ })
  }

  skip(frames: number): void {
    this.#sequence += frames
  }
}

function keys(spi: number, authentication: string, encryption: string): SenderKeys {
  return {
    spi,
    authentication: Buffer.from(authentication, 'hex'),
    encryption: Buffer.from(encryption, 'hex'),
  }
}

/** The same bytes with the lowest bit of one turned over. */
function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  const index = at < 0 ? copy.length + at : at
  copy[index]! ^= 1
  return copy
}

function shaFiles(): Buffer {
  return content(u32(3), wide('ai.kom'), wide('main.exe'), wide('script.kom'))
}

function centerLogin(): Buffer {
  return content(narrow(LOGIN), narrow(PASSWORD), wide(PLAYER), u32(323), u32(0))
}

function gameLogin(): Buffer {
  return content(
    narrow(LOGIN),
    narrow(PASSWORD),
    wide(PLAYER),
    u8(1),
    ...[323, 5, 0x1234abcd, 0, 21, 0, 0x00c0ffee].map(u32),
    u8(0),
    wide('US'),
    ...[0, 0, 0, 0, 0, 4711, 1].map(u32),
  )
}

function loginResult(): Buffer {
  return content(
    u32(0),
    wide(LOGIN),
    narrow(PASSWORD),
    u8(1),
    u32(21),
    u32(0x00c0ffee),
    Buffer.of(0, 0, 0, 2),
    narrow('us'),
    u32(90210),
    u32(0),
  )
}

function serverList(): Buffer {
  const { address, port } = GAME_SERVER
  return content(
    u32(1),
    ...[1, 1].map(u32),
    wide('Elyos'),
    narrow(address),
    u16(port),
    ...[43, 500, 323, 0, -1].map(u32),
    narrow(address),
    wide('All levels'),
    u32(85),
  )
}

function chat(text: string): Buffer {
  return content(
    u8(1),
    u32(90210),
    wide('Ronan'),
    u32(0),
    wide(''),
    u32(0xffffffff),
    wide(text),
    u32(0),
    u32(0),
  )
}
