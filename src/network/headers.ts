import { isIPv4 } from 'node:net'
import { addWords, checksumOf } from './checksum.js'
import type { Endpoint, Side } from './conversation.js'
import {
  ETHERNET_HEADER,
  EtherType,
  IPV4_HEADER,
  IpProtocol,
  TCP_HEADER,
  TcpFlag,
  UDP_HEADER,
} from './protocols.js'

/** Bytes that fit behind the headers of one IPv4 packet. */
export const MAX_UDP_PAYLOAD = 0xffff - IPV4_HEADER - UDP_HEADER
const MAX_TCP_PAYLOAD = 0xffff - IPV4_HEADER - TCP_HEADER

/** Addresses for ends that have none: reserved for documentation (RFC 5737), so that no host is blamed. */
const MADE_UP_ADDRESSES = ['192.0.2.1', '192.0.2.2'] as const

/** First sequence number of the client and of the server. */
const FIRST_SEQUENCES = [1000, 5000] as const

/**
 * Makes up Ethernet, IPv4 and UDP or TCP headers with right checksums around bare payloads, so that other tools open
 * what was pasted. One object stands for one conversation: it goes on counting TCP sequence numbers and IP
 * identifications, and consecutive payloads form a sound stream.
 */
export class HeaderMaker {
  readonly #protocol: IpProtocol.Udp | IpProtocol.Tcp
  readonly #ports: readonly [number, number]
  readonly #addresses: readonly [Uint8Array, Uint8Array]
  readonly #sequences: [number, number] = [...FIRST_SEQUENCES]
  readonly #identifications: [number, number] = [1, 1]

  /** An end whose address is not IPv4 text gets a made-up one. */
  constructor(transport: 'udp' | 'tcp', ends: readonly [client: Endpoint, server: Endpoint]) {
    this.#protocol = transport === 'udp' ? IpProtocol.Udp : IpProtocol.Tcp
    this.#ports = [ends[0].port, ends[1].port]
    this.#addresses = [addressBytes(ends[0], 0), addressBytes(ends[1], 1)]
  }

  /**
   * The Ethernet frames that carry a payload from `side`: one, or several for more than a TCP segment holds. None for
   * more than MAX_UDP_PAYLOAD bytes over UDP, which no packet can carry.
   */
  frames(side: Side, payload: Uint8Array): Uint8Array[] {
    if (this.#protocol === IpProtocol.Udp)
      return payload.length > MAX_UDP_PAYLOAD ? [] : [this.#udp(side, payload)]
    const frames: Uint8Array[] = []
    let at = 0
    do {
      frames.push(this.#tcp(side, payload.subarray(at, at + MAX_TCP_PAYLOAD)))
      at += MAX_TCP_PAYLOAD
    } while (at < payload.length)
    return frames
  }

  /** Wraps a UDP or TCP packet that has its own header, which stays as it is, in Ethernet and IPv4. */
  wrap(side: Side, packet: Uint8Array): Uint8Array {
    const frame = this.#frame(side, packet.length)
    frame.set(packet, TRANSPORT_AT)
    return frame
  }

  #udp(side: Side, payload: Uint8Array): Uint8Array {
    const length = UDP_HEADER + payload.length
    const frame = this.#frame(side, length)
    this.#putPorts(frame, side)
    put16(frame, TRANSPORT_AT + 4, length)
    frame.set(payload, TRANSPORT_AT + UDP_HEADER)
    // Where it comes out as 0, UDP has 0xffff: 0 would mean that there is none (RFC 768).
    this.#putChecksum(frame, TRANSPORT_AT + 6, 0xffff)
    return frame
  }

  #tcp(side: Side, payload: Uint8Array): Uint8Array {
    const frame = this.#frame(side, TCP_HEADER + payload.length)
    this.#putPorts(frame, side)
    put32(frame, TRANSPORT_AT + 4, this.#sequences[side])
    put32(frame, TRANSPORT_AT + 8, this.#sequences[1 - side]!)
    frame[TRANSPORT_AT + 12] = (TCP_HEADER / 4) << 4
    frame[TRANSPORT_AT + 13] = TcpFlag.Ack | TcpFlag.Push
    put16(frame, TRANSPORT_AT + 14, 0xffff)
    frame.set(payload, TRANSPORT_AT + TCP_HEADER)
    this.#putChecksum(frame, TRANSPORT_AT + 16, 0)
    this.#sequences[side] = (this.#sequences[side] + payload.length) >>> 0
    return frame
  }

  /** An Ethernet frame with its IPv4 header, and room for `length` bytes behind it. */
  #frame(side: Side, length: number): Uint8Array {
    const frame = new Uint8Array(TRANSPORT_AT + length)
    frame.set(MACS[1 - side]!, 0)
    frame.set(MACS[side], 6)
    put16(frame, 12, EtherType.IPv4)
    frame[IP_AT] = 0x40 | (IPV4_HEADER / 4)
    const total = IPV4_HEADER + length
    // 0 where it does not fit, as in captures of packets that the network card is yet to segment.
    put16(frame, IP_AT + 2, total > 0xffff ? 0 : total)
    put16(frame, IP_AT + 4, this.#identifications[side]++)
    put16(frame, IP_AT + 6, 0x4000) // don't fragment
    frame[IP_AT + 8] = 64
    frame[IP_AT + 9] = this.#protocol
    frame.set(this.#addresses[side], ADDRESSES_AT)
    frame.set(this.#addresses[1 - side]!, ADDRESSES_AT + 4)
    put16(frame, IP_AT + 10, checksumOf(addWords(frame, IP_AT, TRANSPORT_AT)))
    return frame
  }

  #putPorts(frame: Uint8Array, side: Side): void {
    put16(frame, TRANSPORT_AT, this.#ports[side])
    put16(frame, TRANSPORT_AT + 2, this.#ports[1 - side]!)
  }

  /** Sums pseudo-header, header and payload; `ifZero` stands for a sum that comes out as 0. */
  #putChecksum(frame: Uint8Array, at: number, ifZero: number): void {
    const pseudo = addWords(frame, ADDRESSES_AT, TRANSPORT_AT, this.#protocol + frame.length - TRANSPORT_AT)
    put16(frame, at, checksumOf(addWords(frame, TRANSPORT_AT, frame.length, pseudo)) || ifZero)
  }
}

const IP_AT = ETHERNET_HEADER
const ADDRESSES_AT = IP_AT + 12
const TRANSPORT_AT = IP_AT + IPV4_HEADER

/** Locally administered, so that they are nobody's. */
const MACS = [Uint8Array.of(2, 0, 0, 0, 0, 1), Uint8Array.of(2, 0, 0, 0, 0, 2)] as const

function addressBytes(end: Endpoint, side: Side): Uint8Array {
  const text = isIPv4(end.address) ? end.address : MADE_UP_ADDRESSES[side]
  return Uint8Array.from(text.split('.'), Number)
}

function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8
  bytes[at + 1] = value
}

function put32(bytes: Uint8Array, at: number, value: number): void {
  put16(bytes, at, value >>> 16)
  put16(bytes, at + 2, value & 0xffff)
}
