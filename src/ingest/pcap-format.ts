import type { Frame } from './frame.js'

/**
 * The classic capture file: a 24-byte header, then records of a 16-byte header and the captured bytes.
 *
 * Layout: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-05.html; the modified format (Alexey Kuznetsov's,
 * from Red Hat 6 and patched libpcaps) has 8 more bytes per record: interface index, protocol, packet type.
 */

export const FILE_HEADER = 24
export const RECORD_HEADER = 16
export const MODIFIED_RECORD_HEADER = 24

/** What the first four bytes of a classic capture say. */
export interface PcapMagic {
  readonly littleEndian: boolean
  /** Nanoseconds per unit of a record's fraction: 1000 or 1. */
  readonly fractionUnit: 1000 | 1
  readonly recordHeader: number
}

export interface PcapHeader extends PcapMagic {
  readonly major: number
  readonly minor: number
  readonly snapLength: number
  readonly linkType: number
}

export const MICROSECONDS = 0xa1b2c3d4
export const NANOSECONDS = 0xa1b23c4d
const MODIFIED = 0xa1b2cd34

export function readPcapMagic(bytes: Uint8Array, at = 0): PcapMagic | undefined {
  if (bytes.length - at < 4) return undefined
  const view = viewOf(bytes)
  return magicOf(view.getUint32(at, true), true) ?? magicOf(view.getUint32(at, false), false)
}

function magicOf(value: number, littleEndian: boolean): PcapMagic | undefined {
  if (value === MICROSECONDS) return { littleEndian, fractionUnit: 1000, recordHeader: RECORD_HEADER }
  if (value === NANOSECONDS) return { littleEndian, fractionUnit: 1, recordHeader: RECORD_HEADER }
  if (value === MODIFIED) return { littleEndian, fractionUnit: 1000, recordHeader: MODIFIED_RECORD_HEADER }
  return undefined
}

/** Whether it is the format pcap-parser reads: microseconds, record headers of 16 bytes. */
export function isPlain({ fractionUnit, recordHeader }: PcapMagic): boolean {
  return fractionUnit === 1000 && recordHeader === RECORD_HEADER
}

/** Reads the file header; `bytes` must hold FILE_HEADER bytes from `at`. Undefined when the magic is not one of ours. */
export function readPcapHeader(bytes: Uint8Array, at = 0): PcapHeader | undefined {
  const magic = readPcapMagic(bytes, at)
  if (magic === undefined) return undefined
  const view = viewOf(bytes)
  return {
    ...magic,
    major: view.getUint16(at + 4, magic.littleEndian),
    minor: view.getUint16(at + 6, magic.littleEndian),
    snapLength: view.getUint32(at + 16, magic.littleEndian),
    linkType: maskLinkType(view.getUint32(at + 20, magic.littleEndian)),
  }
}

/** The upper four bits of the link type field tell about the frame check sequence. */
export function maskLinkType(field: number): number {
  return field & 0x0fffffff
}

/** Sets a frame's time; a fraction of a second or more, which some programs write, is carried over. */
export function setTime(frame: Frame, seconds: number, fraction: number, fractionUnit: number): void {
  const nanoseconds = fraction * fractionUnit
  if (nanoseconds < 1e9) {
    frame.seconds = seconds
    frame.nanoseconds = nanoseconds
  } else {
    frame.seconds = seconds + Math.floor(nanoseconds / 1e9)
    frame.nanoseconds = nanoseconds % 1e9
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
