import { isIPv4, isIPv6 } from 'node:net'
import type { Message } from '../dissect/message.js'
import { CLIENT, type Endpoint, SERVER, type Side, type Transport } from '../network/conversation.js'
import type { Fact } from './fact.js'

/** What is told of an end: its address or its port. */
interface Part {
  readonly kind: 'address' | 'number'
  /** Of the sender, the receiver, and both. */
  readonly names: readonly [source: string, target: string, both: string]
  readonly doc: string
  readonly has: (end: Endpoint, transport: Transport) => boolean
  readonly value: (end: Endpoint) => string | number
}

/**
 * The ends of a message's conversation: `ip.src`, `ip.dst`, `ip.addr`, `udp.port` and so on as Wireshark names them, and
 * `src`, `dst`, `addr`, `srcport`, `dstport`, `port` whatever the protocol below. They are known without looking at a header.
 */
export const END_FACTS: readonly Fact[] = [
  address('ip.', 'IPv4 address', isIPv4),
  address('ipv6.', 'IPv6 address', isIPv6),
  address('', 'Address of any kind', (text) => text !== ''),
  port('udp.', 'UDP port', 'udp'),
  port('tcp.', 'TCP port', 'tcp'),
  port('', 'Port of either transport', undefined),
].flatMap(factsOf)

function address(prefix: string, doc: string, is: (text: string) => boolean): Part {
  const known = memo(is)
  return {
    kind: 'address',
    names: [`${prefix}src`, `${prefix}dst`, `${prefix}addr`],
    doc,
    has: (end) => known(end.address),
    value: (end) => end.address,
  }
}

function port(prefix: string, doc: string, wanted: Transport | undefined): Part {
  return {
    kind: 'number',
    names: [`${prefix}srcport`, `${prefix}dstport`, `${prefix}port`],
    doc,
    has: (end, transport) => end.port !== 0 && (wanted === undefined || transport === wanted),
    value: (end) => end.port,
  }
}

function factsOf({ kind, names, doc, has, value }: Part): Fact[] {
  const knows = ({ conversation: { ends, transport } }: Message, side: Side) => has(ends[side], transport)
  const one = (name: string, of: string, sideOf: (message: Message) => Side): Fact => ({
    name,
    doc: `${doc} of the ${of}`,
    kind,
    count: (message) => (knows(message, sideOf(message)) ? 1 : 0),
    value: (message) => value(message.conversation.ends[sideOf(message)]),
  })
  return [
    one(names[0], 'sender', ({ side }) => side),
    one(names[1], 'receiver', ({ side }) => (side === CLIENT ? SERVER : CLIENT)),
    {
      name: names[2],
      doc: `${doc} of sender and receiver`,
      kind,
      count: (message) => (knows(message, CLIENT) ? 1 : 0) + (knows(message, SERVER) ? 1 : 0),
      value: (message, index) =>
        value(message.conversation.ends[index === 0 && knows(message, CLIENT) ? CLIENT : SERVER]),
    },
  ]
}

/** Texts whose answers are remembered. */
const MAX_KNOWN = 4096

/** Remembers what a text gave: addresses come again with every message. */
export function memo(is: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    let answer = known.get(text)
    if (answer === undefined) {
      if (known.size >= MAX_KNOWN) known.clear()
      answer = is(text)
      known.set(text, answer)
    }
    return answer
  }
}
