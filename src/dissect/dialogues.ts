import type { Conversation, Side } from '../network/conversation.js'
import type { Payload } from '../network/payload.js'
import { Dialogue } from './dialogue.js'
import type { DissectOptions, Dissector, Session } from './dissector.js'
import { DATA } from './fallback.js'
import { MAX_WAITING_BYTES } from './limits.js'
import type { Registry } from './registry.js'
import { WaitingRoom } from './waiting-room.js'

/** Payloads of a conversation that are tried before it is settled that no protocol knows it. */
const TRIES = 8
const SETTLED = -1

/** Bytes of a stream that tell its protocol, if it has one that slx knows; fewer wait for more. */
const TELLING = 64

/** Chooses the dissector of each conversation, and holds what dissecting keeps of it. */
export class Dialogues {
  /** What all streams together keep waiting. */
  readonly room: WaitingRoom
  readonly #registry: Registry
  readonly #options: DissectOptions
  readonly #handOnWaiting: (conversation: Conversation, side: Side) => void

  /** `handOnWaiting` shows what waits in a direction, since what comes now is of another protocol. */
  constructor(
    registry: Registry,
    options: DissectOptions & { readonly waitingBytes?: number },
    handOnWaiting: (conversation: Conversation, side: Side) => void,
  ) {
    this.#registry = registry
    this.#options = options
    this.#handOnWaiting = handOnWaiting
    this.room = new WaitingRoom(options.waitingBytes ?? MAX_WAITING_BYTES)
  }

  /** The dialogue that a payload belongs to, with the dissector that it is for. */
  of(payload: Payload): Dialogue {
    const known = dialogueOf(payload.conversation)
    return known && isSettled(known) ? known : this.#settle(payload, known)
  }

  /** Decides for bytes that waited for more, which do not come; undefined when they tell nothing. */
  atLast(dialogue: Dialogue, conversation: Conversation, side: Side): Session | undefined {
    const { bytes, length } = dialogue.carry(side)
    const dissector = this.#registry.choose(conversation, bytes, 0, length, this.#options.expectations)
    if (!dissector) return undefined
    dialogue.session = this.#sessionOf(dialogue, dissector, conversation)
    return dialogue.session
  }

  /** Looks for the protocol of a conversation whose payloads so far have not told it. */
  #settle(payload: Payload, known: Dialogue | undefined): Dialogue {
    const { conversation } = payload
    const dialogue = known ?? new Dialogue(conversation, DATA.open(conversation, this.#options), this.room)
    conversation.state = dialogue
    const dissector = this.#choose(payload, dialogue)
    if (dissector) dialogue.session = this.#sessionOf(dialogue, dissector, conversation)
    // Payloads pasted without network headers may be of several protocols: each is judged anew.
    if (conversation.transport === 'none') return dialogue
    if (dissector || (!isTooShortToTell(dialogue, payload) && ++dialogue.tries >= TRIES))
      dialogue.tries = SETTLED
    return dialogue
  }

  /** The dissector for a datagram, or for what waits of a stream and has come now; else for what has come now alone. */
  #choose(payload: Payload, dialogue: Dialogue): Dissector | undefined {
    const { conversation, side, bytes, start, end } = payload
    const { expectations } = this.#options
    const mayGrow = isTooShortToTell(dialogue, payload)
    const alone = () => this.#registry.choose(conversation, bytes, start, end, expectations, mayGrow)
    if (conversation.transport !== 'tcp') return alone()
    const waiting = dialogue.carry(side)
    if (waiting.length === 0) return alone()
    const both = Buffer.concat([waiting.bytes.subarray(0, waiting.length), bytes.subarray(start, end)])
    const dissector = this.#registry.choose(conversation, both, 0, both.length, expectations, mayGrow)
    if (dissector) return dissector
    const later = alone()
    if (later) this.#handOnWaiting(conversation, side)
    return later
  }

  #sessionOf(dialogue: Dialogue, dissector: Dissector, conversation: Conversation): Session {
    return dialogue.sessionOf(dissector, () => dissector.open(conversation, this.#options))
  }
}

export function dialogueOf(conversation: Conversation): Dialogue | undefined {
  return conversation.state as Dialogue | undefined
}

/** Whether it stands which protocol a conversation is of, or that no protocol knows it. */
export function isSettled({ tries }: Dialogue): boolean {
  return tries === SETTLED
}

/** Whether more of a stream has to come before it is settled that no protocol knows it. */
export function isTooShortToTell(
  dialogue: Dialogue,
  { conversation, side, start, end, cut }: Payload,
): boolean {
  if (isSettled(dialogue) || conversation.transport !== 'tcp' || cut > 0) return false
  return dialogue.carry(side).length + end - start < TELLING
}
