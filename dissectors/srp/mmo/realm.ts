/** Client and realm, ports 8129 and 8130 or what the list of realms says (protocol page 1.7). */
import { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../src/dissect/dissector.js'
import { findingKind } from '../../../src/dissect/finding.js'
import type { Message } from '../../../src/dissect/message.js'
import { Wire } from '../../../src/fields/index.js'
import { readNumber, u32le } from '../../../src/fields/read.js'
import { CLIENT, type Conversation, SERVER, type Side } from '../../../src/network/conversation.js'
import { Next } from '../core/direction.js'
import { headerKeys, whatIs } from '../core/key-ring.js'
import { detectRealm } from './detect.js'
import { readGameBody } from './game-bodies.js'
import { opcodeName, opcodeText, prepareOpcodes } from './game-opcodes.js'
import { noteEntering } from './handed-on.js'
import { GAME_HEADER_LENGTH, type GameHeader } from './header-stream.js'
import type { Sender } from './opcodes/history.js'
import { RealmAuth } from './realm-auth.js'
import { RealmCipher } from './realm-cipher.js'
import { HEADER, REALM_NAME } from './realm-fields.js'

const ENCRYPTED = findingKind('mmo.encrypted', 'note')
const RECOVERED = findingKind('mmo.key-recovered', 'note')

/** Keys that do not fit, named in a sentence. */
const MAX_NAMED = 3

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
  speaker: (bytes, start, end) =>
    end - start < GAME_HEADER_LENGTH ? undefined : openingSender(bytes, start),
  prepare: prepareOpcodes,
  open: (conversation, options) => new RealmSession(conversation, options),
}

class RealmSession implements Session {
  readonly dissector = mmoRealm
  readonly #conversation: Conversation
  readonly #options: DissectOptions
  readonly #auth: RealmAuth
  readonly #cipher: RealmCipher
  readonly #inner = new Cursor()
  /** By side, what was said last: where the key comes from, or why packets cannot be told apart. */
  readonly #told: ['key' | 'segment' | undefined, 'key' | 'segment' | undefined] = [undefined, undefined]
  /** The network took the realm, who speaks first, for the client. */
  #swapped = false

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#conversation = conversation
    this.#options = options
    this.#auth = new RealmAuth(options)
    this.#cipher = new RealmCipher(this.#auth, options)
  }

  cut(bytes: Uint8Array, start: number, end: number, from: Side): number {
    const side = this.#sideOf(from, bytes, start, end)
    if (!this.#cipher.isEncrypted(side)) {
      if (end - start < GAME_HEADER_LENGTH) return 0
      if (this.#isPlain(side, bytes, start)) return GAME_HEADER_LENGTH + u32le(bytes, start + 2)
      // Realms before 2026-06-16 encrypt their answer too, so that the cipher begins where it should stand.
      this.#cipher.begin(side)
    }
    return this.#cipher.cut(side, bytes, start, end)
  }

  gap(from: Side): void {
    this.#cipher.lose(this.#swapped ? otherSide(from) : from)
  }

  dissect(at: Cursor, message: Message): void {
    const side = this.#sideOf(message.side, at.bytes, at.pos, at.end)
    switch (this.#cipher.next(side)) {
      case Next.Plain:
        this.#readPlain(at, side)
        break
      case Next.Packet:
        this.#readPacket(at, side)
        break
      case Next.Segment:
        this.#readSegment(at, side)
        break
      case Next.Rest:
        message.type = 'rest of a packet'
        this.#cipher.takeRest(side, at.remaining)
        at.rest(HEADER.segment)
    }
  }

  /** Whether the header at `start` is one of those that come before the cipher. */
  #isPlain(side: Side, bytes: Uint8Array, start: number): boolean {
    const sender = openingSender(bytes, start)
    if (sender === undefined || this.#conversation.roles === 'unknown') return sender !== undefined
    return sender === side && !(isChallenge(bytes, start) && this.#auth.challenged)
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
    if (side === CLIENT ? this.#auth.answered : this.#auth.accepted) this.#cipher.begin(side)
  }

  #readPacket(at: Cursor, side: Side): void {
    const header = this.#cipher.takeHeader(side, at.bytes, at.pos, at.end)
    at.take(HEADER.encrypted, GAME_HEADER_LENGTH)
    if (!header) return
    this.#readHeader(at, side, header)
    at.enter(header.size, HEADER.size)
    if (header.opcodeKnown) this.#readBody(at, side, header.opcode, header.size)
    else at.rest(HEADER.body)
    at.leave()
  }

  /** The header in plain, in a source of its own. */
  #readHeader(at: Cursor, side: Side, { bytes, opcode, opcodeKnown }: GameHeader): void {
    const { message } = at
    const source = message.addSource('decrypted header', bytes, opcodeKnown ? 0 : 1, GAME_HEADER_LENGTH)
    const inner = this.#inner
    inner.begin(message, source, at.depth, 'the end of the header')
    const { key } = this.#cipher
    if (this.#told[side] !== 'key' && key) inner.derive(HEADER.key, key.what)
    this.#told[side] = 'key'
    if (opcodeKnown) {
      inner.read(HEADER.opcode)
      this.#nameIt(inner, side, opcode)
    } else {
      inner.read(HEADER.opcode_high)
      message.type = 'opcode lost'
    }
    inner.read(HEADER.size)
    inner.finish()
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
    else this.#readGame(at, side, size)
  }

  #readGame(at: Cursor, side: Side, size: number): void {
    if (side === CLIENT && at.message.type === 'EnterWorld') noteEntering(at, this.#options)
    readGameBody(at, senderOf(side), at.message.type, size, HEADER.body)
  }

  #readSegment(at: Cursor, side: Side): void {
    at.message.type = 'encrypted'
    const bytes = at.bytes.slice(at.pos, at.end)
    at.rest(HEADER.segment)
    if (this.#told[side] !== 'segment') this.#tellSegment(at, side, bytes.length)
    this.#told[side] = 'segment'
    if (!this.#cipher.keep(side, bytes)) return
    at.find(
      RECOVERED,
      'The header key was recovered from traffic up to here: later packets are decrypted with it.',
    )
  }

  #tellSegment(at: Cursor, side: Side, length: number): void {
    const why = this.#cipher.isLost(side)
      ? 'where they stand in the cipher is not known, since the capture lacks what came before'
      : this.#whyNoKey()
    at.find(ENCRYPTED, `Headers are encrypted here and ${why}: packets cannot be told apart.`, length)
  }

  #whyNoKey(): string {
    const { account } = this.#auth
    if (account === undefined) return 'the AuthSession that names the account was not seen'
    const wrong = new Set(headerKeys(this.#options.secrets, account).map(whatIs))
    if (wrong.size === 0) return `no key of ${account} that fits is known (give one with --secrets)`
    return `the header key of ${[...wrong].slice(0, MAX_NAMED).join(', ')} does not fit`
  }

  /**
   * Who sent what begins at `start`. Where the network could but guess, the packets before the cipher tell: realms speak
   * first, and dumps may be pasted without a word about their sender.
   */
  #sideOf(side: Side, bytes: Uint8Array, start: number, end: number): Side {
    const { roles } = this.#conversation
    if (roles !== 'first' && roles !== 'unknown') return side
    const opening = !this.#cipher.isEncrypted(CLIENT) && !this.#cipher.isEncrypted(SERVER)
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
