/**
 * Checks of a logon against the secrets that are known. A hash of 160 bits that fits proves the key that was tried, so
 * that secrets need no other selector than the account.
 */
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { sameBytes, sha1 } from './digest.js'
import { cutText, formsOf } from './forms.js'
import {
  type Candidate,
  clientPrivates,
  isProven,
  rememberProven,
  serverPrivates,
  sessionKeys,
  whatIs,
} from './key-ring.js'
import { SESSION_KEY } from './labels.js'
import { numberOf } from './numbers.js'
import {
  clientProof,
  clientPublic,
  clientSecret,
  type Group,
  interleave,
  privateKey,
  realmHash,
  reconnectProof,
  scrambler,
  serverProof,
  serverSecret,
  verifierFromServer,
  worldHash,
} from './srp6a.js'
import { failed, notCheckable, type Verdict, verified } from './verdict.js'

/** What a capture holds of a logon, as on the wire. */
export interface LogonFacts {
  /** In capitals, as the client sends it. */
  readonly account: Uint8Array
  /** Undefined when the challenge was not seen, or its prime and generator make no sense. */
  readonly group: Group | undefined
  readonly salt: Uint8Array
  readonly publicA: Uint8Array
  readonly publicB: Uint8Array
  /** M1. */
  readonly clientProof: Uint8Array
}

/** A key that a check has proven. */
export interface ProvenKey {
  /** 40 bytes. */
  readonly key: Uint8Array
  /** `K (keys.txt line 2)`. */
  readonly what: string
  /** Numbers that were hashed without their high zero bytes. */
  readonly cut: readonly string[]
}

export interface Proof {
  readonly verdict: Verdict
  readonly proven: ProvenKey | undefined
}

const NO_GROUP = 'the challenge it answers is not known, or its numbers make no group'

/** Checks M1 with every key that may be the account's; one that fits is remembered for the account's other connections. */
export function proveLogon(facts: LogonFacts, options: DissectOptions): Proof {
  const { group } = facts
  if (!group) return { verdict: notCheckable(NO_GROUP), proven: undefined }
  return prove(nameOf(facts.account), logonKeys(facts, group, options), options, (key) =>
    fittingCut(facts, group, key),
  )
}

/** Checks M2 with the key that M1 has proven. */
export function checkServerProof(
  { publicA, clientProof }: LogonFacts,
  proven: ProvenKey | undefined,
  proof: Uint8Array,
): Verdict {
  if (!proven) return notCheckable('the key of this logon is not known')
  for (const a of formsOf({ A: publicA })) {
    for (const k of formsOf({ K: proven.key })) {
      if (sameBytes(serverProof(a.bytes[0]!, clientProof, k.bytes[0]!), proof)) {
        return verified(`with ${proven.what}${cutText([...a.cut, ...k.cut])}`)
      }
    }
  }
  return failed(`${proven.what}, which gives this logon's M1, gives another M2`)
}

/** What a client shows to prove at a realm, a world server or on reconnecting that it has K. */
export interface HashFacts {
  readonly kind: 'realm' | 'world' | 'reconnect'
  readonly account: Uint8Array
  /** Seed of 4 bytes, or data of 16. */
  readonly client: Uint8Array
  readonly server: Uint8Array
  readonly hash: Uint8Array
}

const HASHES = { realm: realmHash, world: worldHash, reconnect: reconnectProof }

/** Checks a client's hash with every K that may be the account's. */
export function proveHash(
  { kind, account, client, server, hash }: HashFacts,
  options: DissectOptions,
): Proof {
  const name = nameOf(account)
  return prove(name, sessionKeys(options.secrets, name), options, (key) => {
    const form = formsOf({ K: key }).find(({ bytes: [k] }) =>
      sameBytes(HASHES[kind](account, client, server, k!), hash),
    )
    return form?.cut
  })
}

/** An account's name as it selects secrets. */
export function nameOf(account: Uint8Array): string {
  return Buffer.from(account).toString('utf8')
}

function prove(
  account: string,
  keys: Iterable<Candidate>,
  options: DissectOptions,
  fitting: (key: Uint8Array) => readonly string[] | undefined,
): Proof {
  const wrong = new Set<string>()
  let others = false
  for (const candidate of keys) {
    const { value, from, remark, made } = candidate
    const what = whatIs(candidate)
    const cut = fitting(value)
    if (cut) {
      rememberProven(options, candidate)
      if (made) options.secrets.learn(SESSION_KEY, [account, Buffer.from(value).toString('hex')], from)
      const verdict = verified(`with ${what}${remark}${cutText(cut)}`)
      return { verdict, proven: { key: value, what, cut } }
    }
    if (isProven(options, candidate)) others = true
    else wrong.add(what)
  }
  return { verdict: unfit(account, [...wrong], others), proven: undefined }
}

function unfit(account: string, wrong: readonly string[], others: boolean): Verdict {
  if (wrong.length > 0) {
    const some = wrong.slice(0, 3).join(', ')
    const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : ''
    const verdict =
      wrong.length > 1 ? 'those keys are wrong or of other logons' : 'that key is wrong or of another logon'
    return failed(`it does not follow from ${some}${more} in either byte order; ${verdict}`)
  }
  if (others) return notCheckable(`every key known of ${account} belongs to another logon`)
  return notCheckable(`no key of ${account} is known (--secrets)`)
}

/** Every K that the logon may have: those given or learned, and those that follow from a private number. */
function* logonKeys(facts: LogonFacts, group: Group, { secrets }: DissectOptions): Generator<Candidate> {
  const account = nameOf(facts.account)
  yield* sessionKeys(secrets, account)
  for (const given of serverPrivates(secrets, account)) {
    const b = given.value
    const v = verifierFromServer(group, numberOf(facts.publicB), b)
    yield* keysBy(facts, given, (u) => serverSecret(group, numberOf(facts.publicA), v, u, b))
  }
  for (const given of clientPrivates(secrets, account)) {
    const { a, password } = given.value
    if (clientPublic(group, a) !== numberOf(facts.publicA)) {
      yield madeOf(given, NO_KEY)
      continue
    }
    for (const salt of formsOf({ s: facts.salt })) {
      const x = privateKey(salt.bytes[0]!, facts.account, password)
      yield* keysBy(facts, given, (u) => clientSecret(group, numberOf(facts.publicB), x, u, a))
    }
  }
}

/** A key that fits nothing: stands for a secret that contradicts the capture before a key is made of it. */
const NO_KEY = new Uint8Array(0)

/** The keys that follow from S, for each u and each interleave that implementations use. */
function* keysBy(
  facts: LogonFacts,
  given: Candidate<unknown>,
  secretFor: (u: bigint) => Uint8Array,
): Generator<Candidate> {
  for (const { bytes } of formsOf({ A: facts.publicA, B: facts.publicB })) {
    const secret = secretFor(scrambler(bytes[0]!, bytes[1]!))
    yield madeOf(given, interleave(secret, false))
    if (secret[0] === 0)
      yield madeOf(given, interleave(secret, true), ', with the low zero bytes of S skipped')
  }
}

function madeOf({ kind, from, remark }: Candidate<unknown>, key: Uint8Array, more = ''): Candidate {
  return { value: key, kind: 'K', from: `${kind}, ${from}`, remark: remark + more, made: true }
}

/** What has to be cut so that a key gives M1; undefined when nothing helps. The account's hash is cut by Kyoril/mmo's client. */
function fittingCut(
  { account, salt, publicA, publicB, clientProof: proof }: LogonFacts,
  group: Group,
  key: Uint8Array,
): readonly string[] | undefined {
  for (const numbers of formsOf({ s: salt, A: publicA, B: publicB })) {
    const [s, a, b] = numbers.bytes as [Uint8Array, Uint8Array, Uint8Array]
    for (const hash of formsOf({ 'SHA1(account)': sha1(account) })) {
      for (const k of formsOf({ K: key })) {
        const parts = {
          group,
          accountHash: hash.bytes[0]!,
          salt: s,
          publicA: a,
          publicB: b,
          key: k.bytes[0]!,
        }
        if (sameBytes(clientProof(parts), proof)) return [...hash.cut, ...numbers.cut, ...k.cut]
      }
    }
  }
  return undefined
}
