import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { findingKind } from '../../../src/dissect/finding.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { Conversation } from '../../../src/network/conversation.js'
import type { Application, Content } from '../../http/application.js'
import type { Exchange } from '../../http/requests.js'
import { type IsSecret, recordDocument } from '../../llsd/record.js'
import { isCapability } from '../../llsd/secret.js'
import { MAX_DOCUMENT, textOf, type Value, valueAt } from '../../llsd/value.js'
import { bodyKind } from './bodies.js'
import { announceCapability, capabilityAt, SEED, tellForgottenCapabilities } from './capabilities.js'
import { EVENT_QUEUE, followEvents, isEventReply, isEventRequest } from './event-queue.js'
import { followLogin, isLoginReply, LOGIN } from './login.js'

const ANNOUNCED = linkKind('http.capability', 'Announced in', 'First used in', { many: true })

const TOO_LONG = findingKind('llsd.too-long', 'error')

/** What a request turned out to ask for. */
interface Call {
  /** Name of the capability or method, as far as it is known. */
  name: string | undefined
}

/** Second Life over HTTP: the login, the capabilities, and LLSD wherever it stands. */
export class SecondLifeWeb implements Application {
  readonly #conversation: Conversation
  readonly #options: DissectOptions

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#conversation = conversation
    this.#options = options
  }

  isSecret(target: string): boolean {
    return capabilityAt(this.#options, target) !== undefined
  }

  request(at: Cursor, target: string, exchange: Exchange | undefined): void {
    const capability = capabilityAt(this.#options, target)
    if (capability) {
      at.message.type += ` ${capability.name.slice(0, MAX_NAME)}`
      if (!capability.used) at.link(ANNOUNCED, capability.message)
      capability.used = true
    }
    if (exchange) exchange.call = { name: capability?.name } satisfies Call
  }

  body(at: Cursor, content: Content): boolean {
    const bytes = at.bytes.subarray(at.pos, at.end)
    const kind = bodyKind(bytes, content.type)
    if (!kind) return false
    const { definitions, skip } = kind
    if (bytes.length > MAX_DOCUMENT) {
      at.rest(definitions.unread)
      at.find(TOO_LONG, `The document has more than ${MAX_DOCUMENT} bytes; it is not read.`, bytes.length)
      return true
    }
    if (skip > 0) at.take(definitions.markup, skip)
    const document = kind.read(bytes.subarray(skip))
    const { root } = document
    const call = (content.exchange?.call ?? { name: undefined }) as Call
    const isSecret = root ? this.#meaning(at, root, content, call) : undefined
    tellForgottenCapabilities(this.#options, at.message)
    recordDocument(at, document, definitions, content.complete, isSecret)
    return true
  }

  /** Names the message, takes note of what it tells, and returns which of its values are secret beside those that always are. */
  #meaning(at: Cursor, root: Value, content: Content, call: Call): IsSecret | undefined {
    return content.isRequest ? nameRequest(at, root, call) : this.#reply(at, root, call)
  }

  #reply(at: Cursor, root: Value, call: Call): IsSecret | undefined {
    const { message } = at
    const reply = valueAt(root, 'params', 0) ?? root
    if (isLoginReply(reply)) message.type += ` ${LOGIN} ${followLogin(reply, this.#options, message.ref())}`
    else if (isEventReply(reply))
      message.type += ` ${EVENT_QUEUE}: ${followEvents(reply, this.#options, message.ref())}`
    else if (call.name === SEED || (call.name === undefined && holdsUrls(reply))) {
      message.type += ` ${SEED} reply`
      this.#capabilities(reply, at)
      return isUrl
    } else if (call.name) message.type += ` ${call.name.slice(0, MAX_NAME)} reply`
    return undefined
  }

  #capabilities(reply: Value, at: Cursor): void {
    // Capabilities are mostly served where their list is.
    const { message } = at
    const { address } = this.#conversation.ends[message.side]
    for (const { key, value } of reply.entries) {
      const url = textOf(value)
      if (url) announceCapability(this.#options, key, url, address, message.ref())
    }
  }
}

/** Characters of a name that a heading shows. */
const MAX_NAME = 60

function nameRequest(at: Cursor, root: Value, call: Call): undefined {
  if (call.name !== undefined) return
  call.name = nameOf(root)
  if (call.name !== undefined) at.message.type += ` ${call.name.slice(0, MAX_NAME)}`
}

/** What a request asks for, as its body tells. */
function nameOf(root: Value): string | undefined {
  const method = textOf(valueAt(root, 'methodName'))
  if (method !== undefined) return method
  if (root.type === 'map') return isEventRequest(root) ? EVENT_QUEUE : undefined
  const names = root.items.length > 0 && root.items.every(({ type }) => type === 'string')
  return names ? SEED : undefined
}

/** Whether a map holds nothing but URLs, as the answer to a seed capability does. */
function holdsUrls(map: Value): boolean {
  return map.entries.length > 0 && map.entries.every(({ value }) => isUrl(value))
}

/** Whether a value must not be shown in a list of capabilities. */
function isUrl(value: Value): boolean {
  return isCapability(value) || /^https?:\/\//i.test(textOf(value) ?? '')
}
