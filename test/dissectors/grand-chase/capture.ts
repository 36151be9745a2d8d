import { newFrame } from '../../../src/ingest/frame.js'
import { PcapWriter } from '../../../src/ingest/write/pcap.js'
import type { Endpoint, Side } from '../../../src/network/conversation.js'
import { HeaderMaker } from '../../../src/network/headers.js'

/** Milliseconds between two packets, and the time of the first in seconds since 1970. */
const STEP = 40
const BEGIN = 1_511_000_000

/** Writes packets of TCP connections into a capture. */
export class Capture {
  readonly #parts: Buffer[] = []
  readonly #writer = new PcapWriter((bytes) => void this.#parts.push(Buffer.from(bytes)))
  #count = 0

  connection(client: Endpoint, server: Endpoint): (side: Side, segment: Uint8Array) => void {
    const maker = new HeaderMaker('tcp', [client, server])
    return (side, segment) => {
      for (const bytes of maker.frames(side, segment)) this.#add(bytes)
    }
  }

  bytes(): Buffer {
    this.#writer.end()
    return Buffer.concat(this.#parts)
  }

  #add(bytes: Uint8Array): void {
    const frame = newFrame()
    const milliseconds = this.#count++ * STEP
    frame.number = this.#count
    frame.linkType = 1
    frame.seconds = BEGIN + Math.floor(milliseconds / 1000)
    frame.nanoseconds = (milliseconds % 1000) * 1e6
    frame.bytes = bytes
    frame.end = bytes.length
    frame.originalLength = bytes.length
    this.#writer.frame(frame)
  }
}
