import { type Frame, LinkType } from '../ingest/frame.js'
import { readIp } from '../network/ip.js'
import { isUserLink, readLink } from '../network/link.js'
import { Packet } from '../network/packet.js'
import { IpProtocol } from '../network/protocols.js'
import { readTcp, readUdp } from '../network/transport.js'

/** Where the parts of a frame are, as offsets from its first byte; -1 for a part that is not there. */
export interface Places {
  /** Two MAC addresses. */
  readonly macs: number
  readonly family: 0 | 4 | 6
  /** Source and target IP address, side by side. */
  readonly addresses: number
  readonly transport: number
  readonly protocol: number
  /** What a dissector is given, or a fragment's part of a datagram. */
  readonly data: number
  readonly dataEnd: number
  /** TCP sequence number of the first byte of the data. */
  readonly sequence: number
  readonly isTcp: boolean
  /** Of an IP fragment: what names its datagram, and its place in it. */
  readonly fragment: { readonly key: string; readonly offset: number } | undefined
}

const packet = new Packet()

const SYN = 2

/** Finds the parts of a frame that begins at the link layer. Where a header is damaged, everything from it on is data. */
export function placesOf(frame: Frame): Places {
  const p = packet
  p.begin(frame)
  const hasIp = !isUserLink(frame.linkType) && readLink(p) && readIp(p)
  const transport = p.at
  const fragment = hasIp && p.isFragment ? { key: fragmentKey(p), offset: p.fragmentOffset } : undefined
  const isTcp = hasIp && !fragment && p.protocol === IpProtocol.Tcp && readTcp(p)
  const isUdp = hasIp && !fragment && p.protocol === IpProtocol.Udp && readUdp(p)
  const hasTransport = isTcp || isUdp || (fragment?.offset === 0 && isUnextended(p))
  return {
    macs: frame.linkType === LinkType.ETHERNET ? p.macs : -1,
    family: p.family,
    addresses: p.family === 0 ? -1 : p.source,
    transport: hasTransport || fragment ? transport : -1,
    protocol: p.protocol,
    data: p.at,
    dataEnd: p.end,
    sequence: isTcp ? (p.sequence + ((p.tcpFlags & SYN) !== 0 ? 1 : 0)) >>> 0 : 0,
    isTcp,
    fragment,
  }
}

/** Whether the transport header follows at once: in IPv6 further extension headers may come before it. */
function isUnextended(p: Packet): boolean {
  return p.protocol === IpProtocol.Udp || p.protocol === IpProtocol.Tcp
}

function fragmentKey({ bytes, source, family, fragmentId, protocol }: Packet): string {
  const addresses = Buffer.from(bytes.subarray(source, source + (family === 4 ? 8 : 32))).toString('hex')
  return `${addresses} ${fragmentId} ${family === 4 ? protocol : ''}`
}
