import { u16be, u32be, u32le } from '../fields/read.js'
import { LinkType } from '../ingest/frame.js'
import type { Packet } from './packet.js'
import {
  AF_INET,
  AF_INET6,
  ETHERNET_HEADER,
  EtherType,
  LINK_TYPE_NAMES,
  MIN_ETHERTYPE,
  NULL_HEADER,
  SLL_HEADER,
  SLL2_HEADER,
  VLAN_TAG,
} from './protocols.js'

/** Reads the link layer's header and leaves the type of what follows in `etherType`. */
export function readLink(p: Packet): boolean {
  switch (p.frame.linkType) {
    case LinkType.ETHERNET:
      return readEthernet(p)
    case LinkType.RAW:
    case LinkType.RAW_BSD_12:
    case LinkType.RAW_BSD_14:
      return readRaw(p)
    case LinkType.IPV4:
      p.etherType = EtherType.IPv4
      return true
    case LinkType.IPV6:
      p.etherType = EtherType.IPv6
      return true
    case LinkType.LINUX_SLL:
      return readCooked(p, SLL_HEADER, 14)
    case LinkType.LINUX_SLL2:
      return readCooked(p, SLL2_HEADER, 0)
    case LinkType.NULL:
    case LinkType.LOOP:
      return readLoopback(p)
    default:
      return p.giveUp(linkTypeText(p.frame.linkType))
  }
}

/** Whether frames of this link type are a payload with no header of ours (USER0 to USER15). */
export function isUserLink(linkType: number): boolean {
  return linkType >= LinkType.USER0 && linkType <= LinkType.USER15
}

/** Whether a type field announces a VLAN tag: IEEE 802.1Q, 802.1ad, and the number in use before that. */
export function isVlan(etherType: number): boolean {
  return etherType === EtherType.Vlan || etherType === EtherType.QinQ || etherType === EtherType.QinQOld
}

/**
 * Whether the address family of a loopback header is little-endian: LINKTYPE_NULL has it in the order of the host that
 * wrote it. Families are small numbers, so the order shows.
 */
export function isLittleEndianFamily(bytes: Uint8Array, at: number, linkType: number): boolean {
  return linkType === LinkType.NULL && u32be(bytes, at) > 0xffff
}

/** The EtherType that the version in a first IP byte stands for, 0 for any other. */
function etherTypeOfVersion(first: number): number {
  if (first >> 4 === 4) return EtherType.IPv4
  return first >> 4 === 6 ? EtherType.IPv6 : 0
}

function readEthernet(p: Packet): boolean {
  if (p.left < ETHERNET_HEADER) return p.tooShort('Ethernet', ETHERNET_HEADER)
  p.macs = p.at
  p.etherType = u16be(p.bytes, p.at + 12)
  p.at += ETHERNET_HEADER
  return readTags(p)
}

function readCooked(p: Packet, header: number, typeAt: number): boolean {
  if (p.left < header) return p.tooShort('Linux cooked', header)
  p.etherType = u16be(p.bytes, p.at + typeAt)
  p.at += header
  return readTags(p)
}

function readTags(p: Packet): boolean {
  while (isVlan(p.etherType)) {
    if (p.left < VLAN_TAG) return p.tooShort('VLAN', VLAN_TAG)
    p.etherType = u16be(p.bytes, p.at + 2)
    p.at += VLAN_TAG
  }
  return p.etherType >= MIN_ETHERTYPE || p.giveUp('IEEE 802.3 frame')
}

function readRaw(p: Packet): boolean {
  if (p.left < 1) return p.tooShort('IP', 1)
  const first = p.bytes[p.at]!
  p.etherType = etherTypeOfVersion(first)
  if (p.etherType !== 0) return true
  return p.damaged('IP', `The first byte should give IP version 4 or 6, but it says ${first >> 4}.`, 1)
}

function readLoopback(p: Packet): boolean {
  if (p.left < NULL_HEADER) return p.tooShort('loopback', NULL_HEADER)
  const isLittle = isLittleEndianFamily(p.bytes, p.at, p.frame.linkType)
  const family = isLittle ? u32le(p.bytes, p.at) : u32be(p.bytes, p.at)
  if (family === AF_INET) p.etherType = EtherType.IPv4
  else if (AF_INET6.has(family)) p.etherType = EtherType.IPv6
  else return p.giveUp(`address family ${family}`)
  p.at += NULL_HEADER
  return true
}

function linkTypeText(linkType: number): string {
  const name = LINK_TYPE_NAMES.get(linkType)
  return name ? `link type ${linkType} (${name})` : `link type ${linkType}`
}
