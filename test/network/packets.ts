import { type Frame, newFrame } from '../../src/ingest/frame.js'

/** Packets for tests, built by hand and apart from the code that is tested. */

export const CLIENT_IP = '10.0.0.1'
export const SERVER_IP = '10.0.0.2'

export function concat(...parts: (Uint8Array | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

export function be16(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff]
}

export function be32(value: number): number[] {
  return [...be16(value >>> 16), ...be16(value & 0xffff)]
}

/** The Internet checksum as RFC 1071 words it. */
export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 2) {
    sum += bytes[i]! * 256 + (bytes[i + 1] ?? 0)
    if (sum > 0xffff) sum -= 0xffff
  }
  return ~sum & 0xffff
}

export interface IpOptions {
  readonly from?: string
  readonly to?: string
  readonly id?: number
  /** Flags and offset as on the wire. */
  readonly fragment?: number
  readonly options?: number[]
  /** In place of the right one. */
  readonly total?: number
  readonly checksum?: number
}

export function ipv4(protocol: number, payload: Uint8Array, o: IpOptions = {}): Uint8Array {
  const options = o.options ?? []
  const length = 20 + options.length
  const header = concat(
    [0x40 | (length / 4), 0],
    be16(o.total ?? length + payload.length),
    be16(o.id ?? 1),
    be16(o.fragment ?? 0),
    [64, protocol, 0, 0],
    ipv4Bytes(o.from ?? CLIENT_IP),
    ipv4Bytes(o.to ?? SERVER_IP),
    options,
  )
  header.set(be16(o.checksum ?? internetChecksum(header)), 10)
  return concat(header, payload)
}

export function ipv4Bytes(text: string): number[] {
  return text.split('.').map(Number)
}

export const CLIENT_IP6 = concat([0x20, 0x01, 0x0d, 0xb8], new Uint8Array(11), [1])
export const SERVER_IP6 = concat([0x20, 0x01, 0x0d, 0xb8], new Uint8Array(11), [2])

export function ipv6(
  next: number,
  payload: Uint8Array,
  from = CLIENT_IP6,
  to = SERVER_IP6,
  length = payload.length,
): Uint8Array {
  return concat([0x60, 0, 0, 0], be16(length), [next, 64], from, to, payload)
}

/** The two addresses of a pseudo-header. */
export const addresses4 = (from = CLIENT_IP, to = SERVER_IP) => concat(ipv4Bytes(from), ipv4Bytes(to))
export const addresses6 = (from = CLIENT_IP6, to = SERVER_IP6) => concat(from, to)

/** Without addresses there is no checksum. */
export function udp(
  from: number,
  to: number,
  payload: Uint8Array,
  addresses?: Uint8Array,
  length?: number,
): Uint8Array {
  const total = length ?? 8 + payload.length
  const packet = concat(be16(from), be16(to), be16(total), [0, 0], payload)
  if (addresses) {
    const pseudo = concat(addresses, [0, 17], be16(total))
    packet.set(be16(internetChecksum(concat(pseudo, packet)) || 0xffff), 6)
  }
  return packet
}

export const FIN = 1
export const SYN = 2
export const RST = 4
export const ACK = 16

export interface Segment {
  readonly from: number
  readonly to: number
  readonly seq: number
  readonly ack?: number
  readonly flags?: number
  readonly data?: Uint8Array
  readonly options?: number[]
}

export function tcp(s: Segment, addresses = addresses4()): Uint8Array {
  const options = s.options ?? []
  const flags = s.flags ?? (s.ack === undefined ? 0 : ACK)
  const offset = ((20 + options.length) / 4) << 4
  const packet = concat(
    be16(s.from),
    be16(s.to),
    be32(s.seq),
    be32(s.ack ?? 0),
    [offset, flags, 0xff, 0xff, 0, 0, 0, 0],
    options,
    s.data ?? [],
  )
  const pseudo = concat(addresses, [0, 6], be16(packet.length))
  packet.set(be16(internetChecksum(concat(pseudo, packet))), 16)
  return packet
}

const MACS = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]

export function ethernet(type: number, payload: Uint8Array, tags: number[] = [], macs = MACS): Uint8Array {
  return concat(macs, tags, be16(type), payload)
}

/** An Ethernet frame with a UDP datagram over IPv4, from client to server. */
export function udpFrame(from: number, to: number, payload: Uint8Array, ip: IpOptions = {}): Uint8Array {
  return ethernet(0x0800, ipv4(17, udp(from, to, payload, addresses4(ip.from, ip.to)), ip))
}

/** An Ethernet frame with a TCP segment over IPv4. */
export function tcpFrame(s: Segment, from = CLIENT_IP, to = SERVER_IP): Uint8Array {
  return ethernet(0x0800, ipv4(6, tcp(s, addresses4(from, to)), { from, to }))
}

/** Text as bytes. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** Wraps bytes as a frame; it stands somewhere inside a larger buffer, as frames of a capture do. */
export function frameOf(bytes: Uint8Array, more: Partial<Frame> = {}): Frame {
  const buffer = concat([0xee, 0xee, 0xee], bytes, [0xee, 0xee])
  return {
    ...newFrame(),
    number: 1,
    bytes: buffer,
    start: 3,
    end: 3 + bytes.length,
    originalLength: bytes.length,
    ...more,
  }
}
