import { type Packet, type PacketHeader, parse } from 'pcap-parser'
import { Carry } from './carry.js'
import { type FrameReader, newFrame } from './frame.js'
import { PcapChecks } from './pcap-checks.js'
import { FILE_HEADER, isPlain, RECORD_HEADER, readPcapHeader, setTime, viewOf } from './pcap-format.js'
import { plainBytes } from './plain-bytes.js'
import type { ReaderContext } from './reader-context.js'

/**
 * Reads classic microsecond captures with the package pcap-parser, giving what PcapReader gives.
 *
 * The package reads from a stand-in stream: we keep the data handler it registers there and call it with our own
 * chunks, so that it works synchronously and never ahead of us. Around it stand the guards it lacks:
 * - the file header is checked before it sees it;
 * - a captured length that cannot be true ends the reading (alone it would gather the rest of the input);
 * - it is only called when it can finish something, since it copies all it has gathered with every chunk;
 * - what is left over at the end is told, where it is silent.
 */
export class PcapParserReader implements FrameReader {
  readonly #context: ReaderContext
  readonly #checks: PcapChecks
  readonly #frame = newFrame()
  readonly #feed: (chunk: Buffer) => void
  /** All bytes after those used. */
  readonly #unused = new Carry()
  /** Byte counts: used up by whole records, handed to the parser, and needed before it gets any further. */
  #used = 0
  #fed = 0
  #wanted = FILE_HEADER
  #littleEndian = true
  #records = 0
  #stopped = false

  constructor(context: ReaderContext) {
    this.#context = context
    this.#checks = new PcapChecks(context.problems)
    let feed: ((chunk: Buffer) => void) | undefined
    const parser = parse({
      on: (event, listener) => {
        if (event === 'data') feed = listener
      },
      pause: () => undefined,
      resume: () => undefined,
    })
    if (feed === undefined) throw new Error('pcap-parser no longer registers a data handler when it is made')
    this.#feed = feed
    parser.on('packetHeader', (header) => this.#takeHeader(header))
    parser.on('packet', (packet) => this.#takePacket(packet))
  }

  push(chunk: Uint8Array): boolean {
    if (this.#stopped) return false
    const unused = this.#unused
    unused.append(chunk, 0, chunk.length)
    const received = this.#used + unused.length
    if (received < this.#wanted) return true
    const used = this.#used
    const bytes = Buffer.from(unused.bytes.subarray(unused.start + this.#fed - used, unused.end))
    if (used === 0 && !this.#start(bytes)) return false
    this.#fed = received
    this.#feed(bytes)
    unused.drop(this.#used - used)
    return !this.#stopped
  }

  end(): void {
    if (this.#stopped) return
    const { bytes, start, end } = this.#unused
    const record = this.#records + 1
    if (this.#used > 0 && end - start > RECORD_HEADER) this.#takeCutRecord(bytes.subarray(start, end))
    this.#checks.cut(record, this.#used, bytes, start, end)
  }

  /** Looks at the file header before the parser does; `bytes` holds all of it. */
  #start(bytes: Buffer): boolean {
    const found = readPcapHeader(bytes)
    const header = found !== undefined && isPlain(found) ? found : undefined
    if (!this.#checks.header(header)) {
      this.#stopped = true
      return false
    }
    this.#littleEndian = header.littleEndian
    this.#frame.linkType = header.linkType
    this.#used = FILE_HEADER
    this.#wanted = FILE_HEADER + RECORD_HEADER
    return true
  }

  #takeHeader({ capturedLength }: PacketHeader): void {
    if (this.#stopped) return
    this.#wanted = this.#used + RECORD_HEADER + capturedLength
    if (capturedLength <= this.#checks.longest) return
    this.#checks.impossible(this.#records + 1, this.#used, capturedLength)
    this.#stopped = true
  }

  #takePacket({ header, data }: Packet): void {
    if (this.#stopped) return
    this.#deliver(header, data)
    this.#used = this.#wanted
    this.#wanted += RECORD_HEADER
  }

  /** Hands on the bytes that are there of a record the input does not finish. */
  #takeCutRecord(rest: Uint8Array): void {
    const view = viewOf(rest)
    const little = this.#littleEndian
    const header = {
      timestampSeconds: view.getUint32(0, little),
      timestampMicroseconds: view.getUint32(4, little),
      capturedLength: view.getUint32(8, little),
      originalLength: view.getUint32(12, little),
    }
    this.#deliver(header, rest.subarray(RECORD_HEADER))
  }

  #deliver(header: PacketHeader, data: Uint8Array): void {
    const frame = this.#frame
    this.#records += 1
    if (this.#checks.isOdd(data.length, header.originalLength)) {
      this.#checks.odd(this.#records, this.#used, data.length)
    }
    setTime(frame, header.timestampSeconds, header.timestampMicroseconds, 1000)
    frame.bytes = plainBytes(data)
    frame.end = data.length
    frame.originalLength = header.originalLength
    frame.number = this.#context.counter.count += 1
    if (!this.#context.sink.frame(frame)) this.#stopped = true
  }
}
