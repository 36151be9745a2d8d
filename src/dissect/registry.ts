import { CLIENT, type Conversation, SERVER, type Side, type Transport } from '../network/conversation.js'
import type { ToldRoles } from '../network/conversations.js'
import type { Dissector, PortRange, PrepareOptions } from './dissector.js'
import type { Expectations } from './expectations.js'

/** A rule of `-d tcp.port==4000,oscar`. */
export interface DecodeAs {
  readonly transport: 'udp' | 'tcp'
  readonly ports: PortRange
  readonly dissector: Dissector
}

/** Content scores: see `Dissector.detect`. */
const LIKELY = 50
const CERTAIN = 90

/**
 * Knows the dissectors of a run and chooses one for a conversation: `--as`, then decode-as rules, then
 * what messages have announced, then port and content together. On its own port a dissector needs no proof, but content beyond doubt of
 * another overrules the port.
 */
export class Registry {
  readonly dissectors: readonly Dissector[]
  readonly #decodeAs: readonly DecodeAs[]
  readonly #as: Dissector | undefined

  constructor(dissectors: readonly Dissector[], decodeAs: readonly DecodeAs[] = [], as?: Dissector) {
    this.dissectors = dissectors
    this.#decodeAs = decodeAs
    this.#as = as
  }

  /** Lets every dissector read what the options name. Rejects with OptionError. */
  async prepare(options: PrepareOptions): Promise<void> {
    for (const dissector of this.dissectors) await dissector.prepare?.(options)
  }

  /** Whether a port belongs to the servers of some protocol, so that its end is the server. */
  isServerPort(transport: 'udp' | 'tcp', port: number): boolean {
    return (
      this.#decodeAs.some((rule) => rule.transport === transport && inRange(port, rule.ports)) ||
      this.dissectors.some((d) => d.transport === transport && ownsPort(d, port))
    )
  }

  /**
   * The dissector for a conversation that begins (or goes on, undecided so far) with these bytes. `mayGrow` says that
   * more may come before it must be decided: then bytes that do not tell which protocol of a port they are give none.
   */
  choose(
    conversation: Conversation,
    bytes: Uint8Array,
    start: number,
    end: number,
    expectations?: Expectations,
    mayGrow = false,
  ): Dissector | undefined {
    if (this.#as) return this.#as
    const { transport, ends } = conversation
    for (const rule of this.#decodeAs) {
      if (rule.transport !== transport) continue
      if (inRange(ends[0].port, rule.ports) || inRange(ends[1].port, rule.ports)) return rule.dissector
    }
    const expected = expectations?.of(conversation)
    if (expected) {
      const announced = this.dissectors.find((d) => d.name === expected.dissector)
      if (announced) return announced
    }
    return this.#byPortAndContent(conversation, bytes, start, end, mayGrow)
  }

  /**
   * Who the server is of a conversation of which only ports and order of packets are known: an end that was announced; else
   * what the protocol of these first bytes says of their sender; else the end that alone has one of that protocol's ports.
   */
  tellRoles(
    conversation: Conversation,
    sender: Side,
    bytes: Uint8Array,
    start: number,
    end: number,
    expectations: Expectations,
  ): ToldRoles | undefined {
    const announced = expectations.serverOf(conversation)
    if (announced !== undefined) return { server: announced, roles: 'announced' }
    const dissector = this.choose(conversation, bytes, start, end)
    if (!dissector) return undefined
    const speaker = dissector.speaker?.(bytes, start, end)
    if (speaker !== undefined) return { server: speaker === sender ? SERVER : CLIENT, roles: 'content' }
    const { transport, ends } = conversation
    const [first, second] = ends.map(({ port }) => this.#serves(dissector, transport, port))
    return first === second ? undefined : { server: first ? CLIENT : SERVER, roles: 'port' }
  }

  /** The protocol that bytes without any network layer look most like, if any is likely. */
  recognise(bytes: Uint8Array): Dissector | undefined {
    if (this.#as) return this.#as
    let best: Dissector | undefined
    let bestScore = LIKELY - 1
    for (const dissector of this.dissectors) {
      const score = dissector.detect(bytes, 0, bytes.length)
      if (score <= bestScore) continue
      best = dissector
      bestScore = score
    }
    return best
  }

  /** How much such bytes look like some protocol: 0..100. Used to judge pasted dumps. */
  likeness(bytes: Uint8Array): number {
    return Math.max(0, ...this.dissectors.map((d) => d.detect(bytes, 0, bytes.length)))
  }

  /** Whether a port is one of the dissector's own, or given to it by a rule. */
  #serves(dissector: Dissector, transport: Transport, port: number): boolean {
    return (
      ownsPort(dissector, port) ||
      this.#decodeAs.some(
        (rule) => rule.dissector === dissector && rule.transport === transport && inRange(port, rule.ports),
      )
    )
  }

  #byPortAndContent(
    { transport, ends }: Conversation,
    bytes: Uint8Array,
    start: number,
    end: number,
    mayGrow: boolean,
  ): Dissector | undefined {
    let best: Dissector | undefined
    let bestScore = 0
    let owner: Dissector | undefined
    let ownerScore = -1
    let isTie = false
    for (const dissector of this.dissectors) {
      if (transport !== 'none' && dissector.transport !== transport) continue
      const owns = ownsPort(dissector, ends[0].port) || ownsPort(dissector, ends[1].port)
      const score = dissector.detect(bytes, start, end)
      if (owns && score > ownerScore) {
        owner = dissector
        ownerScore = score
        isTie = false
      } else if (owns && score === ownerScore) isTie = true
      if (score > bestScore) {
        best = dissector
        bestScore = score
      }
    }
    if (bestScore >= CERTAIN || (bestScore >= LIKELY && !owner)) return best
    // Which of several that share the port it is, only content tells.
    return mayGrow && isTie && ownerScore < LIKELY ? undefined : owner
  }
}

function ownsPort(dissector: Dissector, port: number): boolean {
  return port !== 0 && dissector.ports.some((range) => inRange(port, range))
}

function inRange(port: number, [first, last]: PortRange): boolean {
  return port >= first && port <= last
}
