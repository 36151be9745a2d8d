/** What goes on in a game of Kyoril/mmo, for samples and the benchmark alike: the question for a client's key, and some packets of play. */
import { authPacket, f32, join, type Logon, str8, u16, u32, u64 } from './mmo.js'

/** Opcodes at revision 2427 (protocol page 1.8). */
export const CLIENT_OPCODES = {
  CharEnum: 1,
  EnterWorld: 4,
  MoveHeartBeat: 0x0e,
  ChatMessage: 0x11,
  TimeSyncResponse: 0x6f,
} as const
export const REALM_OPCODES = {
  CharEnum: 2,
  LoginVerifyWorld: 5,
  RealmConfig: 7,
  ChatMessage: 0x17,
  MessageOfTheDay: 0x7d,
  TimeSyncRequest: 0x89,
} as const

export const CHARACTER = u64(0x2a)

/** A realm asks the login server about a client. */
export function clientAuthSession(
  logon: Logon,
  request: number,
  clientSeed: number,
  serverSeed: number,
): Uint8Array {
  const seeds = join(u32(serverSeed), u32(clientSeed))
  return authPacket(2, u64(request), str8(logon.account), seeds, logon.hash(clientSeed, serverSeed))
}

/** The login server answers with the client's key. */
export function clientAuthSessionResponse(
  logon: Logon,
  request: number,
  account: number,
  features: readonly string[] = [],
): Uint8Array {
  const key = join(u16(logon.K.length), logon.K)
  return authPacket(
    2,
    u64(request),
    [0],
    u64(account),
    [0],
    key,
    [features.length],
    ...features.map((feature) => str8(feature)),
  )
}

/** Body of MoveHeartBeat, neither swimming nor flying nor falling. */
export function movement(time: number, x: number, facing: number): Uint8Array {
  return join(CHARACTER, u32(1), u64(time), f32(x), f32(2), f32(3), f32(facing), u64(0))
}

/** Body of a ChatMessage from a client, and of what everybody near gets. */
export function chatLine(text: string): Uint8Array {
  return join([1], text, [0])
}
export function chatHeard(text: string): Uint8Array {
  return join([1, 0x2a], [1], text, [0], [0, 0])
}
