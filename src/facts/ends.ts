import { isIPv4, isIPv6 } from 'node:net'
import type { Message } from '../dissect/message.js'
import type { Endpoint, Transport } from '../network/conversation.js'
import type { Fact } from './fact.js'

/**
 * The ends of a message's conversation: `ip.src`, `ip.dst`, `ip.addr`, `udp.port` and so on as Wireshark names them, and
 * `src`, `dst`, `addr`, `srcport`, `dstport`, `port` whatever the protocol below. They are known without looking at a header.
 */
export const END_FACTS: readonly Fact[] = [
  ...addressFacts('ip.', 'IPv4 address', isIPv4),
  ...addressFacts('ipv6.', 'IPv6 address', isIPv6),
  ...addressFacts('', 'Address of any kind', (address) => address !== ''),
  ...portFacts('udp.', 'UDP port', 'udp'),
  ...portFacts('tcp.', 'TCP port', 'tcp'),
  ...portFacts('', 'Port of either transport', undefined),
]

/** Value `index` of a fact that has those of `ends` of which `has` is true. */
function chosen(
  ends: readonly Endpoint[],
  index: number,
  has: (end: Endpoint) => boolean,
): Endpoint | undefined {
  return index === 0 && has(ends[0]!) ? ends[0] : ends[1]
}

function addressFacts(prefix: string, doc: string, is: (address: string) => boolean): Fact[] {
  const has = memo(is)
  const one = (name: string, of: string, end: (message: Message) => Endpoint): Fact => ({
    name: prefix + name,
    doc: `${doc} of the ${of}`,
    kind: 'address',
    count: (message) => (has(end(message).address) ? 1 : 0),
    value: (message) => end(message).address,
  })
  return [
    one('src', 'sender', sender),
    one('dst', 'receiver', receiver),
    {
      name: `${prefix}addr`,
      doc: `${doc} of sender and receiver`,
      kind: 'address',
      count: ({ conversation: { ends } }) => (has(ends[0].address) ? 1 : 0) + (has(ends[1].address) ? 1 : 0),
      value: ({ conversation: { ends } }, index) => chosen(ends, index, (end) => has(end.address))!.address,
    },
  ]
}

function portFacts(prefix: string, doc: string, transport: Transport | undefined): Fact[] {
  const carries = ({ conversation }: Message) => !transport || conversation.transport === transport
  const one = (name: string, of: string, end: (message: Message) => Endpoint): Fact => ({
    name: prefix + name,
    doc: `${doc} of the ${of}`,
    kind: 'number',
    count: (message) => (carries(message) && end(message).port !== 0 ? 1 : 0),
    value: (message) => end(message).port,
  })
  return [
    one('srcport', 'sender', sender),
    one('dstport', 'receiver', receiver),
    {
      name: `${prefix}port`,
      doc: `${doc} of sender and receiver`,
      kind: 'number',
      count: (message) => (carries(message) ? portsOf(message) : 0),
      value: ({ conversation: { ends } }, index) => chosen(ends, index, (end) => end.port !== 0)!.port,
    },
  ]
}

function portsOf({ conversation: { ends } }: Message): number {
  return (ends[0].port !== 0 ? 1 : 0) + (ends[1].port !== 0 ? 1 : 0)
}

function sender({ conversation, side }: Message): Endpoint {
  return conversation.ends[side]
}

function receiver({ conversation, side }: Message): Endpoint {
  return conversation.ends[side === 0 ? 1 : 0]
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
