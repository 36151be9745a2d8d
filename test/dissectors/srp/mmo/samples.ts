/** The samples of Kyoril/mmo, made by our own encoder. Names, seeds and numbers are made up. */

import {
  authPacket,
  authSession,
  clientChallenge,
  f32,
  GameWriter,
  gamePacket,
  join,
  Logon,
  realmChallenge,
  str8,
  u16,
  u32,
  u64,
  worldChallenge,
} from '../../../../bench/encode/mmo.js'
import {
  CLIENT_OPCODES as C,
  CHARACTER,
  chatHeard,
  chatLine,
  clientAuthSession,
  clientAuthSessionResponse,
  movement,
  REALM_OPCODES as S,
} from '../../../../bench/encode/mmo-play.js'
import { CaptureMaker, type Talk } from '../capture.js'

const CLIENT = '192.0.2.10'
const LOGIN_SERVER = '192.0.2.20'
const REALM = '192.0.2.30'
const WORLD = '192.0.2.40'

const [CLIENT_SEED, SERVER_SEED] = [0x12345678, 0xdeadbeef]

/** A logon seen from the servers: all four links, so that the session key is in the capture. */
export function wholeLogon(): Buffer {
  const capture = new CaptureMaker()
  const client = new Logon('PATHFINDER', 'LANTERN')
  const world = capture.connect(`${WORLD}:41000`, `${REALM}:6280`)
  serverLogon(world, new Logon('WORLD01', 'W'), worldChallenge)
  world.send(0, authPacket(2, u16(2), u32(0), u32(1)))
  const realm = capture.connect(`${REALM}:41001`, `${LOGIN_SERVER}:6279`)
  serverLogon(realm, new Logon('LIVE REALM', 'R'), realmChallenge)
  realm.send(0, authPacket(3, u32(16)))
  clientLogon(capture.connect(`${CLIENT}:41002`, `${LOGIN_SERVER}:3724`), client)
  const game = capture.connect(`${CLIENT}:41003`, `${REALM}:8130`)
  game.send(1, gamePacket(0, u32(SERVER_SEED)))
  game.send(0, authSession(client, CLIENT_SEED, SERVER_SEED))
  realm.send(0, clientAuthSession(client, 1, CLIENT_SEED, SERVER_SEED))
  realm.send(1, clientAuthSessionResponse(client, 1, 42, ['beta']))
  game.send(1, gamePacket(1, [0]))
  play(game, client)
  relay(world)
  realm.send(0, authPacket(3, u32(17)))
  return capture.bytes()
}

/** A logon seen from the client, and a longer session: no key is in it, but the header key follows from the traffic. */
export function clientOnly(): Buffer {
  const capture = new CaptureMaker()
  const client = new Logon('WANDERER', 'COMPASS')
  clientLogon(capture.connect(`${CLIENT}:42000`, `${LOGIN_SERVER}:3724`), client)
  const game = capture.connect(`${CLIENT}:42001`, `${REALM}:8130`)
  game.send(1, gamePacket(0, u32(SERVER_SEED)))
  game.send(0, authSession(client, CLIENT_SEED, SERVER_SEED))
  game.send(1, gamePacket(1, [0]))
  play(game, client)
  return capture.bytes()
}

export const SAMPLES = { 'mmo-logon.pcap': wholeLogon, 'mmo-client-only.pcap': clientOnly }

function serverLogon(talk: Talk, logon: Logon, challenge: (name: string) => Uint8Array): void {
  talk.send(0, challenge(logon.account))
  talk.send(1, logon.challenge())
  talk.send(0, logon.proof())
  talk.send(1, logon.answer())
}

function clientLogon(talk: Talk, logon: Logon): void {
  talk.send(0, clientChallenge(logon.account))
  // The challenge in three segments, cut within B and within N.
  talk.split(1, logon.challenge(), 20, 60)
  talk.send(0, logon.proof())
  const realms = [realmEntry(1, 'Live Realm', REALM, 8130), realmEntry(7, 'Test', 'realm.example.test', 8129)]
  const features = authPacket(5, [2], str8('beta'), str8('founder_pack'))
  // Three packets in one segment.
  talk.send(1, logon.answer(), features, authPacket(4, u16(realms.length), ...realms))
}

function realmEntry(id: number, name: string, address: string, port: number): Uint8Array {
  return join(u32(id), str8(name), str8(address), u16(port))
}

/** The same game between realm and world, where it passes in plain. */
function relay(world: Talk): void {
  const instance = Uint8Array.from({ length: 16 }, (_, i) => 16 * i + i)
  const body = CHARACTER
  world.send(0, authPacket(5, [1, 0x2a], instance))
  world.split(1, authPacket(4, CHARACTER, u16(C.EnterWorld), u32(body.length), body), 3, 9)
  const motd = gamePacket(S.MessageOfTheDay, u16(7), 'Welcome')
  world.send(
    0,
    authPacket(8, CHARACTER, u16(S.MessageOfTheDay), u32(motd.length - 6), u32(motd.length), motd),
  )
  world.send(1, authPacket(6, CHARACTER, u64(5)), authPacket(8, CHARACTER, u64(9), [1, 2]))
  world.send(0, authPacket(12, CHARACTER, u64(5), [1], u32(0), f32(1), f32(2), f32(3), f32(0)))
  world.send(0, authPacket(14, CHARACTER, u32(77), u16(1), item()))
  world.send(1, authPacket(11, CHARACTER, u32(77), [0, 1]))
  world.send(0, authPacket(7, CHARACTER, [0]))
}

/** An item as its structure lies in memory. */
function item(): Uint8Array {
  const place = join(u32(1234), u16(23), [1, 0], u64(0x2a), u64(0x2a))
  return join(place, u16(100), u16(0), u16(0), [0, 0], u32(0), [0, 0, 0, 0])
}

/** Fifty game packets, some joined in a segment, some split over several. */
function play(game: Talk, logon: Logon): void {
  const client = new GameWriter(logon.headerKey)
  const server = new GameWriter(logon.headerKey)
  game.send(1, server.packet(S.RealmConfig, [1, 3, 0]))
  game.send(0, client.packet(C.CharEnum))
  game.send(1, server.packet(S.CharEnum, [0]))
  game.send(0, client.packet(C.EnterWorld, CHARACTER))
  game.send(1, server.packet(S.LoginVerifyWorld, u32(0), f32(1.5), f32(2.25), f32(100), f32(3)))
  game.send(1, server.packet(S.MessageOfTheDay, u16(7), 'Welcome'))
  for (let i = 0; i < 10; i++) {
    game.send(0, client.packet(C.MoveHeartBeat, movement(1000 + i, i, 0)))
    game.send(1, server.packet(S.TimeSyncRequest, u32(i)))
  }
  for (let i = 0; i < 6; i++) {
    const text = `Hello, this is line ${i} of a conversation.`
    game.split(0, client.packet(C.ChatMessage, chatLine(text)), 4, 20)
    game.send(1, server.packet(S.ChatMessage, chatHeard(text)), server.packet(S.TimeSyncRequest, u32(10 + i)))
    game.send(0, client.packet(C.TimeSyncResponse, u32(10 + i), u64(5000 + i)))
  }
}
