import { type Cursor, UNDECODED } from '../../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../../src/dissect/dissector.js'
import { findingKind } from '../../../../src/dissect/finding.js'
import { linkKind } from '../../../../src/dissect/links.js'
import type { Message, MessageRef } from '../../../../src/dissect/message.js'
import { CLIENT, type Conversation, type Side } from '../../../../src/network/conversation.js'
import { LOGIN_NAME } from '../names.js'
import { WOW_VERSION } from '../options.js'
import { senderOf } from './direction.js'
import { LOGIN } from './fields.js'
import { Logon } from './logon.js'
import type { LoginPacket } from './packet.js'
import { LOGIN_PACKETS } from './packets.js'
import { guessVersion, tryVersion } from './trial.js'
import { type LoginVersion, loginVersion } from './versions.js'

const UNKNOWN = findingKind('wow-login.unknown-command', 'warning')
const GUESSED = findingKind('wow-login.guessed-version', 'note')

const ANSWER = linkKind(LOGIN_NAME, 'Answer to', 'Answer in')

/** Command and result, of an answer that padding may follow. */
const SHORT_ANSWER = 2

/** One connection to a login server. */
export class LoginSession implements Session {
  readonly dissector: Dissector
  readonly #conversation: Conversation
  readonly #logon: Logon
  /** What the user says, for connections whose client's challenge is not there. */
  readonly #given: LoginVersion | undefined
  /** The last request of each command that has no answer yet. */
  readonly #requests = new Map<number, MessageRef>()
  readonly #awaitsPadding: [boolean, boolean] = [false, false]

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#conversation = conversation
    this.#logon = new Logon(options)
    this.#given = loginVersion(Number(options.protocolOptions.get(WOW_VERSION)?.[0]))
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    this.#awaitsPadding[side] = false
    const sender = senderOf(this.#conversation, side, bytes, start, end)
    const packet = LOGIN_PACKETS[sender].get(bytes[start]!)
    const length = packet ? this.#lengthOf(packet, bytes, start, end, side) : -1
    // Servers and clients write a message at a time: the end of what came is the best place to go on from.
    return length < 0 ? start - end : length
  }

  /** An answer that lacks its padding when the server closes is whole: some do not send it. */
  wholeAtClose(side: Side): boolean {
    return this.#awaitsPadding[side]
  }

  gap(): void {
    this.#requests.clear()
  }

  dissect(at: Cursor, message: Message): void {
    const sender = senderOf(this.#conversation, message.side, at.bytes, at.pos, at.end)
    const packet = LOGIN_PACKETS[sender].get(at.bytes[at.pos]!)
    if (!packet) {
      takeUnknown(at)
      return
    }
    const guess = this.#version ? undefined : guessVersion(packet, at.bytes, at.pos, at.end)
    const command = at.read(LOGIN.command)
    at.derive(LOGIN.command_name, packet.name)
    message.type = packet.name
    const request = this.#relate(at, sender, command)
    if (guess && !guess.certain) tellGuess(at, guess.version)
    packet.read(at, this.#version ?? guess!.version, this.#logon)
    if (request) at.link(ANSWER, request)
  }

  get #version(): LoginVersion | undefined {
    return this.#logon.version ?? this.#given
  }

  #lengthOf(packet: LoginPacket, bytes: Uint8Array, start: number, end: number, side: Side): number {
    if (packet.length) return packet.length(bytes, start, end)
    const version = this.#version ?? guessVersion(packet, bytes, start, end).version
    const { length } = tryVersion(packet, version, bytes, start, end)
    const short = length === SHORT_ANSWER && length === end - start
    if (!short || !packet.padded?.(version, bytes[start + 1]!)) return length
    this.#awaitsPadding[side] = true
    return 0
  }

  /** A request waits for its answer, which has the same command. Returns the one that this message answers. */
  #relate(at: Cursor, sender: Side, command: number): MessageRef | undefined {
    const request = sender === CLIENT ? undefined : this.#requests.get(command)
    if (sender === CLIENT) this.#requests.set(command, at.message.ref())
    else this.#requests.delete(command)
    this.#logon.request = request
    return request
  }
}

function takeUnknown(at: Cursor): void {
  const command = at.bytes[at.pos]!.toString(16).padStart(2, '0')
  const left = at.remaining
  at.rest(UNDECODED)
  at.find(
    UNKNOWN,
    `Command 0x${command} is not known from this side; these ${left} bytes are not decoded.`,
    left,
  )
}

function tellGuess(at: Cursor, { number }: LoginVersion): void {
  const text = `No client's challenge says the protocol version; this is read as version ${number}, whose layout fits. --wow-version gives another.`
  at.find(GUESSED, text, 1)
}
