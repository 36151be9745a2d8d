import { type FrameNote, type FrameSink, newFrame } from './frame.js'
import { BlockReader } from './pcapng-blocks.js'
import {
  COMMENT,
  ENHANCED_PACKET,
  eachOption,
  INTERFACE,
  leastLength,
  OLD_PACKET,
  padded,
  readByteOrder,
  SECTION,
  SIMPLE_PACKET,
  TRAILER,
  textAt,
} from './pcapng-format.js'
import { type CaptureInterface, readInterface } from './pcapng-interface.js'
import type { FrameCounter, ReaderContext } from './reader-context.js'

/** Interfaces beyond this many in a section are not kept. */
const MOST_INTERFACES = 65_536
/** Where the bytes of a packet begin in an enhanced or old block, and in a simple one. */
const PACKET_DATA = 28
const SIMPLE_DATA = 12

/**
 * Reads pcapng: any number of sections and interfaces, both byte orders, enhanced, simple and old packet blocks.
 *
 * A block is taken when all of it is there; of a last one cut off by the end of the input, the packet's bytes that
 * are there are delivered. Damage between blocks is passed over, see BlockReader.
 */
export class PcapngReader extends BlockReader {
  readonly #sink: FrameSink
  readonly #counter: FrameCounter
  readonly #frame = newFrame()
  #interfaces: CaptureInterface[] = []

  constructor({ sink, counter, problems }: ReaderContext) {
    super(problems)
    this.#sink = sink
    this.#counter = counter
  }

  protected takeBlock(view: DataView, at: number, end: number): void {
    const type = view.getUint32(at, this.littleEndian)
    const least = leastLength(type)
    if (least === undefined) return
    if (end + TRAILER - at < least) this.#tellShort(at, end + TRAILER - at, type, least)
    else if (type === ENHANCED_PACKET || type === OLD_PACKET) this.#takePacket(view, at, end, type)
    else if (type === SIMPLE_PACKET) this.#takeSimplePacket(view, at, end)
    else if (type === INTERFACE) this.#takeInterface(view, at, end)
    else if (type === SECTION) this.#takeSection(view, at)
  }

  protected takeCutBlock(view: DataView, at: number, end: number): boolean {
    if (end - at <= PACKET_DATA) return false
    const type = view.getUint32(at, this.littleEndian)
    if (type !== ENHANCED_PACKET && type !== OLD_PACKET) return false
    const captured = view.getUint32(at + 20, this.littleEndian)
    return this.#deliver(view, at, Math.min(end, at + PACKET_DATA + captured), type, undefined)
  }

  #takeSection(view: DataView, at: number): void {
    this.littleEndian = readByteOrder(view, at + 8) ?? this.littleEndian
    this.#interfaces = []
    const major = view.getUint16(at + 12, this.littleEndian)
    if (major === 1) return
    const message = `The section at byte ${this.base + at} says pcapng version ${major}; it is read as version 1.`
    this.problems.report('pcapng.version', this.base + at, message)
  }

  #takeInterface(view: DataView, at: number, end: number): void {
    if (this.#interfaces.length >= MOST_INTERFACES) return
    const described = readInterface(view, at, end, this.littleEndian)
    this.#interfaces.push(described)
    if (!described.whole) this.#tellOption(at)
  }

  #takePacket(view: DataView, at: number, end: number, type: number): void {
    const captured = view.getUint32(at + 20, this.littleEndian)
    const dataEnd = at + PACKET_DATA + captured
    if (dataEnd > end) {
      this.#tellOverlong(at, captured, end - at - PACKET_DATA)
      return
    }
    const options = at + PACKET_DATA + padded(captured)
    this.#deliver(view, at, dataEnd, type, options < end ? this.#readNote(view, at, options, end) : undefined)
  }

  /** Hands on the packet at `at` with its bytes up to `dataEnd`; returns false where its interface is not known. */
  #deliver(view: DataView, at: number, dataEnd: number, type: number, note: FrameNote | undefined): boolean {
    const little = this.littleEndian
    const id = type === ENHANCED_PACKET ? view.getUint32(at + 8, little) : view.getUint16(at + 8, little)
    const from = this.#interfaceAt(id, at)
    if (from === undefined) return false
    const frame = this.#frame
    if (!from.clock.set(frame, view.getUint32(at + 12, little), view.getUint32(at + 16, little))) {
      const message = `The packet at byte ${this.base + at} has a time before 1970 or after 9999; it is shown without.`
      this.problems.report('pcapng.time', this.base + at, message)
    }
    frame.note = note
    frame.originalLength = view.getUint32(at + 24, little)
    this.#send(at, at + PACKET_DATA, dataEnd, from)
    return true
  }

  /** A simple packet has no time and no captured length; it belongs to the first interface. */
  #takeSimplePacket(view: DataView, at: number, end: number): void {
    const from = this.#interfaceAt(0, at)
    if (from === undefined) return
    const original = view.getUint32(at + 8, this.littleEndian)
    const captured = from.snapLength > 0 ? Math.min(original, from.snapLength) : original
    const start = at + SIMPLE_DATA
    if (start + captured > end) {
      this.#tellOverlong(at, captured, end - start)
      return
    }
    this.#frame.seconds = -1
    this.#frame.nanoseconds = 0
    this.#frame.note = undefined
    this.#frame.originalLength = original
    this.#send(at, start, start + captured, from)
  }

  /** Hands on the packet whose block is at `at` and whose bytes are `[start, end)`; the frame has its time and note. */
  #send(at: number, start: number, end: number, from: CaptureInterface): void {
    const frame = this.#frame
    frame.bytes = this.bytes
    frame.start = start
    frame.end = end
    frame.linkType = from.linkType
    frame.number = this.#counter.count += 1
    this.#checkLength(at, end - start, frame.originalLength, from)
    if (!this.#sink.frame(frame)) this.stopped = true
  }

  #interfaceAt(id: number, at: number): CaptureInterface | undefined {
    const found = this.#interfaces[id]
    if (found !== undefined) return found
    const message =
      `The packet at byte ${this.base + at} names interface ${id}, but its section describes ` +
      `${this.#interfaces.length} before it; the packet is left out, since its link type is not known.`
    this.problems.report('pcapng.unknown-interface', this.base + at, message)
    return undefined
  }

  /** Comments of a packet, one a line. */
  #readNote(view: DataView, at: number, options: number, end: number): FrameNote | undefined {
    const comments: string[] = []
    const whole = eachOption(view, options, end, this.littleEndian, (code, start, length) => {
      if (code === COMMENT) comments.push(textAt(view, start, length))
    })
    if (!whole) this.#tellOption(at)
    return comments.length > 0 ? { comment: comments.join('\n') } : undefined
  }

  #checkLength(at: number, captured: number, original: number, { snapLength, name }: CaptureInterface): void {
    const offset = this.base + at
    if (captured === 0 && original === 0) {
      const message = `The packet at byte ${offset} has length zero; it is shown as an empty frame.`
      this.problems.report('pcapng.empty-packet', offset, message)
    } else if (snapLength > 0 && captured > snapLength) {
      const of = name === undefined ? 'its interface' : `interface ${name}`
      const message =
        `The packet at byte ${offset} holds ${captured} bytes, more than the snap length of ${snapLength} of ${of}; ` +
        'it is read as it stands.'
      this.problems.report('pcapng.beyond-snap-length', offset, message)
    }
  }

  #tellOverlong(at: number, captured: number, room: number): void {
    const message =
      `The packet at byte ${this.base + at} says it holds ${captured} bytes, but its block has room for ${room}; ` +
      'it is left out.'
    this.problems.report('pcapng.captured-length', this.base + at, message)
  }

  #tellOption(at: number): void {
    const message = `An option of the block at byte ${this.base + at} is longer than the block; it was not read.`
    this.problems.report('pcapng.option-length', this.base + at, message)
  }

  #tellShort(at: number, total: number, type: number, least: number): void {
    const message =
      `The block of type ${type} at byte ${this.base + at} is ${total} bytes long, but its type takes ${least}; ` +
      'it is passed over.'
    this.problems.report('pcapng.short-block', this.base + at, message)
  }
}
