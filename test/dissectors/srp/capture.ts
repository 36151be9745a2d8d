/** Captures of several TCP connections, with every packet in its own segment unless said otherwise. */

import { newFrame } from '../../../src/ingest/frame.js'
import { PcapWriter } from '../../../src/ingest/write/pcap.js'
import type { Side } from '../../../src/network/conversation.js'
import { HeaderMaker } from '../../../src/network/headers.js'

/** 2026-06-28 12:00:00 UTC. */
const BEGINNING = 1_782_648_000

/** One connection; what its ends send goes into the capture at once. */
export interface Talk {
  /** Sends bytes as one segment. */
  send(side: Side, ...packets: readonly Uint8Array[]): void
  /** Sends bytes as segments that end at these offsets too, wherever packets begin. */
  split(side: Side, bytes: Uint8Array, ...offsets: readonly number[]): void
  /** Sends bytes that the capture lacks. */
  lose(side: Side, bytes: Uint8Array): void
}

/** Gathers the frames of a capture, 7 ms apart. */
export class CaptureMaker {
  readonly #chunks: Uint8Array[] = []
  readonly #writer = new PcapWriter((bytes) => this.#chunks.push(bytes.slice()))
  #frames = 0

  /** Begins a connection. Both ends as `192.0.2.1:40000`. */
  connect(client: string, server: string): Talk {
    const maker = new HeaderMaker('tcp', [endpoint(client), endpoint(server)])
    const send = (side: Side, ...packets: readonly Uint8Array[]) => {
      for (const frame of maker.frames(side, new Uint8Array(Buffer.concat(packets)))) this.#add(frame)
    }
    return {
      send,
      lose: (side, bytes) => void maker.frames(side, bytes),
      split: (side, bytes, ...offsets) => {
        const ends = [...offsets, bytes.length]
        ends.forEach((end, i) => {
          send(side, bytes.subarray(i === 0 ? 0 : ends[i - 1]!, end))
        })
      },
    }
  }

  bytes(): Buffer {
    this.#writer.end()
    return Buffer.concat(this.#chunks)
  }

  #add(bytes: Uint8Array): void {
    const milliseconds = 7 * this.#frames++
    this.#writer.frame({
      ...newFrame(),
      number: this.#frames,
      seconds: BEGINNING + Math.floor(milliseconds / 1000),
      nanoseconds: (milliseconds % 1000) * 1_000_000,
      linkType: 1,
      bytes,
      end: bytes.length,
      originalLength: bytes.length,
    })
  }
}

function endpoint(text: string) {
  const colon = text.lastIndexOf(':')
  return { address: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}
