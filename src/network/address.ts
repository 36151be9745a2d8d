import { u16be } from '../fields/read.js'

/** Addresses as text. Made once per conversation, never per packet. */

/** `192.168.1.3` */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`
}

/** The canonical form of RFC 5952: lower case, no leading zeros, the first longest run of zero groups as `::`. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  if (isMappedIpv4(bytes, at)) return `::ffff:${ipv4Text(bytes, at + 12)}`
  const groups = Array.from({ length: 8 }, (_, i) => u16be(bytes, at + 2 * i))
  const [start, length] = longestZeroRun(groups)
  const text = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':')
  return length < 2 ? text(0, 8) : `${text(0, start)}::${text(start + length, 8)}`
}

/** `00:1a:2b:3c:4d:5e` */
export function macText(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, '0')).join(':')
}

function isMappedIpv4(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < 10; i++) if (bytes[at + i] !== 0) return false
  return u16be(bytes, at + 10) === 0xffff
}

function longestZeroRun(groups: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0]
  for (let start = 0; start < groups.length; start++) {
    let end = start
    while (groups[end] === 0) end++
    if (end - start > best[1]) best = [start, end - start]
    start = end
  }
  return best
}
