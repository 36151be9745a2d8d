/** Client and realm, ports 8129 and 8130 or what the list of realms says (protocol page 1.7). */
import { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../src/dissect/dissector.js'
import { findingKind } from '../../../src/dissect/finding.js'
import type { Message } from '../../../src/dissect/message.js'
import { Wire } from '../../../src/fields/index.js'
import { readNumber, u32le } from '../../../src/fields/read.js'
import { CLIENT, type Conversation, SERVER, type Side } from '../../../src/network/conversation.js'
import { EncryptedTracks, type Recovery } from '../core/encrypted-track.js'
import { HEADER_KEY_LENGTH } from '../core/header-keys.js'
import { headerKeys, whatIs } from '../core/key-ring.js'
import { HEADER_KEY } from '../core/labels.js'
import { MMO_HEADER } from '../core/recover.js'
import { detectRealm } from './detect.js'
import { opcodeName, opcodeText, prepareOpcodes } from './game-opcodes.js'
import { GAME_HEADER_LENGTH, type GameHeader, HeaderStream, isSound } from './header-stream.js'
import type { Sender } from './opcodes/history.js'
import { readParts } from './parts.js'
import { type HeaderKey, RealmAuth } from './realm-auth.js'
import { bodyOf, HEADER, REALM_NAME } from './realm-fields.js'

const ENCRYPTED = findingKind('mmo.encrypted', 'note')
const RECOVERED = findingKind('mmo.key-recovered', 'note')

/** Where a recovered header key comes from. */
const FROM_TRAFFIC = 'recovered from traffic'

/** Stable over the project's history. */
const AUTH_CHALLENGE = 0
const AUTH_SESSION = 0
const AUTH_SESSION_RESPONSE = 1

/** An AuthSession without its account's name, and with the longest. */
const SESSION_LEAST = 29
const SESSION_MOST = SESSION_LEAST + 255

export const mmoRealm: Dissector = {
  name: REALM_NAME,
  title: 'Kyoril/mmo client and realm',
  transport: 'tcp',
  ports: [[8129, 8130]],
  detect: detectRealm,
  prepare: prepareOpcodes,
  open: (conversation, options) => new RealmSession(conversation, options),
}

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

class RealmSession implements Session {
  readonly dissector = mmoRealm
  readonly #conversation: Conversation
  readonly #options: DissectOptions
  readonly #auth: RealmAuth
  readonly #directions = [new Direction(), new Direction()] as const
  readonly #tracks = new EncryptedTracks(HEADER_KEY_LENGTH, [MMO_HEADER, MMO_HEADER])
  readonly #inner = new Cursor()
  #key: HeaderKey | undefined
  /** The network took the realm, who speaks first, for the client. */
  #swapped = false

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#conversation = conversation
    this.#options = options
    this.#auth = new RealmAuth(options)
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
      if (end - start < GAME_HEADER_LENGTH) return 0
      if (this.#isPlain(side, bytes, start)) return GAME_HEADER_LENGTH + u32le(bytes, start + 2)
      this.#beginEncrypted(side)
    }
    return this.#cutEncrypted(side, bytes, start, end)
  }

  gap(from: Side): void {
    const direction = this.#directions[this.#swapped ? otherSide(from) : from]
    direction.rest = 0
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
  }

  /** Whether the header at `start` is one of those that come before the cipher. */
  #isPlain(side: Side, bytes: Uint8Array, start: number): boolean {
    const sender = openingSender(bytes, start)
    if (sender === undefined || this.#conversation.roles === 'unknown') return sender !== undefined
    return sender === side && !(isChallenge(bytes, start) && this.#auth.challenged)
  }

  /** Realms before 2026-06-16 encrypt their answer too; then the cipher begins where it stands. */
  #beginEncrypted(side: Side): void {
    const direction = this.#directions[side]
    direction.encrypted = true
    const sawBeginning = side === CLIENT ? this.#auth.answered : this.#auth.challenged && this.#auth.answered
    if (!sawBeginning) this.#lose(direction)
  }

  #lose(direction: Direction): void {
    direction.lost = true
    direction.stream = undefined
    this.#tracks.giveUp()
  }

  #cutEncrypted(side: Side, bytes: Uint8Array, start: number, end: number): number {
    const direction = this.#directions[side]
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
      this.#lose(direction)
    }
    direction.next = Next.Segment
    return end - start
  }

  #join(direction: Direction, key: HeaderKey, bytes: Uint8Array, start: number, end: number): void {
    direction.stream = direction.lost
      ? HeaderStream.rejoin(key.bytes, bytes, start, end)
      : HeaderStream.from(key.bytes)
    if (direction.stream) direction.lost = false
  }

  /** The connection's key: one that the client's hash has proven, or one given for the account that fits its first header. */
  #keyFor(
    direction: Direction,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): HeaderKey | 'wait' | undefined {
    this.#key ??= this.#auth.findKey()
    if (this.#key || direction.lost || this.#auth.account === undefined) return this.#key
    const candidates = headerKeys(this.#options.secrets, this.#auth.account)
    if (candidates.length > 0 && end - start < GAME_HEADER_LENGTH) return 'wait'
    const fitting = candidates.find(({ value }) => fitsFirst(value, bytes, start, end))
    if (fitting) this.#key = { bytes: fitting.value, what: `${whatIs(fitting)}${fitting.remark}` }
    return this.#key
  }

  #readPlain(at: Cursor, side: Side): void {
    const opcode = at.read(HEADER.opcode)
    if (at.failed) return
    this.#nameIt(at, side, opcode)
    const size = at.read(HEADER.size)
    if (at.failed) return
    at.enter(size, HEADER.size)
    this.#readBody(at, side, opcode, size)
    at.leave()
    if (side === CLIENT && opcode === AUTH_SESSION && this.#auth.answered) this.#beginEncrypted(CLIENT)
    if (side === SERVER && this.#auth.accepted) this.#beginEncrypted(SERVER)
  }

  #readPacket(at: Cursor, side: Side, direction: Direction): void {
    const { message } = at
    const header = direction.stream?.header(at.bytes, at.pos, at.end)
    direction.stream?.take()
    at.take(HEADER.encrypted, GAME_HEADER_LENGTH)
    if (!header) return
    const { opcode, size, opcodeKnown } = header
    const source = message.addSource(
      'decrypted header',
      header.bytes,
      opcodeKnown ? 0 : 1,
      GAME_HEADER_LENGTH,
    )
    const inner = this.#inner
    inner.begin(message, source, at.depth, 'the end of the header')
    if (!direction.toldKey && this.#key) inner.derive(HEADER.key, this.#key.what)
    direction.toldKey = true
    if (opcodeKnown) {
      inner.read(HEADER.opcode)
      this.#nameIt(inner, side, opcode)
    } else {
      inner.read(HEADER.opcode_high)
      message.type = 'opcode lost'
    }
    inner.read(HEADER.size)
    inner.finish()
    at.enter(size, HEADER.size)
    if (opcodeKnown) this.#readBody(at, side, opcode, size)
    else at.rest(HEADER.body)
    at.leave()
  }

  /** Records the name behind the opcode that was just read. */
  #nameIt(at: Cursor, side: Side, opcode: number): void {
    const name = opcodeName(this.#options, senderOf(side), this.#auth.revision, opcode)
    if (name) at.derive(HEADER.opcode_name, name)
    at.message.type = name ?? opcodeText(opcode)
  }

  #readBody(at: Cursor, side: Side, opcode: number, size: number): void {
    if (side === SERVER && opcode === AUTH_CHALLENGE) this.#auth.readChallenge(at)
    else if (side === SERVER && opcode === AUTH_SESSION_RESPONSE) this.#auth.readResponse(at)
    else if (side === CLIENT && opcode === AUTH_SESSION) this.#auth.readSession(at)
    else {
      const parts = bodyOf(senderOf(side), at.message.type, size)
      if (parts) readParts(at, parts)
      else at.rest(HEADER.body)
    }
  }

  #readSegment(at: Cursor, side: Side, direction: Direction): void {
    at.message.type = 'encrypted'
    const bytes = at.bytes.slice(at.pos, at.end)
    at.rest(HEADER.segment)
    if (!direction.toldSegment) this.#tellSegment(at, direction, bytes.length)
    const found = direction.lost ? undefined : this.#tracks.add(side, bytes)
    if (found) this.#recover(at, found)
  }

  #tellSegment(at: Cursor, direction: Direction, length: number): void {
    direction.toldSegment = true
    const { account } = this.#auth
    const why = direction.lost
      ? 'where they stand in the cipher is not known, since the capture lacks what came before'
      : account === undefined
        ? 'the AuthSession that names the account was not seen'
        : `no key of ${account} that fits is known (give one with --secrets)`
    at.find(ENCRYPTED, `Headers are encrypted here and ${why}: packets cannot be told apart.`, length)
  }

  /** Goes on with a key that was found, behind the bytes it was found in. */
  #recover(at: Cursor, { key, positions, ahead }: Recovery): void {
    const { account } = this.#auth
    this.#key = { bytes: key, what: FROM_TRAFFIC }
    if (account !== undefined) {
      this.#options.secrets.learn(HEADER_KEY, [account, Buffer.from(key).toString('hex')], FROM_TRAFFIC)
    }
    at.find(
      RECOVERED,
      'The header key was recovered from traffic up to here: later packets are decrypted with it.',
    )
    this.#directions.forEach((direction, side) => {
      if (!direction.encrypted) return
      const left = ahead[side as Side]
      if (left < 0) this.#lose(direction)
      else {
        direction.stream = HeaderStream.from(key, positions[side as Side])
        direction.rest = left
      }
    })
  }

  /**
   * Who sent what begins at `start`. Where the network could but guess, the packets before the cipher tell: realms speak
   * first, and dumps may be pasted without a word about their sender.
   */
  #sideOf(side: Side, bytes: Uint8Array, start: number, end: number): Side {
    const { roles } = this.#conversation
    if (roles !== 'first' && roles !== 'unknown') return side
    const opening = this.#directions.every(({ encrypted }) => !encrypted)
    const sender = opening && end - start >= GAME_HEADER_LENGTH ? openingSender(bytes, start) : undefined
    if (roles === 'unknown') return sender ?? side
    if (sender !== undefined) this.#swapped = sender !== side
    return this.#swapped ? otherSide(side) : side
  }
}

/** Whose packet begins at `start`, if it is one of those that come before the cipher. */
function openingSender(bytes: Uint8Array, start: number): Side | undefined {
  const opcode = readNumber(bytes, start, Wire.U16LE)
  const size = u32le(bytes, start + 2)
  if (opcode === AUTH_SESSION && size >= SESSION_LEAST && size <= SESSION_MOST) return CLIENT
  return isChallenge(bytes, start) || (opcode === AUTH_SESSION_RESPONSE && size === 1) ? SERVER : undefined
}

function isChallenge(bytes: Uint8Array, start: number): boolean {
  return readNumber(bytes, start, Wire.U16LE) === AUTH_CHALLENGE && u32le(bytes, start + 2) === 4
}

function otherSide(side: Side): Side {
  return side === CLIENT ? SERVER : CLIENT
}

function senderOf(side: Side): Sender {
  return side === CLIENT ? 'client' : 'realm'
}

/** Whether a key makes a header of the first six bytes that a small packet may have. */
function fitsFirst(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const header: GameHeader | undefined = HeaderStream.from(key).header(bytes, start, end)
  return header !== undefined && header.opcode < 256 && header.size < 0x10000
}
