import { Cursor, UNDECODED } from '../dissect/cursor.js'
import type { Message } from '../dissect/message.js'
import type { FieldDef } from '../fields/definition.js'
import { LinkType } from '../ingest/frame.js'
import { readExtensions, readIp } from './ip.js'
import { ETH, FRAME, IP } from './layer-fields.js'
import {
  recordExtensions,
  recordIpv4,
  recordIpv6,
  recordLink,
  recordTcp,
  recordUdp,
} from './layer-headers.js'
import { isUserLink, readLink } from './link.js'
import { Packet } from './packet.js'
import type { Payload } from './payload.js'
import { IpProtocol } from './protocols.js'
import { readSocks } from './socks5.js'
import { readTcp, readUdp } from './transport.js'

const cursor = new Cursor()
const packet = new Packet()

/**
 * Adds the payload's frame to the message as a source and records the fields of its headers; every byte of the frame
 * then lies in one leaf. A datagram put together from fragments becomes a source as well. The headers are read by
 * the code that read them for the message, and their problems were found then: here only fields are recorded.
 */
export function recordLayers(payload: Payload, message: Message): void {
  const { frame } = payload
  packet.begin(frame)
  cursor.begin(message, message.addSource('frame', frame.bytes, frame.start, frame.end, packet.cut))
  const isJoined = recordFrame(payload)
  if (cursor.more)
    cursor.rest(frame.begins === 'link' && frame.linkType === LinkType.ETHERNET ? ETH.padding : FRAME.padding)
  if (isJoined) recordJoined(payload, message)
}

/** Returns whether the payload is a datagram put together, of which the frame holds a fragment. */
function recordFrame(payload: Payload): boolean {
  const { frame } = payload
  if (frame.begins === 'payload' || (frame.begins === 'link' && isUserLink(frame.linkType))) {
    cursor.rest(FRAME.payload)
    return false
  }
  if (frame.begins !== 'link') {
    packet.protocol = frame.begins === 'udp' ? IpProtocol.Udp : IpProtocol.Tcp
    recordTransport(payload)
    return false
  }
  const hasLink = readLink(packet)
  recordLink(cursor, frame.linkType, packet.at)
  if (!hasLink) {
    recordUnread(FRAME.payload)
    return false
  }
  return recordIp(payload)
}

function recordIp(payload: Payload): boolean {
  const isWhole = readIp(packet)
  if (packet.family === 4) recordIpv4(cursor, packet.at)
  if (packet.family === 6) recordIpv6(cursor, packet.at)
  if (!isWhole) recordUnread(FRAME.payload)
  else if (packet.isFragment) recordUpTo(IP.payload, packet.end)
  else recordTransport(payload)
  return isWhole && packet.isFragment && payload.bytes !== payload.frame.bytes
}

function recordTransport(payload: Payload): void {
  const { end, protocol } = packet
  if (protocol === IpProtocol.Udp && readUdp(packet)) {
    const { bytes, at } = packet
    // The network stage has skipped the relay header, if it was asked to look for one.
    const socks = payload.start > at ? readSocks(bytes, at, packet.end) : undefined
    recordUdp(cursor, socks, packet.end)
  } else if (protocol === IpProtocol.Tcp && readTcp(packet)) recordTcp(cursor, packet.at, packet.end)
  else if (protocol === IpProtocol.Udp || protocol === IpProtocol.Tcp) recordUpTo(UNDECODED, end)
  else recordUpTo(IP.payload, end)
  recordUpTo(IP.trailing, end)
}

/** Records the datagram as it was put together, as a source of its own. */
function recordJoined(payload: Payload, message: Message): void {
  const { bytes, cut } = payload
  cursor.begin(message, message.addSource('reassembled', bytes, 0, bytes.length, cut))
  packet.bytes = bytes
  packet.at = 0
  packet.end = bytes.length
  packet.cut = cut
  packet.isFragment = false
  if (recordInnerExtensions()) recordTransport(payload)
  else recordUpTo(UNDECODED, packet.end)
}

function recordInnerExtensions(): boolean {
  if (packet.family === 4) return true
  const { protocol } = packet
  const isWhole = readExtensions(packet)
  recordExtensions(cursor, protocol, packet.at)
  return isWhole && !packet.isFragment
}

/** What a layer gave up at: undecoded where its header is damaged, otherwise of a kind that is not taken apart. */
function recordUnread(def: FieldDef): void {
  recordUpTo(packet.findings.length > 0 ? UNDECODED : def, packet.end)
}

function recordUpTo(def: FieldDef, end: number): void {
  if (cursor.pos < end) cursor.take(def, end - cursor.pos)
}
