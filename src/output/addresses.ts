import { u16be } from '../fields/read.js'
import type { ByteWriter } from './byte-writer.js'

/** Writes 16 bytes in text order: `ad655eb6-5ff6-4b67-afee-6fdaf1f8f165`. */
export function writeUuid(out: ByteWriter, bytes: Uint8Array, at: number): void {
  out.hexGroups(bytes, at, UUID_DASHES, DASH)
}

/** `00:11:22:aa:bb:cc`. */
export function writeMac(out: ByteWriter, bytes: Uint8Array, at: number): void {
  out.hexGroups(bytes, at, MAC_COLONS, COLON)
}

export function writeIPv4(out: ByteWriter, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 4; i++) {
    if (i > 0) out.byte(DOT)
    out.decimal(bytes[at + i]!)
  }
}

/** As RFC 5952 has it: the longest run of zero groups as `::` (the first of equals, never a single group), mapped IPv4 in dots. */
export function writeIPv6(out: ByteWriter, bytes: Uint8Array, at: number): void {
  const zeros = longestZeroRun(bytes, at)
  const groups = zeros.start === 0 && zeros.length === 5 && u16be(bytes, at + 10) === 0xffff ? 6 : 8
  for (let group = 0; group < groups; ) {
    if (group === zeros.start) {
      out.byte(COLON)
      out.byte(COLON)
      group += zeros.length
    } else {
      const value = u16be(bytes, at + 2 * group)
      out.hex(value, hexDigitsOf(value))
      if (++group < 8 && group !== zeros.start) out.byte(COLON)
    }
  }
  if (groups === 6) writeIPv4(out, bytes, at + 12)
}

function longestZeroRun(bytes: Uint8Array, at: number): { start: number; length: number } {
  const longest = { start: -1, length: 1 }
  let length = 0
  for (let group = 0; group < 8; group++) {
    length = u16be(bytes, at + 2 * group) === 0 ? length + 1 : 0
    if (length > longest.length) {
      longest.start = group + 1 - length
      longest.length = length
    }
  }
  return longest
}

/** Hex digits a number of at most 32 bits needs. */
export function hexDigitsOf(value: number): number {
  return Math.max(1, Math.ceil((32 - Math.clz32(value)) / 4))
}

/** For each byte: 1 where a separator stands before it. */
const UUID_DASHES = Uint8Array.of(0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0)
const MAC_COLONS = Uint8Array.of(0, 1, 1, 1, 1, 1)

const DASH = 0x2d
const DOT = 0x2e
const COLON = 0x3a
