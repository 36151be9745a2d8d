/**
 * SRP-6a with SHA-1 and k = 3, as Kyoril/mmo and World of Warcraft compute it (protocol page 1.10, 2.5). Everything
 * is little-endian; who pads and who cuts differs, so callers hand over the bytes in the form they want hashed.
 */
import { sha1 } from './digest.js'
import { bytesOf, cut, modulo, numberOf, power } from './numbers.js'

export const NUMBER_LENGTH = 32
export const KEY_LENGTH = 40

const MULTIPLIER = 3n

/** The prime and the generator, as both ends know them. */
export interface Group {
  readonly prime: bigint
  readonly generator: bigint
}

/** The group of every client known; private builds of Kyoril/mmo may have another. */
export const KNOWN_GROUP: Group = {
  prime: 0x894b645e89e1535bbdad5b8b290650530801b18ebfbf5e8fab3c82872a3e9bb7n,
  generator: 7n,
}

/** The group that a challenge carries; undefined for numbers that make none, or a prime of more than 32 bytes. */
export function groupOf(prime: Uint8Array, generator: Uint8Array): Group | undefined {
  const group = { prime: numberOf(prime), generator: numberOf(generator) }
  const sound = cut(prime).length <= NUMBER_LENGTH && group.prime > MULTIPLIER && group.generator > 0n
  return sound ? group : undefined
}

/** x: SHA-1 of salt and account hash, where that is SHA-1 of `ACCOUNT:PASSWORD`. */
export function privateKey(salt: Uint8Array, account: Uint8Array, password: Uint8Array): bigint {
  const hash = sha1(upperCase(account), COLON, upperCase(password))
  return numberOf(sha1(salt, hash))
}

/** v = g^x. */
export function verifier({ prime, generator }: Group, x: bigint): bigint {
  return power(generator, x, prime)
}

/** A = g^a. */
export function clientPublic({ prime, generator }: Group, a: bigint): bigint {
  return power(generator, a, prime)
}

/** B = 3v + g^b. */
export function serverPublic({ prime, generator }: Group, v: bigint, b: bigint): bigint {
  return (MULTIPLIER * v + power(generator, b, prime)) % prime
}

/** v follows from B and b alone: (B - g^b) / 3. The prime must not be a multiple of 3, which no prime above 3 is. */
export function verifierFromServer({ prime, generator }: Group, publicB: bigint, b: bigint): bigint {
  const third = power(MULTIPLIER, prime - 2n, prime)
  return modulo((publicB - power(generator, b, prime)) * third, prime)
}

/** u: SHA-1 of A and B. */
export function scrambler(publicA: Uint8Array, publicB: Uint8Array): bigint {
  return numberOf(sha1(publicA, publicB))
}

/** S as the server computes it, 32 bytes: (A v^u)^b. */
export function serverSecret({ prime }: Group, publicA: bigint, v: bigint, u: bigint, b: bigint): Uint8Array {
  return bytesOf(power(publicA * power(v, u, prime), b, prime), NUMBER_LENGTH)
}

/** S as the client computes it, 32 bytes: (B - 3 g^x)^(a + ux). */
export function clientSecret(group: Group, publicB: bigint, x: bigint, u: bigint, a: bigint): Uint8Array {
  const base = modulo(publicB - MULTIPLIER * verifier(group, x), group.prime)
  return bytesOf(power(base, a + u * x, group.prime), NUMBER_LENGTH)
}

/**
 * K, 40 bytes: the SHA-1 of S's even bytes and that of its odd bytes, interleaved. The game's client first skips an even
 * number of low zero bytes; Kyoril/mmo, vmangos and cmangos do not.
 */
export function interleave(secret: Uint8Array, skipZeros: boolean): Uint8Array {
  let from = 0
  if (skipZeros) {
    while (from < secret.length && secret[from] === 0) from++
    from += from & 1
  }
  const bytes = secret.subarray(from)
  const halves = [0, 1].map((odd) => sha1(bytes.filter((_, i) => (i & 1) === odd)))
  return Uint8Array.from({ length: KEY_LENGTH }, (_, i) => halves[i & 1]![i >> 1]!)
}

/** What M1 is made of, each in the form its maker hashes. */
export interface ProofParts {
  readonly group: Group
  /** SHA-1 of the account's name. */
  readonly accountHash: Uint8Array
  readonly salt: Uint8Array
  readonly publicA: Uint8Array
  readonly publicB: Uint8Array
  readonly key: Uint8Array
}

/** M1, which proves to the server that the client has K. */
export function clientProof({ group, accountHash, salt, publicA, publicB, key }: ProofParts): Uint8Array {
  return sha1(groupHash(group), accountHash, salt, publicA, publicB, key)
}

/** M2, which proves to the client that the server has K. */
export function serverProof(publicA: Uint8Array, clientProof: Uint8Array, key: Uint8Array): Uint8Array {
  return sha1(publicA, clientProof, key)
}

/** The proof of a reconnect (World of Warcraft only). */
export function reconnectProof(
  account: Uint8Array,
  clientData: Uint8Array,
  serverData: Uint8Array,
  key: Uint8Array,
): Uint8Array {
  return sha1(account, clientData, serverData, key)
}

/** The hash by which a client proves at a Kyoril/mmo realm that it has K, which is hashed cut. */
export function realmHash(
  account: Uint8Array,
  clientSeed: Uint8Array,
  serverSeed: Uint8Array,
  cutKey: Uint8Array,
): Uint8Array {
  return sha1(account, clientSeed, serverSeed, cutKey)
}

/** The same at a World of Warcraft world server, with four zero bytes behind the account. */
export function worldHash(
  account: Uint8Array,
  clientSeed: Uint8Array,
  serverSeed: Uint8Array,
  key: Uint8Array,
): Uint8Array {
  return sha1(account, FOUR_ZEROS, clientSeed, serverSeed, key)
}

/** ASCII letters in capitals, other bytes as they are. */
export function upperCase(text: Uint8Array): Uint8Array {
  return text.map((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte))
}

/** SHA-1 of the prime, XOR that of the generator. */
function groupHash({ prime, generator }: Group): Uint8Array {
  const ofGenerator = sha1(bytesOf(generator, byteLength(generator)))
  return sha1(bytesOf(prime, NUMBER_LENGTH)).map((byte, i) => byte ^ ofGenerator[i]!)
}

function byteLength(number: bigint): number {
  return Math.max(1, Math.ceil(number.toString(16).length / 2))
}

const COLON = Uint8Array.of(0x3a)
const FOUR_ZEROS = new Uint8Array(4)
