import { MAX_CONVERSATIONS } from '../dissect/limits.js'
import type { Conversation, Endpoint, Side } from '../network/conversation.js'
import { Faulty, integerOf, type Json, objectOf, textOrNull } from './checks.js'

const TRANSPORTS = ['udp', 'tcp', 'none'] as const

/** The conversations of saved messages: one object each, as views expect; numbers that several inputs have are told apart. */
export class SavedConversations {
  readonly #known = new Map<string, Conversation>()
  readonly #taken = new Set<number>()
  /** New numbers of this input's conversations, where another input has the old ones. */
  readonly #numbers = new Map<number, number>()

  /** Begins another input. */
  beginInput(): void {
    this.#known.clear()
    this.#numbers.clear()
  }

  /** The conversation of a saved line, and which end of it sent the message. */
  of(line: Json): { conversation: Conversation; side: Side } {
    const transport = TRANSPORTS.find((each) => each === line.transport)
    if (!transport) throw new Faulty(`'transport' is not one of ${TRANSPORTS.join(', ')}`)
    const number = integerOf(line.conversation, 'conversation', 1, Number.MAX_SAFE_INTEGER)
    const from = endpointOf(line.src, 'src')
    const to = endpointOf(line.dst, 'dst')
    if (line.from !== null && line.from !== 'client' && line.from !== 'server') {
      throw new Faulty("'from' is neither client nor server nor null")
    }
    const roles = line.from === null ? 'unknown' : 'label'
    const key = (ends: readonly Endpoint[]) => JSON.stringify([number, transport, roles, ends])
    const backward = this.#known.get(key([to, from]))
    if (line.from === 'server' || (line.from === null && backward && !isSame(from, to))) {
      return {
        conversation: backward ?? this.#make(key([to, from]), { number, transport, roles, ends: [to, from] }),
        side: 1,
      }
    }
    const forward = key([from, to])
    const conversation =
      this.#known.get(forward) ?? this.#make(forward, { number, transport, roles, ends: [from, to] })
    return { conversation, side: 0 }
  }

  #make(
    key: string,
    { number, ...facts }: Omit<Conversation, 'id' | 'state'> & { number: number },
  ): Conversation {
    if (this.#known.size >= MAX_CONVERSATIONS) this.#known.clear()
    const conversation = { id: this.#idOf(number), ...facts, state: undefined }
    this.#known.set(key, conversation)
    return conversation
  }

  #idOf(number: number): number {
    let id = this.#numbers.get(number)
    if (id !== undefined) return id
    id = number
    while (this.#taken.has(id)) id++
    this.#taken.add(id)
    this.#numbers.set(number, id)
    return id
  }
}

function endpointOf(value: unknown, what: string): Endpoint {
  const { address, port } = objectOf(value, what)
  return {
    address: textOrNull(address, `${what}.address`),
    port: port === null ? 0 : integerOf(port, `${what}.port`, 1, 65535),
  }
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.address === b.address && a.port === b.port
}
