import { u16be, u32be } from '../fields/read.js'
import { addWords, fold } from './checksum.js'
import { reportChecksum } from './checksum-report.js'
import type { Packet } from './packet.js'
import { LENGTH, TRAILING } from './problems.js'
import { IpProtocol, TCP_HEADER, UDP_HEADER } from './protocols.js'

/** Reads a UDP header (RFC 768) and leaves `at` and `end` around the datagram's payload. */
export function readUdp(p: Packet): boolean {
  const { bytes, at } = p
  if (p.left < UDP_HEADER) return p.tooShort('UDP', UDP_HEADER)
  p.sourcePort = u16be(bytes, at)
  p.targetPort = u16be(bytes, at + 2)
  // 0 stands for the rest of a jumbogram (RFC 2675), or of a packet yet to be segmented.
  const length = u16be(bytes, at + 4) || p.left + p.cut
  if (length < UDP_HEADER)
    return p.damaged(
      'UDP',
      `The UDP length says ${length} bytes, less than its header of ${UDP_HEADER}.`,
      UDP_HEADER,
    )
  const trailing = p.left - length
  if (trailing > 0) {
    const text = `${trailing} bytes follow the UDP datagram inside the IP packet.`
    p.find(TRAILING, text, at + length, trailing)
  }
  const missing = -trailing - p.cut
  if (missing > 0) {
    const text = `The UDP length says ${length} bytes, but the IP packet holds ${length - missing}.`
    p.find(LENGTH, text, at + 4, 2)
  } else p.limit(length)
  const checksum = u16be(bytes, at + 6)
  if (checksum !== 0 && missing <= 0) verify(p, 'UDP', IpProtocol.Udp, length, checksum, at + 6)
  p.at = at + UDP_HEADER
  return true
}

/** Reads a TCP header (RFC 9293 section 3.1) and leaves `at` and `end` around the segment's data. */
export function readTcp(p: Packet): boolean {
  const { bytes, at } = p
  if (p.left < TCP_HEADER) return p.tooShort('TCP', TCP_HEADER)
  p.sourcePort = u16be(bytes, at)
  p.targetPort = u16be(bytes, at + 2)
  p.sequence = u32be(bytes, at + 4)
  p.acknowledged = u32be(bytes, at + 8)
  const header = (bytes[at + 12]! >> 4) * 4
  p.tcpFlags = bytes[at + 13]!
  if (header < TCP_HEADER)
    return p.damaged(
      'TCP',
      `The TCP data offset says ${header} bytes; at least ${TCP_HEADER} are needed.`,
      TCP_HEADER,
    )
  if (header > p.left) return p.tooShort('TCP', header)
  verify(p, 'TCP', IpProtocol.Tcp, p.left, u16be(bytes, at + 16), at + 16)
  p.at = at + header
  return true
}

/** Verifies a transport checksum over `length` bytes from `at`, where all of them are there and the addresses are known. */
function verify(
  p: Packet,
  name: string,
  protocol: number,
  length: number,
  found: number,
  fieldAt: number,
): void {
  if (p.cut > 0 || p.family === 0 || !p.checkable) return
  const addresses = addressWords(p)
  const sum = addWords(p.bytes, p.at, p.at + length, addresses + protocol + length)
  if (fold(sum) === 0xffff) return
  reportChecksum(p, name, sum, fieldAt, isPartial(found, addresses + protocol, length))
}

/** Sum of the addresses in the pseudo-header (RFC 768; RFC 8200 section 8.1). */
function addressWords(p: Packet): number {
  const { bytes } = p.frame
  // Source and target lie side by side in both versions.
  return addWords(bytes, p.source, p.source + (p.family === 4 ? 8 : 32))
}

/** Whether a checksum is the sum of the pseudo-header alone, with or without the length, as left for the network card to finish. */
function isPartial(found: number, sum: number, length: number): boolean {
  return found === fold(sum + length) || found === fold(sum)
}
