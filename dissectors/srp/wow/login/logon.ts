/** What is known of a logon while its messages come, and its checks. */
import { isIP } from 'node:net'
import { count } from '../../../../src/count.js'
import type { Cursor } from '../../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../../src/dissect/dissector.js'
import { findingKind } from '../../../../src/dissect/finding.js'
import type { MessageRef } from '../../../../src/dissect/message.js'
import { DIGEST_LENGTH, sameBytes, sha1 } from '../../core/digest.js'
import { LOGONS, type LogonLog } from '../../core/logon-log.js'
import {
  checkServerProof,
  type LogonFacts,
  nameOf,
  type Proof,
  type ProvenKey,
  proveHash,
  proveLogon,
} from '../../core/prove.js'
import { tellZero } from '../../core/soundness.js'
import type { Group } from '../../core/srp6a.js'
import { failed, notCheckable, recordVerdict, type Verdict, verified } from '../../core/verdict.js'
import { WORLD_NAME } from '../names.js'
import { PROOF, RECONNECT } from './fields.js'
import { LOGIN_RESULTS } from './names.js'
import { type LoginVersion, loginVersion, nearestVersion } from './versions.js'

const UNKNOWN_VERSION = findingKind('wow-login.unknown-version', 'warning')
const BAD_SOCKET = findingKind('wow-login.server-socket', 'warning')

/** What the server's challenge holds for the checks. */
export interface ChallengeNumbers {
  readonly group: Group | undefined
  readonly publicB: Uint8Array
  readonly salt: Uint8Array
}

/** What a step of the logon came to, for the statistic. */
export interface Step {
  readonly result?: number | undefined
  readonly realms?: number | undefined
  readonly check?: Checked | undefined
}

/** A check, and what of. */
export interface Checked {
  readonly of: string
  readonly verdict: Verdict
}

export class Logon {
  /** As the client's challenge said; undefined until one was seen. */
  version: LoginVersion | undefined
  /** The request that the message at hand answers. */
  request: MessageRef | undefined
  readonly #options: DissectOptions
  readonly #log: LogonLog | undefined
  #account: Uint8Array | undefined
  #numbers: ChallengeNumbers | undefined
  #facts: LogonFacts | undefined
  #proven: ProvenKey | undefined
  #reconnectData: Uint8Array | undefined

  constructor(options: DissectOptions) {
    this.#options = options
    this.#log = options.state.peek(LOGONS)
  }

  /** A client's challenge says its protocol version, from which the layout of all that follows is known. */
  beginVersion(at: Cursor, number: number): void {
    this.version = nearestVersion(number)
    if (loginVersion(number)) return
    const text = `Protocol version ${number} is not known; what follows is read as version ${this.version.number}.`
    at.find(UNKNOWN_VERSION, text, 1)
  }

  /** A client's challenge begins a new logon. */
  begin(at: Cursor, account: Uint8Array | undefined): void {
    this.#account = account
    this.#numbers = undefined
    this.#facts = undefined
    this.#proven = undefined
    this.#reconnectData = undefined
    this.tell(at)
  }

  challenge(at: Cursor, numbers: ChallengeNumbers): void {
    this.#numbers = numbers
    const { group, publicB } = numbers
    if (group) tellZero(at, 'B', publicB, group)
  }

  /** Checks M1, just read. */
  clientProof(at: Cursor, publicA: Uint8Array, clientProof: Uint8Array): Checked {
    const { verdict, proven } = this.#proveLogon(publicA, clientProof)
    if (this.#numbers?.group) tellZero(at, 'A', publicA, this.#numbers.group)
    recordVerdict(at, PROOF.M1_check, verdict, DIGEST_LENGTH)
    if (proven) at.derive(PROOF.K, Buffer.from(proven.key).toString('hex'))
    this.#proven = proven
    return { of: 'M1', verdict }
  }

  #proveLogon(publicA: Uint8Array, clientProof: Uint8Array): Proof {
    const account = this.#account
    const numbers = this.#numbers
    if (!account) return unproven("the client's challenge, which names the account, was not seen")
    if (!numbers) return unproven("the server's challenge was not seen")
    this.#facts = { account, ...numbers, publicA, clientProof }
    return proveLogon(this.#facts, this.#options)
  }

  /** Checks M2, just read. */
  serverProof(at: Cursor, proof: Uint8Array): Checked {
    const verdict = this.#facts
      ? checkServerProof(this.#facts, this.#proven, proof)
      : notCheckable('the logon that it ends was not seen')
    recordVerdict(at, PROOF.M2_check, verdict, DIGEST_LENGTH)
    return { of: 'M2', verdict }
  }

  reconnectChallenge(data: Uint8Array): void {
    this.#reconnectData = data
  }

  /** Checks the proof of a reconnect, just read. */
  reconnectProof(at: Cursor, client: Uint8Array, hash: Uint8Array): Checked {
    const account = this.#account
    const server = this.#reconnectData
    const { verdict, proven } = !account
      ? unproven("the client's challenge, which names the account, was not seen")
      : !server
        ? unproven("the server's challenge was not seen")
        : proveHash({ kind: 'reconnect', account, client, server, hash }, this.#options)
    recordVerdict(at, RECONNECT.proof_check, verdict, DIGEST_LENGTH)
    if (proven) at.derive(PROOF.K, Buffer.from(proven.key).toString('hex'))
    return { of: 'proof', verdict }
  }

  /** Checks the checksum of a reconnect, just read, which needs no secret. */
  reconnectChecksum(at: Cursor, data: Uint8Array, checksum: Uint8Array): void {
    const right = sameBytes(sha1(data, new Uint8Array(DIGEST_LENGTH)), checksum)
    const verdict = right
      ? verified('as SHA-1 of the proof data and 20 zero bytes')
      : failed('it is not SHA-1 of the proof data and 20 zero bytes, as clients send')
    recordVerdict(at, RECONNECT.checksum_check, verdict, DIGEST_LENGTH)
  }

  /** Expects the connection that the client may open to a realm just read. A host name stands for any address. */
  realm(at: Cursor, socket: string): void {
    const colon = socket.lastIndexOf(':')
    const host = socket.slice(0, Math.max(0, colon))
    const port = Number(socket.slice(colon + 1))
    if (colon <= 0 || !Number.isInteger(port) || port < 1 || port > 0xffff) {
      at.find(BAD_SOCKET, `Expected a host and a port (host:8085) as server socket, found '${socket}'.`)
      return
    }
    const expectation = { dissector: WORLD_NAME, message: at.message.ref(), by: at.message.type }
    this.#options.expectations.add('tcp', isIP(host) ? host : '', port, expectation)
  }

  /** Adds this message to the table of logons, if one is wanted. */
  tell(at: Cursor, { result, realms, check }: Step = {}): void {
    if (!this.#account || at.failed) return
    const text = result === undefined ? undefined : resultText(result)
    this.#log?.add(nameOf(this.#account), at.message, {
      result: realms === undefined ? text : count(realms, 'realm'),
      check: check?.verdict,
      ...(check ? { checked: check.of } : {}),
      request: this.request,
    })
  }
}

function unproven(because: string): Proof {
  return { verdict: notCheckable(because), proven: undefined }
}

function resultText(result: number): string {
  return LOGIN_RESULTS.get(result) ?? `0x${result.toString(16)}`
}
