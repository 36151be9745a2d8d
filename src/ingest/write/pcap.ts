import type { Frame } from '../frame.js'
import { FILE_HEADER, MICROSECONDS, NANOSECONDS, RECORD_HEADER } from '../pcap-format.js'
import { Batch, type WriteBytes } from './batch.js'
import { checkLength, type PatchedWriter, SNAP_LENGTH, UnwritableFrame } from './capture-writer.js'

const ETHERNET = 1
/** Times are unsigned 32-bit seconds; later ones are written as the last. */
const LAST_SECOND = 0xffffffff

/** Writes classic captures, little endian, with microseconds or on demand nanoseconds. They have one link type. */
export class PcapWriter implements PatchedWriter {
  frameAt = 0
  readonly #batch: Batch
  readonly #nanoseconds: boolean
  /** Undefined until the first frame has said it. */
  #linkType: number | undefined

  constructor(write: WriteBytes, { nanoseconds = false } = {}) {
    this.#batch = new Batch(write)
    this.#nanoseconds = nanoseconds
  }

  frame(frame: Frame): void {
    checkLength(frame)
    if (this.#linkType === undefined) this.#writeHeader(frame.linkType)
    else if (this.#linkType !== frame.linkType) throw otherLinkType(frame, this.#linkType)
    const { view } = this.#batch
    const at = this.#batch.reserve(RECORD_HEADER)
    const fraction = this.#nanoseconds ? frame.nanoseconds : Math.floor(frame.nanoseconds / 1000)
    view.setUint32(at, Math.min(Math.max(frame.seconds, 0), LAST_SECOND), true)
    view.setUint32(at + 4, fraction, true)
    view.setUint32(at + 8, frame.end - frame.start, true)
    view.setUint32(at + 12, frame.originalLength, true)
    this.frameAt = this.#batch.length
    this.#batch.append(frame.bytes.subarray(frame.start, frame.end))
  }

  rewrite(at: number, bytes: Uint8Array): boolean {
    return this.#batch.rewrite(at, bytes)
  }

  flush(): void {
    this.#batch.flush()
  }

  end(): void {
    if (this.#linkType === undefined) this.#writeHeader(ETHERNET)
    this.#batch.flush()
  }

  #writeHeader(linkType: number): void {
    const { view } = this.#batch
    const at = this.#batch.reserve(FILE_HEADER)
    view.setUint32(at, this.#nanoseconds ? NANOSECONDS : MICROSECONDS, true)
    view.setUint16(at + 4, 2, true)
    view.setUint16(at + 6, 4, true)
    view.setUint32(at + 16, SNAP_LENGTH, true)
    view.setUint32(at + 20, linkType, true)
    this.#linkType = linkType
  }
}

function otherLinkType(frame: Frame, linkType: number): UnwritableFrame {
  return new UnwritableFrame(
    `Frame ${frame.number} has link type ${frame.linkType} and those before it have ${linkType}, but a .pcap file ` +
      'holds one only; write a .pcapng file instead.',
  )
}
