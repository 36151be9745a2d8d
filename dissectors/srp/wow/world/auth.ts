/** How a client proves itself to a world server: three packets around the beginning of the cipher (protocol page 3.2). */
import type { Cursor } from '../../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../../src/dissect/dissector.js'
import { findingKind } from '../../../../src/dissect/finding.js'
import { linkKind } from '../../../../src/dissect/links.js'
import type { MessageRef } from '../../../../src/dissect/message.js'
import { DIGEST_LENGTH, sameBytes } from '../../core/digest.js'
import {
  type Candidate,
  type HeaderKeyPair,
  headerKeyPairs,
  headerKeys,
  whatIs,
} from '../../core/key-ring.js'
import { SESSION_KEY } from '../../core/labels.js'
import { LOGONS } from '../../core/logon-log.js'
import { type HashFacts, nameOf, type Proof, type ProvenKey, proveHash } from '../../core/prove.js'
import { readBytes, readTerminated } from '../../core/read.js'
import { worldHash } from '../../core/srp6a.js'
import { notCheckable, recordVerdict } from '../../core/verdict.js'
import { WORLD_NAME } from '../names.js'
import { readAddons } from './addons.js'
import { CHALLENGE, RESPONSE, SESSION } from './fields.js'
import { gameOf, isKnownBuild, VANILLA, type WorldGame, WRATH } from './games.js'
import { AUTH_OK, AUTH_RESULTS, AUTH_WAIT_QUEUE } from './names.js'

const UNKNOWN_BUILD = findingKind('wow-world.unknown-build', 'note')

const ANNOUNCED = linkKind(`${WORLD_NAME}.SMSG_AUTH_CHALLENGE`, 'Announced in', 'Opened in', { many: true })
const SESSION_LINK = linkKind(`${WORLD_NAME}.CMSG_AUTH_SESSION`, 'Answer to', 'Answer in')
const RESPONSE_LINK = linkKind(`${WORLD_NAME}.SMSG_AUTH_RESPONSE`, 'Answer to', 'Answer in')

const SEED_LENGTH = 4
const SEEDS_LENGTH = 32

/** Keys of the headers and where they come from. */
export interface WorldKeys extends HeaderKeyPair {
  /** `K (keys.txt line 2)`. */
  readonly what: string
}

/** What is known of a client at a world server. */
export class WorldAuth {
  readonly #options: DissectOptions
  #serverSeed: Uint8Array | undefined
  #challenge: MessageRef | undefined
  #session: MessageRef | undefined
  #facts: HashFacts | undefined
  /** The session key that the digest has proven. */
  #proven: ProvenKey | undefined
  /** Session keys of the account that were known when the digest was last checked. */
  #known = 0
  /** As the client's build says; until then as the challenge looks. */
  game: WorldGame = VANILLA
  account: string | undefined

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
    const long = at.remaining > SEED_LENGTH
    if (long) {
      this.game = WRATH
      at.read(CHALLENGE.unknown)
    }
    this.#serverSeed = readBytes(at, CHALLENGE.server_seed, SEED_LENGTH)
    if (long) at.take(CHALLENGE.seeds, SEEDS_LENGTH)
    this.#challenge = at.message.ref()
    const announced = this.#options.expectations.of(at.message.conversation)
    if (announced) at.link(ANNOUNCED, announced.message)
  }

  /** `whole` if all bytes of the packet are there. */
  readSession(at: Cursor, whole: boolean): void {
    const build = at.read(SESSION.build)
    if (at.failed) return
    this.game = gameOf(build)
    if (!isKnownBuild(build)) this.#tellBuild(at, build)
    at.read(SESSION.server_id)
    const account = readTerminated(at, SESSION.account)
    if (this.game.realmIds) at.read(SESSION.server_type)
    const client = readBytes(at, SESSION.client_seed, SEED_LENGTH)
    if (this.game.realmIds)
      for (const def of [SESSION.region, SESSION.battlegroup, SESSION.realm, SESSION.dos_response])
        at.read(def)
    const hash = readBytes(at, SESSION.digest, DIGEST_LENGTH)
    if (account && client && hash) this.#check(at, account, client, hash)
    if (this.#challenge) at.link(SESSION_LINK, this.#challenge)
    readAddons(at, this.game, whole)
  }

  readResponse(at: Cursor): void {
    const result = at.read(RESPONSE.result)
    if (at.failed) return
    if (result === AUTH_OK) this.#readBilling(at)
    else if (result === AUTH_WAIT_QUEUE) this.#readQueue(at)
    if (this.#session) at.link(RESPONSE_LINK, this.#session)
    if (!this.account || at.failed) return
    const name = AUTH_RESULTS.get(result) ?? `0x${result.toString(16)}`
    this.#log?.add(this.account, at.message, { result: name, request: this.#session })
  }

  /** The keys that follow from a session key the digest has proven. One that the traffic gives later is tried then. */
  provenKeys(): WorldKeys | undefined {
    if (!this.#proven && this.#facts && this.#known !== this.#countKeys())
      this.#take(proveHash(this.#facts, this.#options).proven)
    const proven = this.#proven
    return proven && { ...this.game.headerKeys(proven.key), what: proven.what }
  }

  /** Keys of headers that are given for the account, which nothing has proven yet. */
  givenKeys(): WorldKeys[] {
    const { secrets } = this.#options
    const account = this.account ?? ''
    const described = ({ remark, ...rest }: Candidate<unknown>) => `${whatIs({ remark, ...rest })}${remark}`
    if (this.game.cipher === 'rc4')
      return headerKeyPairs(secrets, account).map((each) => ({ ...each.value, what: described(each) }))
    return headerKeys(secrets, account)
      .filter(({ value }) => value.length === this.game.keyLength)
      .map((each) => ({ client: each.value, server: each.value, what: described(each) }))
  }

  /** Whether the client's digest comes from this session key; undefined when that cannot be told. */
  digestFits(key: Uint8Array): boolean | undefined {
    if (!this.#facts) return undefined
    const { account, client, server, hash } = this.#facts
    return sameBytes(worldHash(account, client, server, key), hash)
  }

  #check(at: Cursor, account: Uint8Array, client: Uint8Array, hash: Uint8Array): void {
    this.account = nameOf(account)
    this.#session = at.message.ref()
    const { verdict, proven } = this.#prove(account, client, hash)
    recordVerdict(at, SESSION.digest_check, verdict, DIGEST_LENGTH)
    if (proven) at.derive(SESSION.K, Buffer.from(proven.key).toString('hex'))
    this.#take(proven)
    const facts = { check: verdict, checked: 'digest', request: this.#challenge }
    this.#log?.add(this.account, at.message, facts)
  }

  #prove(account: Uint8Array, client: Uint8Array, hash: Uint8Array): Proof {
    const server = this.#serverSeed
    if (!server) {
      return { verdict: notCheckable('the SMSG_AUTH_CHALLENGE it answers was not seen'), proven: undefined }
    }
    this.#facts = { kind: 'world', account, client, server, hash }
    return proveHash(this.#facts, this.#options)
  }

  #take(proven: ProvenKey | undefined): void {
    this.#known = this.#countKeys()
    this.#proven = proven
  }

  #countKeys(): number {
    return this.#options.secrets.about(SESSION_KEY, this.account ?? '').length
  }

  get #log() {
    return this.#options.state.peek(LOGONS)
  }

  #readBilling(at: Cursor): void {
    at.read(RESPONSE.billing_time)
    at.read(RESPONSE.billing_flags)
    at.read(RESPONSE.billing_rested)
    if (this.game.expansion) at.read(RESPONSE.expansion)
  }

  #readQueue(at: Cursor): void {
    at.read(RESPONSE.queue_position)
    if (this.game.realmIds && at.more) at.read(RESPONSE.free_migration)
    at.rest(RESPONSE.more)
  }

  #tellBuild(at: Cursor, build: number): void {
    const text = `The layouts of build ${build} are not known; it is read as ${this.game.name}, which is nearest.`
    at.find(UNKNOWN_BUILD, text, 4)
  }
}
