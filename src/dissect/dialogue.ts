import type { Conversation, Side } from '../network/conversation.js'
import type { Dissector, Session } from './dissector.js'
import { StreamCarry } from './stream.js'
import type { WaitingRoom } from './waiting-room.js'

/** What dissecting keeps for one conversation. */
export class Dialogue {
  session: Session
  /** Payloads seen while no protocol was found; -1 once the choice stands. */
  tries: number
  /** Whether each side has closed its direction of the connection. */
  readonly closed: [boolean, boolean] = [false, false]
  readonly #sessions = new Map<Dissector, Session>()
  readonly #carries: [StreamCarry | undefined, StreamCarry | undefined] = [undefined, undefined]

  readonly #conversation: Conversation
  readonly #room: WaitingRoom

  constructor(conversation: Conversation, session: Session, room: WaitingRoom) {
    this.#conversation = conversation
    this.#room = room
    this.session = session
    this.tries = 0
  }

  /** The session of a dissector, opened when it is first asked for. */
  sessionOf(dissector: Dissector, open: () => Session): Session {
    const known = this.#sessions.get(dissector)
    if (known) return known
    const session = open()
    this.#sessions.set(dissector, session)
    return session
  }

  /** The waiting bytes of a direction. */
  carry(side: Side): StreamCarry {
    return (this.#carries[side] ??= new StreamCarry(this.#conversation, side, this.#room))
  }
}
