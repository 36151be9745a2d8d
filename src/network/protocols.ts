import { names } from '../fields/definition.js'

/** Numbers the network layers go by, with their registries' names. */

/** EtherType values (IEEE 802 numbers registry). */
export const enum EtherType {
  IPv4 = 0x0800,
  Vlan = 0x8100,
  IPv6 = 0x86dd,
  QinQ = 0x88a8,
  QinQOld = 0x9100,
}

/** A type/length field below this is the length of an IEEE 802.3 frame. */
export const MIN_ETHERTYPE = 0x600

export const ETHERTYPE_NAMES = names({
  2048: 'IPv4',
  2054: 'ARP',
  2114: 'Wake-on-LAN',
  32821: 'RARP',
  32923: 'AppleTalk',
  33011: 'AppleTalk ARP',
  33024: 'VLAN',
  33079: 'IPX',
  34525: 'IPv6',
  34824: 'Ethernet flow control',
  34825: 'slow protocols (LACP)',
  34887: 'MPLS',
  34915: 'PPPoE discovery',
  34916: 'PPPoE session',
  34958: 'EAPOL',
  34984: 'QinQ',
  35020: 'LLDP',
  35045: 'MACsec',
  35063: 'PTP',
  36864: 'Ethernet loopback test',
  37120: 'QinQ (old)',
})

/** IP protocol numbers and IPv6 extension headers (IANA protocol numbers registry). */
export const enum IpProtocol {
  HopByHop = 0,
  Tcp = 6,
  Udp = 17,
  Routing = 43,
  Fragment = 44,
  Authentication = 51,
  NoNext = 59,
  DestinationOptions = 60,
  Mobility = 135,
  Hip = 139,
  Shim6 = 140,
}

export const IP_PROTOCOL_NAMES = names({
  0: 'IPv6 hop-by-hop options',
  1: 'ICMP',
  2: 'IGMP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6 in IP',
  43: 'IPv6 routing header',
  44: 'IPv6 fragment header',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  59: 'no next header',
  60: 'IPv6 destination options',
  88: 'EIGRP',
  89: 'OSPF',
  103: 'PIM',
  112: 'VRRP',
  115: 'L2TP',
  132: 'SCTP',
  136: 'UDP-Lite',
})

/** Address families in the header of BSD loopback captures; IPv6 has a number per system. */
export const AF_INET = 2
export const AF_INET6: ReadonlySet<number> = new Set([10, 23, 24, 28, 30])

export const ADDRESS_FAMILY_NAMES = names({
  2: 'IPv4',
  10: 'IPv6 (Linux)',
  23: 'IPv6 (Windows)',
  24: 'IPv6 (NetBSD, OpenBSD)',
  28: 'IPv6 (FreeBSD)',
  30: 'IPv6 (macOS)',
})

/** Link types that turn up in captures but are not taken apart (tcpdump.org registry). */
export const LINK_TYPE_NAMES = names({
  6: 'Token Ring',
  9: 'PPP',
  50: 'PPP in HDLC framing',
  51: 'PPPoE',
  104: 'Cisco HDLC',
  105: 'IEEE 802.11',
  107: 'Frame Relay',
  117: 'OpenBSD pflog',
  119: 'IEEE 802.11 with Prism header',
  122: 'IP over Fibre Channel',
  127: 'IEEE 802.11 with radiotap header',
  187: 'Bluetooth HCI',
  189: 'USB (Linux)',
  192: 'PPI',
  195: 'IEEE 802.15.4',
  201: 'Bluetooth HCI with direction',
  220: 'USB (Linux, padded)',
  227: 'SocketCAN',
  239: 'Linux netfilter log',
  249: 'USB (USBPcap)',
  253: 'Linux netlink',
})

/** Bytes of headers, without options. */
export const ETHERNET_HEADER = 14
export const VLAN_TAG = 4
export const SLL_HEADER = 16
export const SLL2_HEADER = 20
export const NULL_HEADER = 4
export const IPV4_HEADER = 20
export const IPV6_HEADER = 40
export const IPV6_FRAGMENT_HEADER = 8
export const UDP_HEADER = 8
export const TCP_HEADER = 20

/** Bits of the TCP flags. */
export const enum TcpFlag {
  Fin = 0x01,
  Syn = 0x02,
  Reset = 0x04,
  Push = 0x08,
  Ack = 0x10,
}
