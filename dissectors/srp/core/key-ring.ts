/** The secrets of an account, in every form in which they may be meant. */
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import type { Slot } from '../../../src/dissect/slots.js'
import { hexWord } from '../../../src/secrets/hex.js'
import type { SecretLabel } from '../../../src/secrets/label.js'
import type { Secret, Secrets } from '../../../src/secrets/secrets.js'
import { CLIENT_PRIVATE, HEADER_KEY, HEADER_KEYS, SERVER_PRIVATE, SESSION_KEY } from './labels.js'
import { numberOf, padded } from './numbers.js'
import { KEY_LENGTH } from './srp6a.js'

/** Secrets of one kind and account that are tried; of more, the first half and the last. */
export const MAX_TRIED = 200

/** A key that may be the one. */
export interface Candidate<T = Uint8Array> {
  readonly value: T
  /** `K`; empty for header keys. */
  readonly kind: string
  /** `keys.txt line 3`. */
  readonly from: string
  /** How it was read or made, where that is not the usual way: `, read high byte first`. */
  readonly remark: string
  /** Made of another secret. */
  readonly made?: boolean
}

/** `K (keys.txt line 3)`. */
export function whatIs({ kind, from }: Candidate<unknown>): string {
  return kind === '' ? from : `${kind} (${from})`
}

/** Every K (40 bytes, as hashed) the account may have had. */
export function sessionKeys(secrets: Secrets, account: string): Candidate[] {
  return candidates(secrets, SESSION_KEY, account, 'K', ([, key]) =>
    orders(key!).map(({ bytes, order }) => ({ value: padded(bytes, KEY_LENGTH), order })),
  )
}

/** Every b the account's server may have drawn. */
export function serverPrivates(secrets: Secrets, account: string): Candidate<bigint>[] {
  return candidates(secrets, SERVER_PRIVATE, account, 'b', ([, b]) => numbers(b!))
}

export interface ClientPrivate {
  readonly a: bigint
  readonly password: Uint8Array
}

/** Every a the account's client may have drawn, with the password. */
export function clientPrivates(secrets: Secrets, account: string): Candidate<ClientPrivate>[] {
  return candidates(secrets, CLIENT_PRIVATE, account, 'a and the password', ([, a, password]) =>
    numbers(a!).map(({ value, order }) => ({
      value: { a: value, password: new Uint8Array(Buffer.from(password!, 'utf8')) },
      order,
    })),
  )
}

/** Every header key of both directions (20 bytes) the account may have had. */
export function headerKeys(secrets: Secrets, account: string): Candidate[] {
  return candidates(secrets, HEADER_KEY, account, '', ([, key]) =>
    orders(key!).map(({ bytes, order }) => ({ value: bytes, order })),
  )
}

/** Header keys of a client and its server. */
export interface HeaderKeyPair {
  readonly client: Uint8Array
  readonly server: Uint8Array
}

/** Every pair of header keys the account may have had. */
export function headerKeyPairs(secrets: Secrets, account: string): Candidate<HeaderKeyPair>[] {
  return candidates(secrets, HEADER_KEYS, account, '', ([, client, server]) => {
    const servers = orders(server!)
    return orders(client!).map(({ bytes, order }, i) => ({
      value: { client: bytes, server: servers[i]!.bytes },
      order,
    }))
  })
}

/** Session keys that a check has proven, and where they come from: not wrong, only of another logon. Lasts over all passes. */
const PROVEN: Slot<Set<string>> = { name: 'srp.proven-keys', make: () => new Set() }
export const MAX_PROVEN = 100_000

export function rememberProven({ settings }: DissectOptions, { value, from }: Candidate): void {
  const proven = settings.of(PROVEN)
  if (proven.size < MAX_PROVEN) proven.add(Buffer.from(value).toString('hex')).add(from)
}

/** Whether a key, or another from the same line of a key file, has been proven. */
export function isProven({ settings }: DissectOptions, { value, from }: Candidate): boolean {
  const proven = settings.peek(PROVEN)
  return proven !== undefined && (proven.has(from) || proven.has(Buffer.from(value).toString('hex')))
}

interface Reading<T> {
  readonly value: T
  readonly order: string
}

function candidates<T>(
  secrets: Secrets,
  label: SecretLabel,
  account: string,
  kind: string,
  read: (words: readonly string[]) => Reading<T>[],
): Candidate<T>[] {
  return few(secrets.about(label, account)).flatMap(({ words, from }) =>
    read(words).map(({ value, order }) => ({ value, kind, from, remark: order })),
  )
}

function few(secrets: readonly Secret[]): readonly Secret[] {
  if (secrets.length <= MAX_TRIED) return secrets
  return [...secrets.slice(0, MAX_TRIED / 2), ...secrets.slice(-MAX_TRIED / 2)]
}

function numbers(word: string): Reading<bigint>[] {
  return orders(word).map(({ bytes, order }) => ({ value: numberOf(bytes), order }))
}

/** The bytes as they stand on the wire (low byte first), and the other way round, as databases keep numbers. */
function orders(word: string): { bytes: Uint8Array; order: string }[] {
  const bytes = hexWord(word) ?? new Uint8Array(0)
  return [
    { bytes, order: '' },
    { bytes: bytes.slice().reverse(), order: ', read high byte first' },
  ]
}
