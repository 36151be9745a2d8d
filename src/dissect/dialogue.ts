import type { Side } from '../network/conversation.js'
import type { Session } from './dissector.js'
import { StreamCarry } from './stream.js'

/** What dissecting keeps for one conversation. */
export class Dialogue {
  session: Session
  /** Payloads seen while no protocol was found; -1 once the choice stands. */
  tries: number
  readonly #carries: [StreamCarry | undefined, StreamCarry | undefined] = [undefined, undefined]

  constructor(session: Session, tries: number) {
    this.session = session
    this.tries = tries
  }

  /** The waiting bytes of a direction. */
  carry(side: Side): StreamCarry {
    return (this.#carries[side] ??= new StreamCarry())
  }
}
