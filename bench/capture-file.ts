import { closeSync, openSync, writeSync } from 'node:fs'
import { type Frame, LinkType, newFrame } from '../src/ingest/frame.js'
import { PcapWriter } from '../src/ingest/write/pcap.js'

/** Packets a second. */
const RATE = 10_000

/** A capture being written to a file, a packet every tenth of a millisecond. */
export class CaptureFile {
  /** Packets written. */
  packets = 0
  /** Messages in them, as who sends them counts. */
  messages = 0
  readonly #file: number
  readonly #writer: PcapWriter
  readonly #frame = newFrame()

  constructor(path: string) {
    this.#file = openSync(path, 'w')
    this.#writer = new PcapWriter((bytes) => writeSync(this.#file, bytes))
  }

  add(bytes: Uint8Array): void {
    this.#writer.frame(this.#next(bytes))
  }

  /** Closes the file. Returns how many messages it holds. */
  end(messages = this.messages): number {
    this.#writer.end()
    closeSync(this.#file)
    return messages
  }

  #next(bytes: Uint8Array): Frame {
    const frame = this.#frame
    frame.number = ++this.packets
    frame.linkType = LinkType.ETHERNET
    frame.seconds = 1_170_000_000 + Math.floor(this.packets / RATE)
    frame.nanoseconds = (this.packets % RATE) * (1_000_000_000 / RATE)
    frame.bytes = bytes
    frame.end = bytes.length
    frame.originalLength = bytes.length
    return frame
  }
}
