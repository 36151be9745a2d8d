import { type FrameSink, newFrame } from './frame.js'
import { PcapChecks } from './pcap-checks.js'
import { FILE_HEADER, readPcapHeader, setTime, viewOf } from './pcap-format.js'
import type { FrameCounter, ReaderContext } from './reader-context.js'
import { UnitReader } from './unit-reader.js'

/**
 * Reads classic captures: microseconds and nanoseconds, both byte orders, the modified record header.
 *
 * A captured length that cannot be true ends the reading at once, whatever follows. A record cut off by the end
 * of the input is delivered with the bytes that are there.
 */
export class PcapReader extends UnitReader {
  readonly #sink: FrameSink
  readonly #counter: FrameCounter
  readonly #checks: PcapChecks
  readonly #frame = newFrame()
  #records = 0
  #littleEndian = true
  #fractionUnit = 1
  /** Length of a record's header; 0 until the file's header was read. */
  #recordHeader = 0

  constructor({ sink, counter, problems }: ReaderContext) {
    super()
    this.#sink = sink
    this.#counter = counter
    this.#checks = new PcapChecks(problems)
    this.need = FILE_HEADER
  }

  protected take(bytes: Uint8Array, at: number, end: number): number {
    if (this.#recordHeader > 0) return this.#takeRecords(bytes, at, end)
    if (end - at < FILE_HEADER) return at
    this.#takeHeader(bytes, at)
    return this.stopped ? end : this.#takeRecords(bytes, at + FILE_HEADER, end)
  }

  protected finish(bytes: Uint8Array, at: number, end: number): void {
    const record = this.#records + 1
    if (this.#recordHeader > 0 && end - at > this.#recordHeader) {
      this.#frame.bytes = bytes
      this.#deliver(viewOf(bytes), at, end)
    }
    this.#checks.cut(record, this.base + at, bytes, at, end)
  }

  #takeHeader(bytes: Uint8Array, at: number): void {
    const header = readPcapHeader(bytes, at)
    if (!this.#checks.header(header)) {
      this.stopped = true
      return
    }
    this.#littleEndian = header.littleEndian
    this.#fractionUnit = header.fractionUnit
    this.#recordHeader = header.recordHeader
    this.#frame.linkType = header.linkType
  }

  /** The hot loop: nothing is made per record, and the sink is given one frame object over and over. */
  #takeRecords(bytes: Uint8Array, at: number, end: number): number {
    const recordHeader = this.#recordHeader
    const longest = this.#checks.longest
    const view = viewOf(bytes)
    this.#frame.bytes = bytes
    let here = at
    while (end - here >= recordHeader) {
      const captured = view.getUint32(here + 8, this.#littleEndian)
      if (captured > longest) {
        this.#checks.impossible(this.#records + 1, this.base + here, captured)
        this.stopped = true
        return end
      }
      const next = here + recordHeader + captured
      if (next > end) {
        this.need = recordHeader + captured
        return here
      }
      this.#deliver(view, here, next)
      if (this.stopped) return end
      here = next
    }
    this.need = recordHeader
    return here
  }

  /** Hands on the record at `at`, whose bytes (all, or those there are) end before `end`. */
  #deliver(view: DataView, at: number, end: number): void {
    const little = this.#littleEndian
    const frame = this.#frame
    setTime(frame, view.getUint32(at, little), view.getUint32(at + 4, little), this.#fractionUnit)
    frame.start = at + this.#recordHeader
    frame.end = end
    frame.originalLength = view.getUint32(at + 12, little)
    frame.number = this.#counter.count += 1
    this.#records += 1
    const captured = end - frame.start
    if (this.#checks.isOdd(captured, frame.originalLength))
      this.#checks.odd(this.#records, this.base + at, captured)
    if (!this.#sink.frame(frame)) this.stopped = true
  }
}
