import type { Frame } from '../frame.js'
import {
  BYTE_ORDER,
  COMMENT,
  ENHANCED_PACKET,
  INTERFACE,
  INTERFACE_RESOLUTION,
  padded,
  SECTION,
} from '../pcapng-format.js'
import { Batch, type WriteBytes } from './batch.js'
import { checkLength, type PatchedWriter, SNAP_LENGTH, UnwritableFrame } from './capture-writer.js'

const SECTION_LENGTH = 28
const INTERFACE_LENGTH = 32
/** Bytes of a packet block before the packet's. */
const PACKET_START = 28
const TRAILER = 4
const OPTION_HEADER = 4
const LONGEST_OPTION = 0xffff
/** Times are counted in 10^-9 seconds. */
const RESOLUTION = 9
/** The last whole second such a count of 64 bits reaches; later times are written as it. */
const LAST_SECOND = 18_446_744_072
const LAST_LINK_TYPE = 0xffff

/** Writes pcapng, little endian, times in nanoseconds: one section, an interface for each link type, comments kept. */
export class PcapngWriter implements PatchedWriter {
  frameAt = 0
  readonly #batch: Batch
  /** Interface numbers by link type. */
  readonly #interfaces = new Map<number, number>()
  #started = false

  constructor(write: WriteBytes) {
    this.#batch = new Batch(write)
  }

  frame(frame: Frame): void {
    checkLength(frame)
    this.#start()
    const id = this.#interfaces.get(frame.linkType) ?? this.#addInterface(frame.linkType)
    const comment = encodeComment(frame.note?.comment)
    const captured = frame.end - frame.start
    const options = comment.length > 0 ? OPTION_HEADER + padded(comment.length) + OPTION_HEADER : 0
    const total = PACKET_START + padded(captured) + options + TRAILER
    this.#writePacketStart(frame, id, total)
    this.frameAt = this.#batch.length
    this.#appendPadded(frame.bytes.subarray(frame.start, frame.end))
    if (comment.length > 0) this.#writeComment(comment)
    const { view } = this.#batch
    view.setUint32(this.#batch.reserve(TRAILER), total, true)
  }

  rewrite(at: number, bytes: Uint8Array): boolean {
    return this.#batch.rewrite(at, bytes)
  }

  flush(): void {
    this.#batch.flush()
  }

  end(): void {
    this.#start()
    this.#batch.flush()
  }

  #start(): void {
    if (this.#started) return
    this.#started = true
    const { view } = this.#batch
    const at = this.#batch.reserve(SECTION_LENGTH)
    view.setUint32(at, SECTION, true)
    view.setUint32(at + 4, SECTION_LENGTH, true)
    view.setUint32(at + 8, BYTE_ORDER, true)
    view.setUint16(at + 12, 1, true)
    // The section's length in 64 bits: all ones say that it is not known.
    view.setBigInt64(at + 16, -1n, true)
    view.setUint32(at + 24, SECTION_LENGTH, true)
  }

  #addInterface(linkType: number): number {
    if (linkType > LAST_LINK_TYPE) {
      throw new UnwritableFrame(
        `A .pcapng file cannot hold link type ${linkType}; write a .pcap file instead.`,
      )
    }
    const id = this.#interfaces.size
    this.#interfaces.set(linkType, id)
    const { view } = this.#batch
    const at = this.#batch.reserve(INTERFACE_LENGTH)
    view.setUint32(at, INTERFACE, true)
    view.setUint32(at + 4, INTERFACE_LENGTH, true)
    view.setUint16(at + 8, linkType, true)
    view.setUint32(at + 12, SNAP_LENGTH, true)
    view.setUint16(at + 16, INTERFACE_RESOLUTION, true)
    view.setUint16(at + 18, 1, true)
    view.setUint8(at + 20, RESOLUTION)
    // From 24 on: the end of the options, four zero bytes.
    view.setUint32(at + 28, INTERFACE_LENGTH, true)
    return id
  }

  #writePacketStart(frame: Frame, id: number, total: number): void {
    const ticks = countTicks(frame)
    const { view } = this.#batch
    const at = this.#batch.reserve(PACKET_START)
    view.setUint32(at, ENHANCED_PACKET, true)
    view.setUint32(at + 4, total, true)
    view.setUint32(at + 8, id, true)
    view.setUint32(at + 12, Number(ticks >> 32n), true)
    view.setUint32(at + 16, Number(ticks & 0xffffffffn), true)
    view.setUint32(at + 20, frame.end - frame.start, true)
    view.setUint32(at + 24, frame.originalLength, true)
  }

  #writeComment(comment: Uint8Array): void {
    const { view } = this.#batch
    const at = this.#batch.reserve(OPTION_HEADER)
    view.setUint16(at, COMMENT, true)
    view.setUint16(at + 2, comment.length, true)
    this.#appendPadded(comment)
    this.#batch.reserve(OPTION_HEADER)
  }

  #appendPadded(bytes: Uint8Array): void {
    this.#batch.append(bytes)
    this.#batch.reserve(padded(bytes.length) - bytes.length)
  }
}

function countTicks({ seconds, nanoseconds }: Frame): bigint {
  const kept = Math.min(Math.max(seconds, 0), LAST_SECOND)
  return BigInt(kept) * 1_000_000_000n + BigInt(nanoseconds)
}

/** A comment as UTF-8, cut between characters where it is longer than an option can be. */
function encodeComment(comment: string | undefined): Uint8Array {
  const bytes = Buffer.from(comment ?? '', 'utf8')
  if (bytes.length <= LONGEST_OPTION) return bytes
  let end = LONGEST_OPTION
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end)
}
