import { type Cursor, UNDECODED } from '../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../src/dissect/dissector.js'
import type { Message } from '../../src/dissect/message.js'
import { CLIENT, type Conversation, SERVER, type Side } from '../../src/network/conversation.js'
import { OscarWeb } from '../oscar/signon/web.js'
import { declareBodies } from '../second-life/web/bodies.js'
import { SecondLifeWeb } from '../second-life/web/index.js'
import type { Application } from './application.js'
import { Applications } from './applications.js'
import { Framer } from './framing.js'
import { MAX_HEAD, SWITCHED_BLOCK } from './limits.js'
import { recordMessage } from './message.js'
import { REDACTING } from './redacting.js'
import { Requests } from './requests.js'
import { mayStart, parseStartLine, type StartLine } from './start-line.js'
import { lineEnd } from './syntax.js'

/** How sure a whole start line makes: nothing else begins so. */
const SURE = 95

/** HTTP/1.0 and 1.1 (RFC 9112) over TCP; the README here describes it. */
export const http: Dissector = {
  name: 'http',
  title: 'HTTP/1',
  transport: 'tcp',
  ports: [
    [80, 80],
    [8002, 8002],
    [8080, 8080],
    [9000, 9000],
  ],
  detect(bytes, start, end) {
    return startLine(bytes, start, end) ? SURE : 0
  },
  speaker(bytes, start, end) {
    const line = startLine(bytes, start, end)
    return line && (line.kind === 'request' ? CLIENT : SERVER)
  },
  redacting: REDACTING,
  open: (conversation, options) => new HttpSession(conversation, options),
  declareFields: () => declareBodies(),
  openPaths: ['llsd', 'xmlrpc'],
}

/** The start line that bytes begin with, if it is whole. */
function startLine(bytes: Uint8Array, start: number, end: number): StartLine | undefined {
  if (mayStart(bytes, start, end) === 'no') return undefined
  const next = lineEnd(bytes, start, Math.min(end, start + MAX_HEAD))
  return next >= 0 ? parseStartLine(bytes, start, next) : undefined
}

class HttpSession implements Session {
  readonly dissector = http
  readonly #requests = new Requests()
  readonly #framers = [new Framer(this.#requests), new Framer(this.#requests)] as const
  readonly #application: Application
  /** The connection went over to another protocol. */
  #switched = false

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#application = new Applications(
      new SecondLifeWeb(conversation, options),
      new OscarWeb(conversation, options),
    )
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    if (this.#switched) return end - start < SWITCHED_BLOCK ? 0 : SWITCHED_BLOCK
    return this.#framers[side].cut(bytes, start, end)
  }

  dissect(at: Cursor, message: Message): void {
    if (this.#switched) {
      message.type = 'switched protocol'
      at.rest(UNDECODED)
      return
    }
    const framed = this.#framers[message.side].take(at.bytes, at.pos, at.end)
    recordMessage(at, framed, this.#application)
    this.#switched = framed.switches
  }

  wholeAtClose(side: Side): boolean {
    return this.#switched || this.#framers[side].endsAtClose
  }

  gap(side: Side): void {
    this.#framers[side].reset(false)
    this.#requests.clear()
  }
}
