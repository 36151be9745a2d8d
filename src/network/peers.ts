import { ipv4Text, ipv6Text, macText } from './address.js'
import type { Endpoint, Transport } from './conversation.js'
import {
  type Conversations,
  KeyKind,
  type OpenConversation,
  type Roles,
  TRANSPORT_NUMBER,
} from './conversations.js'
import type { Packet } from './packet.js'
import { TcpFlag } from './protocols.js'
import { remoteEnd, type SocksHeader } from './socks5.js'

/** Says whether a port is known to be a server's. */
export type IsServerPort = (transport: 'udp' | 'tcp', port: number) => boolean

/** Finds the conversation between the two ends that a packet's headers name. */
export class Peers {
  /** Whether the sender of the packet last looked up stands first in the key. */
  fromFirst = true
  readonly #conversations: Conversations
  readonly #isServerPort: IsServerPort
  #length = 0

  constructor(conversations: Conversations, isServerPort: IsServerPort) {
    this.#conversations = conversations
    this.#isServerPort = isServerPort
  }

  /** `remote` is the end behind a SOCKS5 relay. */
  find(p: Packet, transport: Transport, remote?: SocksHeader): OpenConversation | undefined {
    this.#writeKey(p, transport)
    if (remote) this.#addRemote(p, remote)
    return this.#conversations.table.find(this.#length)
  }

  /** Opens the conversation that `find` has just not found. */
  open(p: Packet, transport: Transport, remote?: SocksHeader): OpenConversation {
    const { roles, sourceIsClient } = this.#roles(p, transport, remote)
    const client = sourceIsClient ? sourceEnd(p) : targetEnd(p)
    const server = remote ? remoteEnd(p.bytes, remote) : sourceIsClient ? targetEnd(p) : sourceEnd(p)
    const firstIsClient = sourceIsClient === this.fromFirst
    const isGuess = !remote && transport !== 'none' && (roles === 'port' || roles === 'first')
    return this.#conversations.open(this.#length, transport, {
      client,
      server,
      firstIsClient,
      roles,
      isGuess,
    })
  }

  /** The same two ends give the same key, whichever of them sends. */
  #writeKey(p: Packet, transport: Transport): void {
    const { table } = this.#conversations
    const { bytes } = p.frame
    const { sourcePort, targetPort } = p
    const source = sourceAt(p)
    const target = targetAt(p)
    const length = addressLength(p)
    let order = 0
    for (let i = 0; i < length && order === 0; i++) order = bytes[source + i]! - bytes[target + i]!
    if (order === 0) order = sourcePort - targetPort
    const fromFirst = order <= 0
    table.words[0] = KeyKind.Packet | (TRANSPORT_NUMBER[transport] << 8) | (length << 16)
    table.words[1] = fromFirst ? (sourcePort << 16) | targetPort : (targetPort << 16) | sourcePort
    const middle = table.pack(2, bytes, fromFirst ? source : target, length)
    this.#length = table.pack(middle, bytes, fromFirst ? target : source, length)
    this.fromFirst = fromFirst
  }

  /** Packets of a relay name the end behind it whichever way they go: that end is added to the key of the two ends seen. */
  #addRemote(p: Packet, remote: SocksHeader): void {
    const { table } = this.#conversations
    table.words[0]! |= KeyKind.Socks
    table.words[this.#length] = (remote.port << 16) | remote.kind
    this.#length = table.pack(this.#length + 1, p.bytes, remote.addressAt, remote.addressLength)
  }

  #roles(
    p: Packet,
    transport: Transport,
    remote: SocksHeader | undefined,
  ): { roles: Roles; sourceIsClient: boolean } {
    const sender = p.frame.note?.sender
    if (sender === 'client' || sender === 'server')
      return { roles: 'label', sourceIsClient: sender === 'client' }
    if (transport === 'none') return { roles: 'first', sourceIsClient: true }
    if (transport === 'tcp' && (p.tcpFlags & TcpFlag.Syn) !== 0)
      return { roles: 'syn', sourceIsClient: (p.tcpFlags & TcpFlag.Ack) === 0 }
    if (remote)
      return { roles: this.#isServerPort('udp', remote.port) ? 'port' : 'first', sourceIsClient: true }
    const targetIsServer = this.#isServerPort(transport, p.targetPort)
    if (targetIsServer !== this.#isServerPort(transport, p.sourcePort))
      return { roles: 'port', sourceIsClient: targetIsServer }
    return { roles: 'first', sourceIsClient: true }
  }
}

// Frames without IP go by their MAC addresses, of which the target's comes first.

function sourceAt(p: Packet): number {
  return p.family === 0 ? p.macs + 6 : p.source
}

function targetAt(p: Packet): number {
  return p.family === 0 ? p.macs : p.target
}

function addressLength(p: Packet): number {
  if (p.family === 0) return p.macs >= 0 ? 6 : 0
  return p.family === 4 ? 4 : 16
}

function sourceEnd(p: Packet): Endpoint {
  return { address: addressText(p, sourceAt(p)), port: p.sourcePort }
}

function targetEnd(p: Packet): Endpoint {
  return { address: addressText(p, targetAt(p)), port: p.targetPort }
}

function addressText(p: Packet, at: number): string {
  const { bytes } = p.frame
  if (p.family === 4) return ipv4Text(bytes, at)
  if (p.family === 6) return ipv6Text(bytes, at)
  return p.macs >= 0 ? macText(bytes, at) : ''
}
