import { Cursor } from '../../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../../src/dissect/dissector.js'
import { findingKind } from '../../../../src/dissect/finding.js'
import type { Message } from '../../../../src/dissect/message.js'
import { CLIENT, type Conversation, SERVER, type Side } from '../../../../src/network/conversation.js'
import { Next } from '../../core/direction.js'
import { WorldAuth } from './auth.js'
import { WorldCipher } from './cipher.js'
import { HEADER } from './fields.js'
import { VANILLA } from './games.js'
import { headerLength, LARGE_BIT, SERVER_HEADER, type WorldHeader } from './headers.js'
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

// Shared by all sessions: a message is done with before the next one begins.
const inner = new Cursor()

/** One connection to a world server. */
export class WorldSession implements Session {
  readonly dissector: Dissector
  readonly #conversation: Conversation
  readonly #options: DissectOptions
  readonly #auth: WorldAuth
  readonly #cipher: WorldCipher
  /** By side: said where the key comes from. */
  readonly #toldKey: [boolean, boolean] = [false, false]
  /** By side: said that packets cannot be told apart. */
  readonly #toldSegment: [boolean, boolean] = [false, false]
  /** The network took the server, who speaks first, for the client. */
  #swapped = false

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#conversation = conversation
    this.#options = options
    this.#auth = new WorldAuth(options)
    this.#cipher = new WorldCipher(this.#auth, options)
  }

  cut(bytes: Uint8Array, start: number, end: number, from: Side): number {
    const side = this.#sideOf(from, bytes, start, end)
    if (!this.#cipher.isEncrypted(side)) {
      if (end - start < headerLength(side)) return 0
      const opening = openingAt(bytes, start, end)
      if (opening && (opening.sender === side || this.#conversation.roles === 'unknown'))
        return opening.length
      this.#cipher.begin(side)
    }
    return this.#cipher.cut(side, bytes, start, end)
  }

  gap(from: Side): void {
    const side = this.#swapped ? otherSide(from) : from
    if (this.#auth.answered && !this.#cipher.isEncrypted(side)) this.#cipher.begin(side)
    this.#cipher.lose(side)
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
    if (this.#auth.answered) message.title = `${this.dissector.title} (${this.#auth.game.name})`
  }

  #readPlain(at: Cursor, side: Side): void {
    const size = at.read(HEADER.size)
    const opcode = at.read(side === CLIENT ? HEADER.client_opcode : HEADER.server_opcode)
    if (at.failed) return
    this.#nameIt(at, opcode)
    const body = size + 2 - headerLength(side)
    const whole = at.remaining >= body
    at.enter(body, HEADER.size)
    if (side === CLIENT && opcode === CMSG_AUTH_SESSION) {
      this.#auth.readSession(at, whole)
      if (this.#auth.answered) this.#cipher.begin(CLIENT)
    } else this.#readBody(at, side, opcode)
    at.leave()
  }

  #readPacket(at: Cursor, side: Side): void {
    const header = this.#cipher.takeHeader(side, at.bytes, at.pos, at.end)
    at.take(HEADER.encrypted, header?.bytes.length ?? headerLength(side))
    if (!header || at.failed) return
    this.#readHeader(at, side, header)
    at.enter(header.body, HEADER.size)
    this.#readBody(at, side, header.opcode)
    at.leave()
  }

  /** Records a decrypted header in a source of its own. */
  #readHeader({ message, depth }: Cursor, side: Side, { bytes, opcode }: WorldHeader): void {
    const source = message.addSource('decrypted header', bytes, 0, bytes.length)
    inner.begin(message, source, depth, 'the end of the header')
    const { keys } = this.#cipher
    if (keys && !this.#toldKey[side]) inner.derive(HEADER.key, keys.what)
    this.#toldKey[side] = true
    if (side === SERVER && bytes.length > SERVER_HEADER)
      inner.derive(HEADER.large_size_value, inner.read(HEADER.large_size) & ~LARGE_BIT)
    else inner.read(HEADER.size)
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

  #readSegment(at: Cursor, side: Side): void {
    at.message.type = 'encrypted'
    const bytes = at.bytes.subarray(at.pos, at.end)
    at.rest(HEADER.segment)
    if (!this.#toldSegment[side]) this.#tellSegment(at, side, bytes.length)
    if (this.#cipher.keep(side, bytes)) this.#tellRecovered(at)
  }

  #tellSegment(at: Cursor, side: Side, length: number): void {
    this.#toldSegment[side] = true
    const why = this.#cipher.isLost(side)
      ? 'where they stand in the cipher is not known, since the capture lacks what came before'
      : `no key of ${this.#auth.account} that fits is known (give one with --secrets)`
    at.find(ENCRYPTED, `Headers are encrypted here and ${why}: packets cannot be told apart.`, length)
  }

  #tellRecovered(at: Cursor): void {
    const isSessionKey = this.#auth.game === VANILLA
    const what = isSessionKey ? 'The session key K' : 'The header key'
    const proof =
      isSessionKey && this.#auth.provenKeys() ? ' and the digest in CMSG_AUTH_SESSION proves it' : ''
    at.find(
      RECOVERED,
      `${what} was recovered from traffic up to here${proof}: later packets are decrypted with it.`,
    )
  }

  /** Who sent what begins at `start`. Where the network could but guess, the packets before the cipher tell. */
  #sideOf(side: Side, bytes: Uint8Array, start: number, end: number): Side {
    const { roles } = this.#conversation
    if (roles !== 'first' && roles !== 'unknown') return side
    const opening = !this.#cipher.isEncrypted(CLIENT) && !this.#cipher.isEncrypted(SERVER)
    const sender = opening ? openingAt(bytes, start, end)?.sender : undefined
    if (roles === 'unknown') return sender ?? side
    if (sender !== undefined) this.#swapped = sender !== side
    return this.#swapped ? otherSide(side) : side
  }
}

function otherSide(side: Side): Side {
  return side === CLIENT ? SERVER : CLIENT
}
