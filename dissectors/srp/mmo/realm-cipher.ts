/** The encrypted part of a client's connection to a realm: whose headers can be decrypted, and with which key. */
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { CLIENT, SERVER, type Side } from '../../../src/network/conversation.js'
import { Direction, FROM_TRAFFIC, Next } from '../core/direction.js'
import { EncryptedTracks } from '../core/encrypted-track.js'
import { HEADER_KEY_LENGTH } from '../core/header-keys.js'
import { headerKeys, whatIs } from '../core/key-ring.js'
import { HEADER_KEY } from '../core/labels.js'
import { MMO_HEADER } from '../core/recover.js'
import { GAME_HEADER_LENGTH, type GameHeader, HeaderStream, isSound } from './header-stream.js'
import type { HeaderKey, RealmAuth } from './realm-auth.js'

export class RealmCipher {
  readonly #auth: RealmAuth
  readonly #secrets: DissectOptions['secrets']
  readonly #directions = [new Direction<HeaderStream>(), new Direction<HeaderStream>()] as const
  readonly #tracks = new EncryptedTracks(HEADER_KEY_LENGTH, [MMO_HEADER, MMO_HEADER])
  /** The key in use, for both directions. */
  key: HeaderKey | undefined

  constructor(auth: RealmAuth, { secrets }: DissectOptions) {
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

  /** The cipher begins with a direction's next packet; both ends must have been seen to agree on it. */
  begin(side: Side): void {
    this.#directions[side].encrypted = true
    if (!this.#auth.answered || (side === SERVER && !this.#auth.challenged)) this.lose(side)
  }

  lose(side: Side): void {
    const direction = this.#directions[side]
    direction.rest = 0
    direction.lost = true
    direction.stream = undefined
    this.#tracks.giveUp()
  }

  /** See `Session.cut`, for a direction that is encrypted. */
  cut(side: Side, bytes: Uint8Array, start: number, end: number): number {
    const direction = this.#directions[side]
    if (direction.rest > 0) {
      direction.next = Next.Rest
      return Math.min(direction.rest, end - start)
    }
    direction.next = Next.Packet
    if (!direction.stream) {
      const key = this.#keyFor(direction, bytes, start, end)
      if (key === 'wait') return 0
      if (key) this.#join(direction, key, bytes, start, end)
    }
    if (direction.stream) {
      const header = direction.stream.header(bytes, start, end)
      if (!header) return 0
      if (isSound(header)) return GAME_HEADER_LENGTH + header.size
      this.lose(side)
    }
    direction.next = Next.Segment
    return end - start
  }

  /** The header of the packet that `cut` has found at `start`; undefined when it is not whole. */
  takeHeader(side: Side, bytes: Uint8Array, start: number, end: number): GameHeader | undefined {
    const { stream } = this.#directions[side]
    stream?.header(bytes, start, end)
    return stream?.take()
  }

  /** Counts off what came of a packet under way. */
  takeRest(side: Side, bytes: number): void {
    this.#directions[side].rest -= bytes
  }

  /** Keeps a segment of packets that cannot be told apart; true when with it the key could be recovered. */
  keep(side: Side, bytes: Uint8Array): boolean {
    const found = this.isLost(side) ? undefined : this.#tracks.add(side, bytes)
    if (!found) return false
    const { account } = this.#auth
    this.key = { bytes: found.key, what: FROM_TRAFFIC }
    if (account !== undefined) {
      this.#secrets.learn(HEADER_KEY, [account, Buffer.from(found.key).toString('hex')], FROM_TRAFFIC)
    }
    for (const each of [CLIENT, SERVER]) {
      const direction = this.#directions[each]
      if (!direction.encrypted) continue
      if (found.ahead[each] < 0) this.lose(each)
      else {
        direction.stream = HeaderStream.from(found.key, found.positions[each])
        direction.rest = found.ahead[each]
      }
    }
    return true
  }

  #join(
    direction: Direction<HeaderStream>,
    key: HeaderKey,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    direction.stream = direction.lost
      ? HeaderStream.rejoin(key.bytes, bytes, start, end)
      : HeaderStream.from(key.bytes)
    if (direction.stream) direction.lost = false
  }

  /** One that the client's hash has proven, or one given for the account that fits the direction's first header. */
  #keyFor(
    direction: Direction<HeaderStream>,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): HeaderKey | 'wait' | undefined {
    this.key ??= this.#auth.findKey()
    if (this.key || direction.lost || this.#auth.account === undefined) return this.key
    const candidates = headerKeys(this.#secrets, this.#auth.account)
    if (candidates.length > 0 && end - start < GAME_HEADER_LENGTH) return 'wait'
    const fitting = candidates.find(({ value }) => fitsFirst(value, bytes, start, end))
    if (fitting) this.key = { bytes: fitting.value, what: `${whatIs(fitting)}${fitting.remark}` }
    return this.key
  }
}

/** Whether a key makes a header of the first six bytes that a small packet may have. */
function fitsFirst(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const header = HeaderStream.from(key).header(bytes, start, end)
  return header !== undefined && header.opcode < 256 && header.size < 0x10000
}
