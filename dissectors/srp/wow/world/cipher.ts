/** The encrypted part of a connection to a world server: whose headers can be decrypted, and with which keys. */
import type { DissectOptions } from '../../../../src/dissect/dissector.js'
import { CLIENT, SERVER, type Side } from '../../../../src/network/conversation.js'
import { Direction, FROM_TRAFFIC, Next } from '../../core/direction.js'
import { EncryptedTracks } from '../../core/encrypted-track.js'
import { HEADER_KEY, SESSION_KEY } from '../../core/labels.js'
import { type Recovered, WOW_CLIENT_HEADER, WOW_SERVER_HEADER } from '../../core/recover.js'
import type { WorldAuth, WorldKeys } from './auth.js'
import { VANILLA } from './games.js'
import { HeaderStream, headerLength, isSound, SERVER_HEADER, type WorldHeader } from './headers.js'
import { SMSG_AUTH_RESPONSE } from './opcodes.js'

/** Longest body that a client's first packet has, when keys are tried on it. */
const FIRST_BODY = 0x1000
/** Highest opcode, when keys are tried. */
const LAST_OPCODE = 0x51e

export class WorldCipher {
  readonly #auth: WorldAuth
  readonly #secrets: DissectOptions['secrets']
  readonly #directions = [new Direction<HeaderStream>(), new Direction<HeaderStream>()] as const
  #tracks: EncryptedTracks | undefined
  /** The server's first encrypted segment: a key that is recovered must make SMSG_AUTH_RESPONSE of its header. */
  #firstAnswer: Uint8Array | undefined
  /** The keys in use. */
  keys: WorldKeys | undefined

  constructor(auth: WorldAuth, { secrets }: DissectOptions) {
    this.#auth = auth
    this.#secrets = secrets
  }

  next(side: Side): Next {
    return this.#directions[side].next
  }

  isEncrypted(side: Side): boolean {
    return this.#directions[side].encrypted
  }

  /** Whether nobody knows where a direction stands in the cipher. */
  isLost(side: Side): boolean {
    return this.#directions[side].lost
  }

  /** The cipher begins with a direction's next packet; the client's CMSG_AUTH_SESSION must have been seen. */
  begin(side: Side): void {
    this.#directions[side].encrypted = true
    if (!this.#auth.answered) this.lose(side)
  }

  lose(side: Side): void {
    const direction = this.#directions[side]
    direction.rest = 0
    direction.lost = true
    direction.stream = undefined
    this.#tracks?.giveUp()
  }

  /** See `Session.cut`, for a direction that is encrypted. */
  cut(side: Side, bytes: Uint8Array, start: number, end: number): number {
    const direction = this.#directions[side]
    if (direction.rest > 0) {
      direction.next = Next.Rest
      return Math.min(direction.rest, end - start)
    }
    direction.next = Next.Packet
    if (!direction.stream && !direction.lost) {
      const keys = this.#keysFor(side, bytes, start, end)
      if (keys === 'wait') return 0
      if (keys) direction.stream = new HeaderStream(this.#auth.game, side, keys)
    }
    if (direction.stream) {
      const header = direction.stream.header(bytes, start, end)
      if (!header) return 0
      if (isSound(header)) return header.bytes.length + header.body
      this.lose(side)
    }
    direction.next = Next.Segment
    return end - start
  }

  /** The header of the packet that `cut` has found at `start`; undefined when it is not whole. */
  takeHeader(side: Side, bytes: Uint8Array, start: number, end: number): WorldHeader | undefined {
    const { stream } = this.#directions[side]
    const header = stream?.header(bytes, start, end)
    stream?.take()
    return header
  }

  /** Counts off what came of a packet under way. */
  takeRest(side: Side, bytes: number): void {
    this.#directions[side].rest -= bytes
  }

  /** Keeps a copy of a segment of packets that cannot be told apart; true when with it the key could be recovered. */
  keep(side: Side, bytes: Uint8Array): boolean {
    const { game } = this.#auth
    if (this.isLost(side) || game.cipher !== 'rolling') return false
    if (side === SERVER) this.#firstAnswer ??= bytes.slice()
    this.#tracks ??= new EncryptedTracks(game.keyLength, [WOW_CLIENT_HEADER, WOW_SERVER_HEADER])
    const found = this.#tracks.add(side, bytes)
    if (!found || !this.#learn(found)) return false
    for (const each of [CLIENT, SERVER]) {
      const direction = this.#directions[each]
      if (!direction.encrypted) continue
      if (found.ahead[each] < 0) this.lose(each)
      else {
        direction.stream = new HeaderStream(game, each, this.keys!, found.positions[each])
        direction.rest = found.ahead[each]
      }
    }
    return true
  }

  /** Takes a key that was found, unless something speaks against it. On 1.12 it is K itself. */
  #learn({ key }: Recovered): boolean {
    const { account, game } = this.#auth
    const keys = { client: key, server: key, what: FROM_TRAFFIC }
    const refuted = game === VANILLA && this.#auth.digestFits(key) === false
    if (refuted || account === undefined || !this.#fitsAnswer(keys)) return false
    const label = game === VANILLA ? SESSION_KEY : HEADER_KEY
    this.#secrets.learn(label, [account, Buffer.from(key).toString('hex')], FROM_TRAFFIC)
    this.keys = keys
    return true
  }

  /** Whether keys make SMSG_AUTH_RESPONSE of the server's first header, as far as that was seen. */
  #fitsAnswer(keys: WorldKeys): boolean {
    const first = this.#firstAnswer
    return !first || first.length < SERVER_HEADER || this.#fits(keys, SERVER, first, 0, first.length)
  }

  /** Those of a session key that the digest has proven, or some that are given and fit the direction's first header. */
  #keysFor(side: Side, bytes: Uint8Array, start: number, end: number): WorldKeys | 'wait' | undefined {
    this.keys ??= this.#auth.provenKeys()
    if (this.keys || this.#tracks) return this.keys
    const given = this.#auth.givenKeys()
    // The longest header of all.
    if (given.length > 0 && end - start < headerLength(CLIENT)) return 'wait'
    this.keys = given.find((keys) => this.#fits(keys, side, bytes, start, end))
    return this.keys
  }

  /** Whether keys make a first header that can be one: the server's is that of SMSG_AUTH_RESPONSE. */
  #fits(keys: WorldKeys, side: Side, bytes: Uint8Array, start: number, end: number): boolean {
    const header = new HeaderStream(this.#auth.game, side, keys).header(bytes, start, end)
    if (!header || !isSound(header)) return false
    if (side === SERVER) return header.opcode === SMSG_AUTH_RESPONSE
    return header.opcode <= LAST_OPCODE && header.body <= FIRST_BODY
  }
}
