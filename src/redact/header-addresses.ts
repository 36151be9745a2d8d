import { LinkType } from '../ingest/frame.js'
import type { Addresses } from './addresses.js'
import type { StoredFrame } from './stored-frame.js'

/** Where cooked headers have the length of a link-layer address (its low byte), and the address. */
const COOKED = new Map<number, { readonly lengthAt: number; readonly at: number }>([
  [LinkType.LINUX_SLL, { lengthAt: 5, at: 6 }],
  [LinkType.LINUX_SLL2, { lengthAt: 11, at: 12 }],
])
const MAC = 6

/** Replaces the MAC and IP addresses of a frame's headers. Returns how many were. */
export function replaceAddresses({ frame, places, out }: StoredFrame, addresses: Addresses): number {
  let count = 0
  const replace = (at: number, length: number, by: (value: Uint8Array) => Uint8Array) => {
    if (at < 0 || at + length > places.data) return
    const before = out.slice(at, at + length)
    out.set(by(before), at)
    if (Buffer.compare(before, out.subarray(at, at + length)) !== 0) count++
  }
  const mac = (value: Uint8Array) => addresses.mac(value)
  if (places.macs >= 0) for (const at of [places.macs, places.macs + MAC]) replace(at, MAC, mac)
  const cooked = COOKED.get(frame.linkType)
  if (cooked && out[cooked.lengthAt] === MAC) replace(cooked.at, MAC, mac)
  if (places.family === 0) return count
  const width = places.family === 4 ? 4 : 16
  const ip = (value: Uint8Array) => (width === 4 ? addresses.ipv4(value) : addresses.ipv6(value))
  for (const at of [places.addresses, places.addresses + width]) replace(at, width, ip)
  return count
}
