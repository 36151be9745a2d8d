import type { Frame } from '../ingest/frame.js'
import { CLIENT, type Side, type Transport } from './conversation.js'
import { Conversations, type OpenConversation, type TellRoles } from './conversations.js'
import type { NetworkCounters } from './counters.js'
import { Fragments, Joined } from './fragments.js'
import { protocolText, readExtensions, readIp } from './ip.js'
import { DEFAULT_LIMITS, type NetworkLimits } from './limits.js'
import { isUserLink, readLink } from './link.js'
import { Packet } from './packet.js'
import { pastedConversation, pastedSide } from './pasted.js'
import type { Payload, PayloadSink } from './payload.js'
import { type IsServerPort, Peers } from './peers.js'
import { IpProtocol } from './protocols.js'
import { readSocks, type SocksHeader } from './socks5.js'
import { TcpReassembly } from './tcp.js'
import type { TrafficSink } from './traffic.js'
import { readTcp, readUdp } from './transport.js'

export interface NetworkOptions {
  /** Whether a port belongs to the servers of a known protocol. */
  readonly isServerPort: IsServerPort
  /** Asked once for each conversation whose roles are a guess, before what is said first is handed on. */
  readonly tellRoles?: TellRoles
  /** Look behind the relay header of SOCKS5 in UDP datagrams. */
  readonly socks5: boolean
  readonly limits?: Partial<NetworkLimits>
  /** Told of every frame, where somebody counts them. */
  readonly traffic?: TrafficSink | undefined
}

/**
 * Takes link, IP and transport headers off frames and hands on what they carry: datagrams, and the bytes of TCP
 * directions in order. It reads numbers only; `recordLayers` records the headers' fields when somebody wants to see them.
 */
export class Network {
  readonly counters: NetworkCounters = { frames: 0, payloads: 0, control: 0, other: 0 }
  readonly #sink: PayloadSink
  readonly #socks5: boolean
  readonly #packet = new Packet()
  readonly #conversations: Conversations
  readonly #peers: Peers
  readonly #fragments: Fragments
  readonly #tcp: TcpReassembly
  readonly #traffic: TrafficSink | undefined
  readonly #tellRoles: TellRoles | undefined
  /** The frame at hand has not been counted yet. */
  #uncounted = false
  /** The one payload object; it exists once a first conversation does. */
  #payload: Payload | undefined

  constructor(sink: PayloadSink, options: NetworkOptions) {
    const limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.#sink = sink
    this.#socks5 = options.socks5
    this.#traffic = options.traffic
    this.#tellRoles = options.tellRoles
    this.#conversations = new Conversations(limits.conversations, (idle) => this.#forget(idle))
    this.#peers = new Peers(this.#conversations, options.isServerPort)
    this.#fragments = new Fragments(limits)
    this.#tcp = new TcpReassembly(sink, this.counters, limits)
  }

  frame(frame: Frame): void {
    this.counters.frames++
    this.#fragments.expire(frame.number)
    this.#showAbandoned()
    this.#uncounted = this.#traffic !== undefined
    if (frame.begins === 'payload' || (frame.begins === 'link' && isUserLink(frame.linkType)))
      this.#pasted(frame)
    else if (!this.#readToIp(frame) || !this.#upper()) this.#other()
    if (this.#uncounted) this.#count(undefined, CLIENT)
  }

  /** Hands on what still waits, and closes every connection. */
  end(): void {
    this.#fragments.end()
    this.#showAbandoned()
    for (const conversation of this.#conversations.inOrder()) this.#finish(conversation)
  }

  /** Reads the headers up to and with IP, where the frame has any. */
  #readToIp(frame: Frame): boolean {
    const p = this.#packet
    p.begin(frame)
    if (frame.begins === 'link') return readLink(p) && readIp(p)
    p.protocol = frame.begins === 'udp' ? IpProtocol.Udp : IpProtocol.Tcp
    return true
  }

  // These return false where a layer gave up.

  #upper(): boolean {
    const p = this.#packet
    if (!p.isFragment) return this.#transport()
    const joined = this.#fragments.join(p)
    return joined === Joined.Whole ? this.#joined() : joined === Joined.Waits
  }

  /** Goes on in a datagram put together, which may begin with further IPv6 extension headers. */
  #joined(): boolean {
    const p = this.#packet
    if (p.family === 6 && !readExtensions(p)) return false
    if (p.isFragment) return p.giveUp('IPv6, fragments within fragments')
    return this.#transport()
  }

  #transport(): boolean {
    const p = this.#packet
    switch (p.protocol) {
      case IpProtocol.Udp:
        return readUdp(p) && this.#udp()
      case IpProtocol.Tcp:
        return readTcp(p) && this.#segment()
      default:
        return p.giveUp(protocolText(p))
    }
  }

  #udp(): true {
    const p = this.#packet
    const remote = this.#socks5 ? readSocks(p.bytes, p.at, p.end) : undefined
    const conversation = this.#between('udp', remote)
    if (conversation.mayTurn) this.#settleRoles(conversation)
    if (remote) p.at += remote.length
    const payload = this.#fill(conversation)
    this.counters.payloads++
    this.#sink.datagram(payload)
    return true
  }

  #segment(): true {
    const p = this.#packet
    const peers = this.#peers
    let conversation = peers.find(p, 'tcp')
    if (conversation && this.#tcp.startsAnother(conversation, conversation.sideOf(peers.fromFirst), p)) {
      this.#conversations.table.remove(conversation)
      this.#finish(conversation)
      conversation = undefined
    }
    conversation ??= peers.open(p, 'tcp')
    if (conversation.mayTurn) this.#settleRoles(conversation)
    this.#tcp.segment(conversation, this.#fill(conversation), p)
    return true
  }

  #other(): void {
    const p = this.#packet
    p.sourcePort = 0
    p.targetPort = 0
    const payload = this.#fill(this.#between('none'))
    this.counters.other++
    this.#sink.other(payload, p.what)
  }

  #pasted(frame: Frame): void {
    const p = this.#packet
    p.begin(frame)
    const conversation = pastedConversation(this.#conversations, frame)
    const payload = this.#fill(conversation, pastedSide(frame))
    this.counters.payloads++
    if (conversation.transport === 'tcp') this.#sink.segment(payload)
    else this.#sink.datagram(payload)
  }

  #between(transport: Transport, remote?: SocksHeader): OpenConversation {
    const p = this.#packet
    return this.#peers.find(p, transport, remote) ?? this.#peers.open(p, transport, remote)
  }

  /** Corrects a guess about the roles by what is said first. */
  #settleRoles(conversation: OpenConversation): void {
    const { bytes, at, end, left } = this.#packet
    if (left === 0) return
    conversation.mayTurn = false
    const sender = conversation.sideOf(this.#peers.fromFirst)
    const told = this.#tellRoles?.(conversation, sender, bytes, at, end)
    if (told) conversation.take(told)
  }

  /** The packet as it is handed on. */
  #fill(conversation: OpenConversation, side = conversation.sideOf(this.#peers.fromFirst)): Payload {
    if (this.#uncounted) this.#count(conversation, side)
    const { bytes, at: start, end, cut, frame, earlierFrames, findings } = this.#packet
    const payload = this.#payload
    if (!payload)
      return (this.#payload = { conversation, side, bytes, start, end, cut, frame, earlierFrames, findings })
    payload.conversation = conversation
    payload.side = side
    payload.bytes = bytes
    payload.start = start
    payload.end = end
    payload.cut = cut
    payload.frame = frame
    payload.earlierFrames = earlierFrames
    return payload
  }

  #count(conversation: OpenConversation | undefined, side: Side): void {
    const { frame, family, what } = this.#packet
    this.#uncounted = false
    this.#traffic!.frame(frame, conversation, side, family, what)
  }

  /** Hands on what there is of datagrams whose fragments have not all come. */
  #showAbandoned(): void {
    const { abandoned } = this.#fragments
    if (abandoned.length === 0) return
    for (const datagram of abandoned.splice(0)) {
      this.#readToIp(datagram.lastFrame)
      if (!datagram.givePart(this.#packet) || !this.#joined()) this.#other()
    }
  }

  #finish(conversation: OpenConversation): void {
    if (conversation.streams) this.#tcp.finish(conversation)
    else if (conversation.transport === 'tcp') {
      this.#sink.closed(conversation, 0, 'end')
      this.#sink.closed(conversation, 1, 'end')
    }
  }

  #forget(conversation: OpenConversation): void {
    this.#finish(conversation)
    this.#sink.forgotten(conversation)
  }
}
