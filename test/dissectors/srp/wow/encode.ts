/** Writes messages of World of Warcraft's logon and world servers: the other half of the dissectors, for samples and tests. */
import { deflateSync } from 'node:zlib'
import { RollingEncrypt } from '../../../../bench/encode/rolling-encrypt.js'
import { sha1 } from '../../../../dissectors/srp/core/digest.js'
import {
  clientHeaderKey,
  serverHeaderKey,
  sharedHeaderKey,
} from '../../../../dissectors/srp/core/header-keys.js'
import { bytesOf } from '../../../../dissectors/srp/core/numbers.js'
import { Rc4 } from '../../../../dissectors/srp/core/rc4.js'
import {
  clientProof,
  clientPublic,
  interleave,
  KNOWN_GROUP,
  privateKey,
  scrambler,
  serverProof,
  serverPublic,
  serverSecret,
  verifier,
  worldHash,
} from '../../../../dissectors/srp/core/srp6a.js'
import type { Side } from '../../../../src/network/conversation.js'
import { ascii, hex } from '../vectors.js'

/** A game whose formats differ from the others'. */
export interface Game {
  readonly name: '1.12' | '2.4.3' | '3.3.5'
  readonly version: readonly [major: number, minor: number, patch: number]
  readonly build: number
  readonly protocol: number
}

export const VANILLA: Game = { name: '1.12', version: [1, 12, 1], build: 5875, protocol: 3 }
export const BURNING_CRUSADE: Game = { name: '2.4.3', version: [2, 4, 3], build: 8606, protocol: 8 }
export const WRATH: Game = { name: '3.3.5', version: [3, 3, 5], build: 12340, protocol: 8 }

/** Everything a logon draws at random, fixed. */
export interface LogonSeed {
  readonly account: string
  readonly password: string
  readonly salt: Uint8Array
  readonly a: bigint
  readonly b: bigint
}

export interface LogonNumbers {
  readonly account: Uint8Array
  readonly salt: Uint8Array
  readonly A: Uint8Array
  readonly B: Uint8Array
  readonly K: Uint8Array
  readonly M1: Uint8Array
  readonly M2: Uint8Array
}

export function computeLogon(seed: LogonSeed): LogonNumbers {
  const group = KNOWN_GROUP
  const { salt, a, b } = seed
  const account = ascii(seed.account)
  const v = verifier(group, privateKey(salt, account, ascii(seed.password)))
  const A = bytesOf(clientPublic(group, a), 32)
  const B = bytesOf(serverPublic(group, v, b), 32)
  const secret = serverSecret(group, clientPublic(group, a), v, scrambler(A, B), b)
  const K = interleave(secret, true)
  const M1 = clientProof({ group, accountHash: sha1(account), salt, publicA: A, publicB: B, key: K })
  return { account, salt, A, B, K, M1, M2: serverProof(A, M1, K) }
}

export const u8 = (value: number) => Uint8Array.of(value)
export const u16 = (value: number) => Uint8Array.of(value, value >> 8)
export const u16be = (value: number) => Uint8Array.of(value >> 8, value)
export const u32 = (value: number) => Uint8Array.of(value, value >> 8, value >> 16, value >> 24)
export const cstr = (value: string) => ascii(`${value}\0`)

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

const PRIME = bytesOf(KNOWN_GROUP.prime, 32)
const CRC_SALT = hex('baa31e99a00b2157fc373fb369cdd2f1')

export function clientChallenge(
  { version, build, protocol }: Game,
  account: Uint8Array,
  command = 0,
): Uint8Array {
  const rest = join(
    ascii('WoW\0'),
    Uint8Array.of(...version),
    u16(build),
    ascii('68x\0niW\0SUne'),
    u32(60),
    Uint8Array.of(192, 0, 2, 10),
    u8(account.length),
    account,
  )
  return join(Uint8Array.of(command, protocol), u16(rest.length), rest)
}

/** `security` is what follows the CRC salt. */
export function serverChallenge({ B, salt }: LogonNumbers, security: Uint8Array): Uint8Array {
  return join(new Uint8Array(3), B, Uint8Array.of(1, 7, 32), PRIME, salt, CRC_SALT, security)
}

/** `security` is what follows the number of telemetry keys, which is 0. */
export function clientProofMessage({ A, M1 }: LogonNumbers, security: Uint8Array): Uint8Array {
  return join(u8(1), A, M1, sha1(A, CRC_SALT), u8(0), security)
}

const TAILS: Readonly<Record<number, number>> = { 2: 4, 3: 4, 5: 6, 6: 6, 7: 6, 8: 10 }

export function serverProofMessage({ M2 }: LogonNumbers, protocol: number): Uint8Array {
  return join(u8(1), u8(0), M2, new Uint8Array(TAILS[protocol]!))
}

export interface Realm {
  readonly type: number
  readonly flags: number
  readonly name: string
  readonly socket: string
  readonly build?: number
}

export function realmList(protocol: number, realms: readonly Realm[]): Uint8Array {
  const bodies = realms.map(({ type, flags, name, socket, build }, i) =>
    join(
      protocol < 5 ? u32(type) : Uint8Array.of(type, 0),
      u8(flags),
      cstr(name),
      cstr(socket),
      Uint8Array.of(0, 0, 0xc8, 0x43, 2, 1, i + 1),
      build === undefined ? new Uint8Array(0) : join(Uint8Array.of(3, 3, 5), u16(build)),
    ),
  )
  const count = protocol < 6 ? u8(realms.length) : u16(realms.length)
  const rest = join(u32(0), count, ...bodies, protocol < 5 ? u16(2) : u16(0x10))
  return join(u8(0x10), u16(rest.length), rest)
}

/** A world packet in plain. */
export function worldPacket(side: Side, opcode: number, body: Uint8Array): Uint8Array {
  return join(worldHeader(side, opcode, body.length), body)
}

function worldHeader(side: Side, opcode: number, length: number): Uint8Array {
  if (side === 0) return join(u16be(length + 4), u32(opcode))
  const size = length + 2
  const large = Uint8Array.of(0x80 | (size >> 16), size >> 8, size)
  return join(size > 0x7fff ? large : u16be(size), u16(opcode))
}

/** Encrypts the headers of one connection, each direction with a state of its own. */
export class WorldCipher {
  readonly #encrypt: readonly ((header: Uint8Array) => Uint8Array)[]

  constructor(game: Game, key: Uint8Array) {
    if (game.name === '3.3.5') this.#encrypt = [rc4(clientHeaderKey(key)), rc4(serverHeaderKey(key))]
    else {
      const header = game.name === '1.12' ? key : sharedHeaderKey(key)
      this.#encrypt = [rolling(header), rolling(header)]
    }
  }

  packet(side: Side, opcode: number, body: Uint8Array): Uint8Array {
    return join(this.#encrypt[side]!(worldHeader(side, opcode, body.length)), body)
  }
}

function rolling(key: Uint8Array): (header: Uint8Array) => Uint8Array {
  const cipher = new RollingEncrypt(key)
  return (header) => cipher.encrypt(header)
}

function rc4(key: Uint8Array): (header: Uint8Array) => Uint8Array {
  const cipher = new Rc4(key)
  cipher.apply(new Uint8Array(1024), 0, 1024)
  return (header) => cipher.apply(header, 0, header.length)
}

const SERVER_SEED = u32(0xdeadbeef)
const CLIENT_SEED = u32(0x12345678)

export function authChallenge({ name }: Game): Uint8Array {
  const body =
    name === '3.3.5' ? join(u32(1), SERVER_SEED, sha1(SERVER_SEED), new Uint8Array(12)) : SERVER_SEED
  return worldPacket(1, 0x1ec, body)
}

/** `addons` is the block before it is deflated. */
export function authSession(
  { name, build }: Game,
  { account, K }: LogonNumbers,
  addons: Uint8Array,
): Uint8Array {
  const digest = worldHash(account, CLIENT_SEED, SERVER_SEED, K)
  const before = name === '3.3.5' ? u32(0) : new Uint8Array(0)
  const after = name === '3.3.5' ? join(u32(0), u32(0), u32(1), u32(0), u32(0)) : new Uint8Array(0)
  const block = join(u32(addons.length), new Uint8Array(deflateSync(addons)))
  const front = join(u32(build), u32(0), account, u8(0), before, CLIENT_SEED, after)
  return worldPacket(0, 0x1ed, join(front, digest, block))
}

/** The add-on block of 1.12 and 2.4.3. */
export function addonBlock(names: readonly string[]): Uint8Array {
  return join(...names.map((name) => join(cstr(name), u8(1), u32(0x4c1c776d), u32(0))))
}
