/** The SRP-6a exchange, which three links share: LogonChallenge and LogonProof from both sides (protocol page 1.4). */
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { findingKind } from '../../../src/dissect/finding.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import { bytes, derived, layer, u8 } from '../../../src/fields/index.js'
import { DIGEST_LENGTH } from '../core/digest.js'
import { LOGONS, type LogonLog, type StepFacts } from '../core/logon-log.js'
import { padded } from '../core/numbers.js'
import { checkServerProof, type LogonFacts, nameOf, type ProvenKey, proveLogon } from '../core/prove.js'
import { readBytes } from '../core/read.js'
import { tellGroup, tellZero } from '../core/soundness.js'
import { type Group, groupOf, NUMBER_LENGTH } from '../core/srp6a.js'
import { notCheckable, recordVerdict, type Verdict } from '../core/verdict.js'
import type { Packet } from './link.js'
import { AUTH_RESULTS, resultText, SUCCESS } from './results.js'

/** Length of a challenge without its salt: result, B, g, N. */
const BEFORE_SALT = 1 + NUMBER_LENGTH + 1 + NUMBER_LENGTH

const CUT_NUMBER = findingKind('mmo.cut-number', 'note')
const NEVER = findingKind('mmo.account-hash', 'note')

/** What is known of a logon while its packets come. */
export class Exchange {
  readonly options: DissectOptions
  readonly log: LogonLog | undefined
  /** Of the client (or realm, or world), in capitals; undefined until its challenge was seen. */
  account: Uint8Array | undefined
  group: Group | undefined
  publicB: Uint8Array = new Uint8Array(0)
  salt: Uint8Array = new Uint8Array(0)
  facts: LogonFacts | undefined
  proven: ProvenKey | undefined
  /** The last requests, to link answers to. */
  challenge: MessageRef | undefined
  proof: MessageRef | undefined

  constructor(options: DissectOptions) {
    this.options = options
    this.log = options.state.peek(LOGONS)
  }

  /** A client's challenge begins a new logon. */
  begin(at: Cursor, account: Uint8Array | undefined): void {
    this.account = account
    this.group = undefined
    this.facts = undefined
    this.proven = undefined
    this.proof = undefined
    this.challenge = at.message.ref()
    this.tell(at)
  }

  /** Adds this message to the table of logons, if one is wanted. */
  tell(at: Cursor, facts: StepFacts = {}): void {
    if (this.account && !at.failed) this.log?.add(nameOf(this.account), at.message, facts)
  }
}

/** A session's state that has an exchange. */
export interface HasExchange {
  readonly exchange: Exchange
}

/** The exchange's packets for one link: both of the server's and the client's proof. */
export interface ExchangePackets {
  readonly serverChallenge: Packet<HasExchange>
  readonly clientProof: Packet<HasExchange>
  readonly serverProof: Packet<HasExchange>
}

/** Declares the exchange's fields below a protocol's name and gives its packets. */
export function exchangePackets(protocol: string): ExchangePackets {
  const CHALLENGE = layer(`${protocol}.LogonChallenge`, {
    result: u8({ label: 'Result Code', names: AUTH_RESULTS, summary: '' }),
    B: bytes({ role: 'random', doc: "The server's public number, low byte first" }),
    g: u8({ doc: 'The generator' }),
    N: bytes({ doc: 'The prime, low byte first' }),
    s: bytes({
      role: 'random',
      doc: "The account's salt; before 2026-06-24, and between servers, cut of high zero bytes",
    }),
  })
  const PROOF = layer(`${protocol}.LogonProof`, {
    A: bytes({
      role: 'random',
      doc: "The client's public number; before 2026-06-24, and between servers, cut of high zero bytes",
    }),
    M1: bytes({ role: 'random', doc: 'Proves to the server that the client has the session key' }),
    M1_check: derived({ label: 'M1 check' }),
    K: derived({ label: 'Session key', role: 'secret', doc: 'K as follows from the secrets given' }),
    result: u8({ label: 'Result', names: AUTH_RESULTS, summary: '' }),
    M2: bytes({ role: 'random', doc: 'Proves to the client that the server has the session key' }),
    M2_check: derived({ label: 'M2 check' }),
  })
  const CHALLENGE_LINK = linkKind(`${protocol}.LogonChallenge`, 'Answer to', 'Answer in')
  const PROOF_LINK = linkKind(`${protocol}.LogonProof`, 'Answer to', 'Answer in')

  function readServerChallenge(at: Cursor, { exchange }: HasExchange): void {
    if (exchange.challenge) at.link(CHALLENGE_LINK, exchange.challenge)
    const result = at.read(CHALLENGE.result)
    if (result === SUCCESS) readNumbers(at, exchange)
    exchange.tell(at, { result: resultText(AUTH_RESULTS, result), request: exchange.challenge })
  }

  function readNumbers(at: Cursor, exchange: Exchange): void {
    const publicB = readBytes(at, CHALLENGE.B, NUMBER_LENGTH)
    const generator = at.read(CHALLENGE.g)
    const prime = readBytes(at, CHALLENGE.N, NUMBER_LENGTH)
    const group = prime && groupOf(prime, Uint8Array.of(generator))
    if (prime) tellGroup(at, group)
    const salt = readBytes(at, CHALLENGE.s, Math.min(at.remaining, NUMBER_LENGTH))
    if (!publicB || !salt || at.failed) return
    if (group) tellZero(at, 'B', publicB, group)
    exchange.group = group
    exchange.publicB = publicB
    exchange.salt = padded(salt, NUMBER_LENGTH).slice()
  }

  function readClientProof(at: Cursor, { exchange }: HasExchange, length: number): void {
    const publicA = readBytes(at, PROOF.A, length - DIGEST_LENGTH)
    if (publicA && publicA.length < NUMBER_LENGTH) tellCut(at, publicA.length)
    const proof = readBytes(at, PROOF.M1, DIGEST_LENGTH)
    if (!publicA || !proof) return
    const { group, account } = exchange
    if (group) tellZero(at, 'A', publicA, group)
    const verdict = prove(exchange, publicA, proof)
    recordVerdict(at, PROOF.M1_check, verdict, DIGEST_LENGTH)
    if (exchange.proven) at.derive(PROOF.K, Buffer.from(exchange.proven.key).toString('hex'))
    exchange.proof = at.message.ref()
    if (account) exchange.tell(at, { check: verdict, checked: 'M1' })
  }

  function readServerProof(at: Cursor, { exchange }: HasExchange): void {
    if (exchange.proof) at.link(PROOF_LINK, exchange.proof)
    const result = at.read(PROOF.result)
    const facts = { result: resultText(AUTH_RESULTS, result), request: exchange.proof }
    if (at.failed || result !== SUCCESS) {
      tellNever(at, exchange)
      exchange.tell(at, facts)
      return
    }
    const proof = readBytes(at, PROOF.M2, DIGEST_LENGTH)
    if (!proof) return
    const check = exchange.facts
      ? checkServerProof(exchange.facts, exchange.proven, proof)
      : notCheckable('the logon it ends was not seen')
    recordVerdict(at, PROOF.M2_check, check, DIGEST_LENGTH)
    exchange.tell(at, { ...facts, check, checked: 'M2' })
  }

  return {
    serverChallenge: {
      name: 'LogonChallenge',
      least: 1,
      most: BEFORE_SALT + NUMBER_LENGTH,
      read: readServerChallenge,
    },
    clientProof: {
      name: 'LogonProof',
      least: DIGEST_LENGTH + 1,
      most: NUMBER_LENGTH + DIGEST_LENGTH,
      read: readClientProof,
    },
    serverProof: { name: 'LogonProof', least: 1, most: 1 + DIGEST_LENGTH, read: readServerProof },
  }
}

function prove(exchange: Exchange, publicA: Uint8Array, clientProof: Uint8Array): Verdict {
  const { account, group, publicB, salt, options } = exchange
  if (!account) return notCheckable('the account was not seen')
  // An answer that is hashed whole is hashed with all of its 32 bytes.
  const facts = { account, group, salt, publicA: padded(publicA, NUMBER_LENGTH), publicB, clientProof }
  const { verdict, proven } = proveLogon(facts, options)
  exchange.facts = facts
  exchange.proven = proven
  return verdict
}

function tellCut(at: Cursor, length: number): void {
  at.find(
    CUT_NUMBER,
    `A has ${length} bytes: its sender cuts high zero bytes. Login servers read ${NUMBER_LENGTH} bytes and lose their place here.`,
    length,
  )
}

/** An account whose hash ends in zero bytes: client and server disagree about it for ever. */
function tellNever(at: Cursor, { proven, account }: Exchange): void {
  if (at.failed || !account || !proven?.cut.includes('SHA1(account)')) return
  at.find(
    NEVER,
    `The client cut the high zero byte of SHA1(${nameOf(account)}) in M1 and the server does not: this account cannot log in.`,
    1,
  )
}
