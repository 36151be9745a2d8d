/**
 * pcapng: a row of blocks, each `type, total length, body, total length again`, padded to 4 bytes.
 *
 * Layout: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html
 */

export const SECTION = 0x0a0d0d0a
export const INTERFACE = 1
/** The obsolete Packet Block. */
export const OLD_PACKET = 2
export const SIMPLE_PACKET = 3
export const ENHANCED_PACKET = 6

/** What follows a block's body: its length again. */
export const TRAILER = 4
/** Type and both lengths. */
const SMALLEST_BLOCK = 12
/** Longer blocks are taken for damage, as Wireshark does. */
export const LARGEST_BLOCK = 16 << 20

/** Code of a packet's option that is a comment. */
export const COMMENT = 1
/** Codes of an interface's options: its name, the resolution of its clock, the seconds to add to it. */
export const INTERFACE_NAME = 2
export const INTERFACE_RESOLUTION = 9
export const INTERFACE_OFFSET = 14

export const BYTE_ORDER = 0x1a2b3c4d

/** Byte order of the section whose magic is at `at`: true is little, undefined is none. */
export function readByteOrder(view: DataView, at: number): boolean | undefined {
  if (view.getUint32(at, true) === BYTE_ORDER) return true
  if (view.getUint32(at, false) === BYTE_ORDER) return false
  return undefined
}

/** Least total lengths by type: interface, old packet, simple packet, names, statistics, enhanced packet, secrets. */
const LEAST = [undefined, 20, 32, 16, 12, 24, 32, undefined, undefined, undefined, 20]
const LEAST_SECTION = 28

/** The least total length of a block of this type; undefined for types we do not know, which are passed over. */
export function leastLength(type: number): number | undefined {
  if (type < LEAST.length) return LEAST[type]
  return type === SECTION ? LEAST_SECTION : undefined
}

export function isPlausibleLength(total: number): boolean {
  return total >= SMALLEST_BLOCK && total <= LARGEST_BLOCK && total % 4 === 0
}

/** Calls `visit` for every option in `[at, end)`. Returns false if one reaches beyond the end. */
export function eachOption(
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
  visit: (code: number, start: number, length: number) => void,
): boolean {
  let here = at
  while (end - here >= 4) {
    const code = view.getUint16(here, littleEndian)
    const length = view.getUint16(here + 2, littleEndian)
    if (code === 0) return true
    if (length > end - here - 4) return false
    visit(code, here + 4, length)
    here += 4 + padded(length)
  }
  return true
}

/** Lengths inside blocks are padded to four bytes. */
export function padded(length: number): number {
  return (length + 3) & ~3
}

export function textAt(view: DataView, start: number, length: number): string {
  return Buffer.from(view.buffer, view.byteOffset + start, length).toString('utf8')
}
