import { Cursor } from '../../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../../src/dissect/dissector.js'
import { findingKind } from '../../../../src/dissect/finding.js'
import type { Message } from '../../../../src/dissect/message.js'
import { CLIENT, type Conversation, SERVER, type Side } from '../../../../src/network/conversation.js'
import { EncryptedTracks, type Recovery } from '../../core/encrypted-track.js'
import { HEADER_KEY, SESSION_KEY } from '../../core/labels.js'
import { WOW_CLIENT_HEADER, WOW_SERVER_HEADER } from '../../core/recover.js'
import { WorldAuth, type WorldKeys } from './auth.js'
import { HEADER } from './fields.js'
import { VANILLA } from './games.js'
import { HeaderStream, headerLength, isSound, SERVER_HEADER, type WorldHeader } from './headers.js'
import {
  CMSG_AUTH_SESSION,
  opcodeName,
  opcodeText,
  SMSG_AUTH_CHALLENGE,
  SMSG_AUTH_RESPONSE,
} from './opcodes.js'
import { openingAt } from './sender.js'

const ENCRYPTED = findingKind('wow-world.encrypted', 'note')
const RECOVERED = findingKind('wow-world.key-recovered', 'note')

/** Where a recovered key comes from. */
const FROM_TRAFFIC = 'recovered from traffic'

/** Longest body that a client's first packet has, when a key is tried on it. */
const FIRST_BODY = 0x1000
/** Highest opcode, when a key is tried. */
const LAST_OPCODE = 0x51e

/** What one direction carries next. */
const enum Next {
  /** A packet whose header is in plain. */
  Plain,
  /** A packet whose header can be decrypted. */
  Packet,
  /** Packets that cannot be told apart: a segment of them. */
  Segment,
  /** The rest of a packet that began before its key was recovered. */
  Rest,
}

class Direction {
  next = Next.Plain
  encrypted = false
  /** Where the direction stands in the cipher is not known. */
  lost = false
  stream: HeaderStream | undefined
  /** Bytes of the packet under way that are still to come. */
  rest = 0
  /** Said where the key comes from. */
  toldKey = false
  /** Said that packets cannot be told apart. */
  toldSegment = false
}

// Shared by all sessions: a message is done with before the next one begins.
const inner = new Cursor()

/** One connection to a world server. */
export class WorldSession implements Session {
  readonly dissector: Dissector
  readonly #conversation: Conversation
  readonly #options: DissectOptions
  readonly #auth: WorldAuth
  readonly #directions = [new Direction(), new Direction()] as const
  #tracks: EncryptedTracks | undefined
  #keys: WorldKeys | undefined
  /** The server's first encrypted segment: a key that is recovered must make SMSG_AUTH_RESPONSE of its header. */
  #firstAnswer: Uint8Array | undefined
  /** The network took the server, who speaks first, for the client. */
  #swapped = false

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#conversation = conversation
    this.#options = options
    this.#auth = new WorldAuth(options)
  }

  cut(bytes: Uint8Array, start: number, end: number, from: Side): number {
    const side = this.#sideOf(from, bytes, start, end)
    const direction = this.#directions[side]
    if (direction.rest > 0) {
      direction.next = Next.Rest
      return Math.min(direction.rest, end - start)
    }
    if (!direction.encrypted) {
      direction.next = Next.Plain
      if (end - start < headerLength(side)) return 0
      const opening = openingAt(bytes, start, end)
      if (opening && this.#belongs(opening.sender, side)) return opening.length
      this.#beginEncrypted(side)
    }
    return this.#cutEncrypted(side, bytes, start, end)
  }

  gap(from: Side): void {
    const direction = this.#directions[this.#swapped ? otherSide(from) : from]
    direction.rest = 0
    direction.encrypted ||= this.#auth.answered
    this.#lose(direction)
  }

  dissect(at: Cursor, message: Message): void {
    const side = this.#sideOf(message.side, at.bytes, at.pos, at.end)
    const direction = this.#directions[side]
    switch (direction.next) {
      case Next.Plain:
        this.#readPlain(at, side)
        break
      case Next.Packet:
        this.#readPacket(at, side, direction)
        break
      case Next.Segment:
        this.#readSegment(at, side, direction)
        break
      case Next.Rest:
        message.type = 'rest of a packet'
        direction.rest -= at.remaining
        at.rest(HEADER.segment)
    }
    if (this.#auth.answered) message.title = `${this.dissector.title} (${this.#auth.game.name})`
  }

  /** Whether what looks like an opening may be one from this side, at this point. */
  #belongs(sender: Side, side: Side): boolean {
    return this.#conversation.roles === 'unknown' || sender === side
  }

  #beginEncrypted(side: Side): void {
    const direction = this.#directions[side]
    direction.encrypted = true
    if (!this.#auth.answered) this.#lose(direction)
  }

  #lose(direction: Direction): void {
    direction.lost = true
    direction.stream = undefined
    this.#tracks?.giveUp()
  }

  #cutEncrypted(side: Side, bytes: Uint8Array, start: number, end: number): number {
    const direction = this.#directions[side]
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
      this.#lose(direction)
    }
    direction.next = Next.Segment
    return end - start
  }

  /** The connection's keys: those of a session key the digest has proven, or some that are given and fit the first header. */
  #keysFor(side: Side, bytes: Uint8Array, start: number, end: number): WorldKeys | 'wait' | undefined {
    this.#keys ??= this.#auth.provenKeys()
    if (this.#keys || this.#tracks) return this.#keys
    const given = this.#auth.givenKeys()
    if (given.length > 0 && end - start < headerLength(side) + 1) return 'wait'
    this.#keys = given.find((keys) => this.#fits(keys, side, bytes, start, end))
    return this.#keys
  }

  /** Whether keys make a first header that can be one: the server's is that of SMSG_AUTH_RESPONSE. */
  #fits(keys: WorldKeys, side: Side, bytes: Uint8Array, start: number, end: number): boolean {
    const header = new HeaderStream(this.#auth.game, side, keys).header(bytes, start, end)
    if (!header || !isSound(header)) return false
    if (side === SERVER) return header.opcode === SMSG_AUTH_RESPONSE
    return header.opcode <= LAST_OPCODE && header.body <= FIRST_BODY
  }

  #readPlain(at: Cursor, side: Side): void {
    const size = at.read(HEADER.size)
    const opcode = at.read(side === CLIENT ? HEADER.client_opcode : HEADER.server_opcode)
    if (at.failed) return
    this.#nameIt(at, opcode)
    const body = size + 2 - headerLength(side)
    const whole = at.remaining >= body
    at.enter(body, HEADER.size)
    if (side === CLIENT && opcode === CMSG_AUTH_SESSION) this.#readSession(at, whole)
    else this.#readBody(at, side, opcode)
    at.leave()
  }

  #readSession(at: Cursor, whole: boolean): void {
    this.#auth.readSession(at, whole)
    if (this.#auth.answered) this.#beginEncrypted(CLIENT)
  }

  #readPacket(at: Cursor, side: Side, direction: Direction): void {
    const header = direction.stream?.header(at.bytes, at.pos, at.end)
    direction.stream?.take()
    at.take(HEADER.encrypted, header?.bytes.length ?? headerLength(side))
    if (!header || at.failed) return
    this.#readHeader(at, side, direction, header)
    at.enter(header.body, HEADER.size)
    this.#readBody(at, side, header.opcode)
    at.leave()
  }

  /** Records a decrypted header in a source of its own. */
  #readHeader({ message, depth }: Cursor, side: Side, direction: Direction, header: WorldHeader): void {
    const { bytes, opcode } = header
    const source = message.addSource('decrypted header', bytes, 0, bytes.length)
    inner.begin(message, source, depth, 'the end of the header')
    if (!direction.toldKey && this.#keys) inner.derive(HEADER.key, this.#keys.what)
    direction.toldKey = true
    inner.read(side === SERVER && bytes.length > SERVER_HEADER ? HEADER.large_size : HEADER.size)
    inner.read(side === CLIENT ? HEADER.client_opcode : HEADER.server_opcode)
    this.#nameIt(inner, opcode)
    inner.finish()
  }

  /** Records the name behind the opcode that was just read. */
  #nameIt(at: Cursor, opcode: number): void {
    const name = opcodeName(this.#options, this.#auth.game, opcode)
    if (name) at.derive(HEADER.opcode_name, name)
    at.message.type = name ?? opcodeText(opcode)
  }

  #readBody(at: Cursor, side: Side, opcode: number): void {
    if (side === SERVER && opcode === SMSG_AUTH_CHALLENGE) this.#auth.readChallenge(at)
    else if (side === SERVER && opcode === SMSG_AUTH_RESPONSE) this.#auth.readResponse(at)
    else at.rest(HEADER.body)
  }

  #readSegment(at: Cursor, side: Side, direction: Direction): void {
    at.message.type = 'encrypted'
    const bytes = at.bytes.slice(at.pos, at.end)
    at.rest(HEADER.segment)
    if (!direction.toldSegment) this.#tellSegment(at, direction, bytes.length)
    if (direction.lost || this.#auth.game.cipher !== 'rolling') return
    if (side === SERVER) this.#firstAnswer ??= bytes
    const found = this.#track.add(side, bytes)
    if (found) this.#recover(at, found)
  }

  get #track(): EncryptedTracks {
    const shapes = [WOW_CLIENT_HEADER, WOW_SERVER_HEADER] as const
    this.#tracks ??= new EncryptedTracks(this.#auth.game.keyLength, shapes)
    return this.#tracks
  }

  #tellSegment(at: Cursor, direction: Direction, length: number): void {
    direction.toldSegment = true
    const { account } = this.#auth
    const why = direction.lost
      ? 'where they stand in the cipher is not known, since the capture lacks what came before'
      : `no key of ${account} that fits is known (give one with --secrets)`
    at.find(ENCRYPTED, `Headers are encrypted here and ${why}: packets cannot be told apart.`, length)
  }

  /** Whether keys make SMSG_AUTH_RESPONSE of the server's first header, as far as that was seen. */
  #fitsAnswer(keys: WorldKeys): boolean {
    const first = this.#firstAnswer
    return !first || first.length < SERVER_HEADER || this.#fits(keys, SERVER, first, 0, first.length)
  }

  /** Learns a key that was found and goes on with it, behind the bytes it was found in. */
  #recover(at: Cursor, { key, positions, ahead }: Recovery): void {
    const { account, game } = this.#auth
    const isSessionKey = game === VANILLA
    const proven = isSessionKey ? this.#auth.digestFits(key) : undefined
    const keys = { client: key, server: key, what: FROM_TRAFFIC }
    if (proven === false || account === undefined || !this.#fitsAnswer(keys)) return
    const label = isSessionKey ? SESSION_KEY : HEADER_KEY
    this.#options.secrets.learn(label, [account, Buffer.from(key).toString('hex')], FROM_TRAFFIC)
    const what = isSessionKey ? 'The session key K' : 'The header key'
    const proof = proven ? ' and the digest in CMSG_AUTH_SESSION proves it' : ''
    const text = `${what} was recovered from traffic up to here${proof}: later packets are decrypted with it.`
    at.find(RECOVERED, text)
    this.#keys = keys
    this.#directions.forEach((direction, side) => {
      if (!direction.encrypted) return
      const left = ahead[side as Side]
      if (left < 0) this.#lose(direction)
      else {
        direction.stream = new HeaderStream(game, side as Side, keys, positions[side as Side])
        direction.rest = left
      }
    })
  }

  /** Who sent what begins at `start`. Where the network could but guess, the packets before the cipher tell. */
  #sideOf(side: Side, bytes: Uint8Array, start: number, end: number): Side {
    const { roles } = this.#conversation
    if (roles !== 'first' && roles !== 'unknown') return side
    const opening = this.#directions.every(({ encrypted }) => !encrypted)
    const sender = opening ? openingAt(bytes, start, end)?.sender : undefined
    if (roles === 'unknown') return sender ?? side
    if (sender !== undefined) this.#swapped = sender !== side
    return this.#swapped ? otherSide(side) : side
  }
}

function otherSide(side: Side): Side {
  return side === CLIENT ? SERVER : CLIENT
}
