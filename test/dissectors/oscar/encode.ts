import { flap, snac } from '../../../bench/encode/oscar.js'
import { newFrame } from '../../../src/ingest/frame.js'
import { PcapWriter } from '../../../src/ingest/write/pcap.js'
import { HeaderMaker } from '../../../src/network/headers.js'

export * from '../../../bench/encode/oscar.js'

/** The server that the samples' clients sign on to. */
export const BOS = '192.0.2.20'

/** One connection being written: it counts sequences and puts segments into the capture. */
export class Connection {
  readonly #capture: Capture
  readonly #headers: HeaderMaker
  readonly #sequences: [number, number]

  constructor(
    capture: Capture,
    port: number,
    server: string,
    sequences: [number, number] = [0x1000, 0x2000],
  ) {
    this.#capture = capture
    const client = { address: '192.0.2.10', port: 40000 + capture.connections++ }
    this.#headers = new HeaderMaker('tcp', [client, { address: server, port }])
    this.#sequences = sequences
  }

  flap(side: 0 | 1, channel: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
    return flap(channel, this.#sequences[side]++, payload)
  }

  /** Sends frames in segments: all in one, or cut at these places. */
  send(side: 0 | 1, frames: readonly Uint8Array[], cuts: readonly number[] = []): void {
    const all = Buffer.concat(frames)
    const ends = [...cuts, all.length]
    let start = 0
    for (const end of ends) {
      for (const frame of this.#headers.frames(side, all.subarray(start, end))) this.#capture.add(frame)
      start = end
    }
  }

  /** A SNAC in a frame and segment of its own. */
  snac(
    side: 0 | 1,
    group: number,
    sub: number,
    id: number,
    body: readonly Uint8Array[] = [],
    flags = 0,
  ): void {
    this.send(side, [this.flap(side, 2, snac(group, sub, id, body, flags))])
  }
}

/** A capture being written, a packet every 50 ms. */
export class Capture {
  connections: number
  readonly #chunks: Buffer[] = []
  readonly #writer = new PcapWriter((bytes) => this.#chunks.push(Buffer.from(bytes)))
  #packets = 0

  /** `first` tells the connections of one sample from those of another. */
  constructor(first: number) {
    this.connections = first
  }

  add(bytes: Uint8Array): void {
    const milliseconds = 50 * this.#packets++
    const frame = newFrame()
    frame.number = this.#packets
    frame.linkType = 1
    frame.seconds = 1_000_000_000 + Math.floor(milliseconds / 1000)
    frame.nanoseconds = (milliseconds % 1000) * 1_000_000
    frame.bytes = bytes
    frame.end = bytes.length
    frame.originalLength = bytes.length
    this.#writer.frame(frame)
  }

  bytes(): Buffer {
    this.#writer.end()
    return Buffer.concat(this.#chunks)
  }
}
