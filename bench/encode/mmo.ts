/** Writes packets of Kyoril/mmo as its programs would: our own encoder, for tests, samples and the benchmark. */
import { hmacSha1, sha1 } from '../../dissectors/srp/core/digest.js'
import { sharedHeaderKey } from '../../dissectors/srp/core/header-keys.js'
import { bytesOf, cut, numberOf } from '../../dissectors/srp/core/numbers.js'
import {
  clientProof,
  clientPublic,
  clientSecret,
  interleave,
  KNOWN_GROUP,
  privateKey,
  realmHash,
  scrambler,
  serverProof,
  serverPublic,
  verifier,
} from '../../dissectors/srp/core/srp6a.js'
import { ascii } from './bytes.js'
import { RollingEncrypt } from './rolling-encrypt.js'

export type Piece = Uint8Array | readonly number[] | string

/** Pieces one after the other; text is one byte a character. */
export function join(...pieces: readonly Piece[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? ascii(piece) : Uint8Array.from(piece)))),
  )
}

export function u16(value: number): Uint8Array {
  return bytesOf(BigInt(value), 2)
}

export function u32(value: number): Uint8Array {
  return bytesOf(BigInt(value >>> 0), 4)
}

export function u64(value: bigint | number): Uint8Array {
  return bytesOf(BigInt(value), 8)
}

export function f32(value: number): Uint8Array {
  return new Uint8Array(new Float32Array([value]).buffer)
}

export function str8(text: string): Uint8Array {
  return join([text.length], text)
}

/** A frame of the auth protocol. */
export function authPacket(opcode: number, ...body: readonly Piece[]): Uint8Array {
  const bytes = join(...body)
  return join([opcode], u32(bytes.length), bytes)
}

/** A packet of the game protocol, its header in plain. */
export function gamePacket(opcode: number, ...body: readonly Piece[]): Uint8Array {
  const bytes = join(...body)
  return join(u16(opcode), u32(bytes.length), bytes)
}

/** Encrypts the headers of one direction. */
export class GameWriter {
  readonly #cipher: RollingEncrypt

  constructor(headerKey: Uint8Array) {
    this.#cipher = new RollingEncrypt(headerKey)
  }

  packet(opcode: number, ...body: readonly Piece[]): Uint8Array {
    const plain = gamePacket(opcode, ...body)
    return join(this.#cipher.encrypt(plain.subarray(0, 6)), plain.subarray(6))
  }
}

export interface Numbers {
  readonly a: bigint
  readonly b: bigint
  readonly salt: Uint8Array
}

/** Private numbers that are always the same for a name, as large as the project draws them. */
export function numbersFor(name: string): Numbers {
  const draw = (what: string) => hmacSha1(ascii(what), ascii(name)).subarray(0, 19)
  const oddAndLarge = (bytes: Uint8Array) => numberOf(bytes) | 1n | (1n << 151n)
  return {
    a: oddAndLarge(draw('a')),
    b: oddAndLarge(draw('b')),
    salt: join(hmacSha1(ascii('s'), ascii(name)), hmacSha1(ascii('t'), ascii(name)).subarray(0, 11), [0x80]),
  }
}

/** Everything two ends compute in one logon, as Kyoril/mmo does (numbers cut where they are hashed). */
export class Logon {
  readonly account: string
  readonly salt: Uint8Array
  readonly A: Uint8Array
  readonly B: Uint8Array
  readonly M1: Uint8Array
  readonly M2: Uint8Array
  readonly K: Uint8Array
  readonly numbers: Numbers

  constructor(account: string, password: string, numbers = numbersFor(account)) {
    const { a, b, salt } = numbers
    const group = KNOWN_GROUP
    const x = privateKey(cut(salt), ascii(account), ascii(password))
    this.account = account
    this.numbers = numbers
    this.salt = salt
    this.A = bytesOf(clientPublic(group, a), 32)
    const publicB = serverPublic(group, verifier(group, x), b)
    this.B = bytesOf(publicB, 32)
    const u = scrambler(cut(this.A), cut(this.B))
    this.K = interleave(clientSecret(group, publicB, x, u, a), false)
    this.M1 = clientProof({
      group,
      accountHash: sha1(ascii(account)),
      salt: cut(salt),
      publicA: cut(this.A),
      publicB: cut(this.B),
      key: this.K,
    })
    this.M2 = serverProof(cut(this.A), this.M1, this.K)
  }

  get headerKey(): Uint8Array {
    return sharedHeaderKey(cut(this.K))
  }

  /** What a server answers to LogonChallenge. */
  challenge(): Uint8Array {
    return authPacket(0, [0], this.B, [7], bytesOf(KNOWN_GROUP.prime, 32), this.salt)
  }

  proof(): Uint8Array {
    return authPacket(1, this.A, this.M1)
  }

  answer(): Uint8Array {
    return authPacket(1, [0], this.M2)
  }

  hash(clientSeed: number, serverSeed: number): Uint8Array {
    return realmHash(ascii(this.account), u32(clientSeed), u32(serverSeed), cut(this.K))
  }
}

export const REVISION = 2427

const LOCALE = 'EDed'

/** LogonChallenge of a client of today. */
export function clientChallenge(account: string, revision = REVISION): Uint8Array {
  return authPacket(0, [0, 1, 0], u16(revision), u32(3), u32(5), LOCALE, str8(account))
}

/** LogonChallenge of a realm. */
export function realmChallenge(name: string): Uint8Array {
  return authPacket(0, [0, 1, 0], u16(REVISION), u32(3), u32(5), str8(name))
}

/** LogonChallenge of a world. */
export function worldChallenge(name: string): Uint8Array {
  return authPacket(0, [0, 1, 0], u16(REVISION), str8(name))
}

export function authSession(
  logon: Logon,
  clientSeed: number,
  serverSeed: number,
  revision = REVISION,
): Uint8Array {
  return gamePacket(
    0,
    u32(revision),
    str8(logon.account),
    u32(clientSeed),
    logon.hash(clientSeed, serverSeed),
  )
}
