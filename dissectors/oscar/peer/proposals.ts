import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import type { Slot } from '../../../src/dissect/slots.js'
import { Waiting } from '../../../src/dissect/waiting.js'
import { u16be } from '../../../src/fields/read.js'
import { ipv4Text } from '../../../src/network/address.js'
import type { Conversation } from '../../../src/network/conversation.js'
import { MAX_PROPOSALS } from '../limits.js'

type State = DissectOptions['state']

/**
 * Rendezvous proposals of a run. They are no expectations: peers open with a magic word, so that content tells
 * their protocol, and a proposal must not decide what a server's port speaks.
 */
class Proposals {
  readonly byCookie = new Waiting<string, MessageRef>(MAX_PROPOSALS)
  /** By address and port where the proposer waits. */
  readonly byPlace = new Waiting<string, MessageRef>(MAX_PROPOSALS)
}

const PROPOSALS: Slot<Proposals> = { name: 'oscar.proposals', make: () => new Proposals() }

const ANSWER = linkKind('oscar.rendezvous', 'Proposed in', 'Answered in', { many: true })
const PEER = linkKind('oscar.peer', 'Connection proposed in', 'Peer connection in', { many: true })

const COOKIE = 8
const PROPOSE = 0

/** TLVs of a proposal that tell where its sender waits. */
const enum Place {
  Proposed = 2,
  Client = 3,
  Verified = 4,
  Port = 5,
}

/** Takes note of the rendezvous at hand: `type`, the places of its cookie and of its TLVs up to the cursor's end. */
export function sawRendezvous(at: Cursor, type: number, cookie: number, tlvs: number, state: State): void {
  if (cookie < 0) return
  const proposals = state.of(PROPOSALS)
  const key = keyOf(at.bytes, cookie)
  const earlier = proposals.byCookie.get(key)
  if (earlier) at.link(ANSWER, earlier)
  if (type !== PROPOSE) return
  const ref = at.message.ref()
  proposals.byCookie.add(key, ref)
  for (const place of placesIn(at.bytes, tlvs, at.end)) proposals.byPlace.add(place, ref)
  proposals.byCookie.tellDropped(at.message, 'rendezvous have been proposed')
  proposals.byPlace.tellDropped(at.message, 'places where peers wait have been proposed')
}

/** Links a peer connection to what proposed it: by the cookie, or by its ends as long as no cookie is told. */
export class PeerLinks {
  readonly #conversation: Conversation
  readonly #state: State
  #linked: MessageRef | undefined
  #settled = false

  constructor(conversation: Conversation, state: State) {
    this.#conversation = conversation
    this.#state = state
  }

  /** Called with each header; `cookie` is where its cookie lies. */
  link(at: Cursor, cookie: number): void {
    const proposals = this.#state.peek(PROPOSALS)
    if (!proposals || this.#settled || cookie < 0) return
    const named = proposals.byCookie.get(keyOf(at.bytes, cookie))
    const proposal = named ?? (this.#linked ? undefined : this.#byPlace(proposals))
    this.#settled = named !== undefined
    if (!proposal || proposal.number === this.#linked?.number) return
    this.#linked = proposal
    at.link(PEER, proposal)
  }

  #byPlace({ byPlace }: Proposals): MessageRef | undefined {
    const [client, server] = this.#conversation.ends
    return byPlace.get(`${server.address} ${server.port}`) ?? byPlace.get(`${client.address} ${client.port}`)
  }
}

function placesIn(bytes: Uint8Array, start: number, end: number): string[] {
  const addresses: string[] = []
  let port = 0
  for (let at = start; at + 4 <= end; at += 4 + u16be(bytes, at + 2)) {
    const type = u16be(bytes, at)
    const length = u16be(bytes, at + 2)
    if (at + 4 + length > end) break
    const isAddress = type === Place.Proposed || type === Place.Client || type === Place.Verified
    if (isAddress && length === 4 && addresses.length < 3) addresses.push(ipv4Text(bytes, at + 4))
    else if (type === Place.Port && length === 2) port = u16be(bytes, at + 4)
  }
  return port === 0 ? [] : addresses.map((address) => `${address} ${port}`)
}

function keyOf(bytes: Uint8Array, start: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, COOKIE).toString('latin1')
}
