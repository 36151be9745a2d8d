/** How a client proves itself to a realm: three packets, before the cipher (protocol page 1.7). */
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import { DIGEST_LENGTH } from '../core/digest.js'
import { sharedHeaderKey } from '../core/header-keys.js'
import { SESSION_KEY } from '../core/labels.js'
import { LOGONS } from '../core/logon-log.js'
import { cut } from '../core/numbers.js'
import { type HashFacts, nameOf, type Proof, type ProvenKey, proveHash } from '../core/prove.js'
import { readBytes, readText } from '../core/read.js'
import { notCheckable, recordVerdict } from '../core/verdict.js'
import { noteSession } from './handed-on.js'
import { CHALLENGE, REALM_NAME, RESPONSE, SESSION } from './realm-fields.js'
import { GAME_RESULTS, resultText, SUCCESS } from './results.js'

const ANNOUNCED = linkKind(`${REALM_NAME}.AuthChallenge`, 'Announced in', 'Opened in', { many: true })
const SESSION_LINK = linkKind(`${REALM_NAME}.AuthSession`, 'Answer to', 'Answer in')
const RESPONSE_LINK = linkKind(`${REALM_NAME}.AuthSessionResponse`, 'Answer to', 'Answer in')

/** A header key and where it comes from. */
export interface HeaderKey {
  readonly bytes: Uint8Array
  /** `K (keys.txt line 2)`. */
  readonly what: string
}

/** What is known of a client at a realm. */
export class RealmAuth {
  readonly #options: DissectOptions
  #serverSeed: Uint8Array | undefined
  #challenge: MessageRef | undefined
  #session: MessageRef | undefined
  #facts: HashFacts | undefined
  /** What follows from a session key that the client's hash has proven. */
  #key: HeaderKey | undefined
  /** Session keys of the account that were known when the hash was last checked. */
  #known = 0
  account: string | undefined
  /** The client's revision. */
  revision: number | undefined
  /** The realm has let the client in. */
  accepted = false

  constructor(options: DissectOptions) {
    this.#options = options
  }

  get challenged(): boolean {
    return this.#challenge !== undefined
  }

  get answered(): boolean {
    return this.#session !== undefined
  }

  readChallenge(at: Cursor): void {
    const announced = this.#options.expectations.of(at.message.conversation)
    if (announced) at.link(ANNOUNCED, announced.message)
    this.#serverSeed = readBytes(at, CHALLENGE.server_seed, 4)
    this.#challenge = at.message.ref()
  }

  readSession(at: Cursor): void {
    if (this.#challenge) at.link(SESSION_LINK, this.#challenge)
    const revision = at.read(SESSION.build)
    const account = readText(at, SESSION.account_length, SESSION.account)
    const client = readBytes(at, SESSION.client_seed, 4)
    const hash = readBytes(at, SESSION.client_hash, DIGEST_LENGTH)
    if (!account || !client || !hash) return
    noteSession(at, this.#options, account, hash)
    const { verdict, proven } = this.#prove(account, client, hash)
    recordVerdict(at, SESSION.hash_check, verdict, DIGEST_LENGTH)
    this.#session = at.message.ref()
    this.account = nameOf(account)
    this.revision = revision
    this.#facts = { kind: 'realm', account, client, server: this.#serverSeed ?? new Uint8Array(0), hash }
    this.#take(proven)
    this.#log?.add(this.account, at.message, {
      check: verdict,
      checked: 'client hash',
      request: this.#challenge,
    })
  }

  readResponse(at: Cursor): void {
    if (this.#session) at.link(RESPONSE_LINK, this.#session)
    const result = at.read(RESPONSE.result)
    if (at.failed) return
    this.accepted = result === SUCCESS
    if (!this.account) return
    this.#log?.add(this.account, at.message, {
      result: resultText(GAME_RESULTS, result),
      request: this.#session,
    })
  }

  /** The header key, looked for again when more session keys are known than before: the login server may have told one. */
  findKey(): HeaderKey | undefined {
    if (this.#key || !this.#facts || this.#known === this.#countKeys()) return this.#key
    this.#take(proveHash(this.#facts, this.#options).proven)
    return this.#key
  }

  #take(proven: ProvenKey | undefined): void {
    this.#known = this.#countKeys()
    if (proven) this.#key = { bytes: sharedHeaderKey(cut(proven.key)), what: proven.what }
  }

  #countKeys(): number {
    return this.#options.secrets.about(SESSION_KEY, this.account ?? '').length
  }

  get #log() {
    return this.#options.state.peek(LOGONS)
  }

  #prove(account: Uint8Array, client: Uint8Array, hash: Uint8Array): Proof {
    const server = this.#serverSeed
    if (server) return proveHash({ kind: 'realm', account, client, server, hash }, this.#options)
    return { verdict: notCheckable('the AuthChallenge it answers was not seen'), proven: undefined }
  }
}
