/** The logons in `samples/wow-*.pcap`: login and world connection of one account in each game. */
import type { Side } from '../../../../src/network/conversation.js'
import { CaptureMaker } from '../capture.js'
import { ascii, hex } from '../vectors.js'
import {
  addonBlock,
  authChallenge,
  authSession,
  BURNING_CRUSADE,
  clientChallenge,
  clientProofMessage,
  computeLogon,
  cstr,
  type Game,
  join,
  type LogonNumbers,
  type LogonSeed,
  realmList,
  serverChallenge,
  serverProofMessage,
  u8,
  u16,
  u32,
  VANILLA,
  WorldCipher,
  WRATH,
} from './encode.js'

/** A write to a connection: who, and what. */
export type Write = readonly [side: Side, bytes: Uint8Array]

export interface SampleLogon {
  readonly file: string
  readonly game: Game
  readonly numbers: LogonNumbers
  readonly login: readonly Write[]
  readonly world: readonly Write[]
  /** Packets with encrypted headers in `world`. */
  readonly encrypted: readonly { readonly side: Side; readonly opcode: number; readonly length: number }[]
  readonly socket: readonly [host: string, port: number]
}

/** What the samples' ends drew. */
export function sampleSeed({ build }: Game): LogonSeed {
  return {
    account: 'SLXTEST',
    password: 'not a secret',
    salt: hex('3c817155ed2215bf1623b08ae339977c294e590a39c8f64e9fea0bb3131e7765'),
    a: BigInt(`0x8${build}00000000000000000000000000000001`),
    b: BigInt(`0x9${build}00000000000000000000000000000003`),
  }
}

function sampleLogon(file: string, game: Game, socket: readonly [string, number]): SampleLogon {
  const numbers = computeLogon(sampleSeed(game))
  const encrypted = worldPackets(game)
  const cipher = new WorldCipher(game, numbers.K)
  const packets = encrypted.map(({ side, opcode, body }): Write => [side, cipher.packet(side, opcode, body)])
  const addons = game.name === '3.3.5' ? u32(0) : addonBlock(['Blizzard_AuctionUI', 'Blizzard_RaidUI'])
  const world: Write[] = [[1, authChallenge(game)], [0, authSession(game, numbers, addons)], ...packets]
  const shown = encrypted.map(({ side, opcode, body }) => ({ side, opcode, length: body.length }))
  return { file, game, numbers, login: loginWrites(game, numbers, socket), world, encrypted: shown, socket }
}

/** 1.12 asks for nothing more, 2.4.3 for a PIN and 3.3.5 for an authenticator's code. */
const SECURITY = {
  '1.12': { ask: u8(0), answer: u8(0) },
  '2.4.3': {
    ask: join(u8(1), u32(0xdeadbeef), hex('000102030405060708090a0b0c0d0e0f')),
    answer: join(
      u8(1),
      hex('101112131415161718191a1b1c1d1e1f'),
      hex('202122232425262728292a2b2c2d2e2f30313233'),
    ),
  },
  '3.3.5': { ask: join(u8(4), u8(1)), answer: join(u8(4), u8(6), ascii('123456')) },
}

function loginWrites(game: Game, numbers: LogonNumbers, [host, port]: readonly [string, number]): Write[] {
  const { ask, answer } = SECURITY[game.name]
  const realms = [
    { type: 1, flags: 0x20, name: 'Made Up', socket: `${host}:${port}` },
    { type: 6, flags: 0x02, name: 'Made Down', socket: 'realm.example:8099' },
  ]
  if (game.name === '3.3.5') Object.assign(realms[0]!, { flags: 0x24, build: game.build })
  return [
    [0, clientChallenge(game, numbers.account)],
    [1, serverChallenge(numbers, ask)],
    [0, clientProofMessage(numbers, answer)],
    [1, serverProofMessage(numbers, game.protocol)],
    [0, join(u8(0x10), u32(0))],
    [1, realmList(game.protocol, realms)],
  ]
}

interface WorldPacket {
  readonly side: Side
  readonly opcode: number
  readonly body: Uint8Array
}

/** Packets with encrypted headers in each sample. */
const PACKETS = 50
/** Pings that are answered each before the next. */
const SINGLE_PINGS = 16

/** An answer, the character list, a character that comes and goes, and pings up to the fiftieth packet. */
function worldPackets({ name }: Game): WorldPacket[] {
  const authOk = join(u8(0x0c), u32(0), u8(0), u32(0))
  const expansion = { '1.12': [], '2.4.3': [1], '3.3.5': [2] }[name]
  // In 3.3.5 sizes from 0x8000 on take three bytes.
  const list = new Uint8Array(name === '3.3.5' ? 0x8123 : 300)
  const packets: WorldPacket[] = [
    { side: 1, opcode: 0x1ee, body: join(authOk, Uint8Array.from(expansion)) },
    { side: 0, opcode: 0x37, body: new Uint8Array(0) },
    { side: 1, opcode: 0x3b, body: list },
    { side: 0, opcode: 0x36, body: join(cstr('Made'), Uint8Array.of(1, 1, 0, 2, 3, 4, 5, 6, 0)) },
    { side: 1, opcode: 0x3a, body: u8(name === '1.12' ? 0x2e : 0x2f) },
    { side: 0, opcode: 0x38, body: join(u32(7), u32(0)) },
    { side: 1, opcode: 0x3c, body: u8(name === '1.12' ? 0x39 : 0x3a) },
  ]
  for (let ping = 0; packets.length < PACKETS; ) {
    const burst = ping < SINGLE_PINGS ? 1 : 2
    const pings = Array.from({ length: burst }, (_, i) => ping + i)
    for (const i of pings) packets.push({ side: 0, opcode: 0x1dc, body: join(u32(i), u32(50)) })
    // A number that has no name.
    if (ping % 8 === 7) packets.push({ side: 1, opcode: 0xffe, body: u16(ping) })
    for (const i of pings) packets.push({ side: 1, opcode: 0x1dd, body: u32(i) })
    ping += burst
  }
  packets.length = PACKETS
  return packets
}

/** The capture: each connection's writes as segments, some split, some joined. */
export function sampleCapture({ login, world, socket }: SampleLogon): Buffer {
  const capture = new CaptureMaker()
  const toLogin = capture.connect('192.0.2.10:50001', '192.0.2.20:3724')
  for (const [side, bytes] of segments(login)) toLogin.send(side, bytes)
  const toWorld = capture.connect('192.0.2.10:50002', socket.join(':'))
  for (const [side, bytes] of segments(world)) toWorld.send(side, bytes)
  return capture.bytes()
}

/** Client's packets that come in a segment each, so that the key can be recovered from them. */
const ALONE = 22
const SEGMENT = 1400

/** Splits some writes within their header, joins others with the next one of their side. */
export function segments(writes: readonly Write[]): Write[] {
  const out: Write[] = []
  let clients = 0
  for (let i = 0; i < writes.length; i++) {
    const [side, bytes] = writes[i]!
    const next = writes[i + 1]
    const alone = side === 0 && ++clients < ALONE
    if (!alone && next?.[0] === side) {
      out.push([side, join(bytes, next[1])])
      i++
    } else if (!alone && i % 5 === 4 && bytes.length > 3) {
      out.push([side, bytes.subarray(0, 3)], [side, bytes.subarray(3)])
    } else {
      for (let at = 0; at < bytes.length; at += SEGMENT) out.push([side, bytes.subarray(at, at + SEGMENT)])
    }
  }
  return out
}

export const SAMPLE_LOGONS: readonly SampleLogon[] = [
  sampleLogon('wow-1.12-logon.pcap', VANILLA, ['192.0.2.30', 8085]),
  sampleLogon('wow-2.4.3-logon.pcap', BURNING_CRUSADE, ['192.0.2.30', 8095]),
  sampleLogon('wow-3.3.5-logon.pcap', WRATH, ['192.0.2.30', 8086]),
]
