import { u16be } from '../fields/read.js'
import { LinkType } from '../ingest/frame.js'
import { rightChecksum } from './checksum.js'
import type { Packet } from './packet.js'
import { CHECKSUM_OFFLOADED, CHECKSUM_WRONG } from './problems.js'

/**
 * Records that the checksum at `at` is wrong, `sum` being taken over everything and the checksum itself. It is only a
 * note when the network card was to finish it: because the value says so (`isUnfinished`), or the packet's way.
 */
export function reportChecksum(
  p: Packet,
  name: string,
  sum: number,
  at: number,
  isUnfinished: boolean,
): void {
  if (isUnfinished || looksOffloaded(p)) {
    p.find(CHECKSUM_OFFLOADED, `${name} checksum unverified: offloaded to the network card.`, at, 2)
    return
  }
  const found = u16be(p.bytes, at)
  const right = rightChecksum(sum, found)
  p.find(
    CHECKSUM_WRONG,
    `The ${name} checksum is 0x${hex16(found)}, but 0x${hex16(right)} would be right.`,
    at,
    2,
  )
}

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0')
}

/**
 * Whether the packet seems never to have crossed a wire, so that nothing ever filled in its checksums:
 * loopback addresses or link, MAC addresses of zeros, or a host that talks to itself.
 */
function looksOffloaded(p: Packet): boolean {
  const { bytes, linkType, begins } = p.frame
  if (begins === 'link' && (linkType === LinkType.NULL || linkType === LinkType.LOOP)) return true
  if (p.macs >= 0 && isZero(bytes, p.macs, 12)) return true
  if (p.family === 0) return false
  const length = p.family === 4 ? 4 : 16
  return isLoopback(p, p.source) || isLoopback(p, p.target) || sameBytes(bytes, p.source, p.target, length)
}

function isLoopback(p: Packet, at: number): boolean {
  const { bytes } = p.frame
  return p.family === 4 ? bytes[at] === 127 : isZero(bytes, at, 15) && bytes[at + 15] === 1
}

function isZero(bytes: Uint8Array, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[at + i] !== 0) return false
  return true
}

function sameBytes(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
  return true
}
