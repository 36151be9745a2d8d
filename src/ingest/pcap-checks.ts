import { FILE_HEADER, type PcapHeader, viewOf } from './pcap-format.js'
import type { Problems } from './problems.js'

/** What libpcap and Wireshark take for the longest frame, whatever a smaller snap length says. */
const USUAL_LONGEST = 262_144
/** Above this a snap length is no promise of long frames but a wrong or careless number. */
export const LONGEST = 16 << 20

/** The faults a classic capture can have, told the same way by both of its readers. */
export class PcapChecks {
  readonly #problems: Problems
  #header: PcapHeader | undefined
  /** No record may say it holds more; what does is taken for damage. */
  longest = USUAL_LONGEST
  /** Records that say they hold more than this, or hold nothing, deserve a word: `odd` gives it. */
  #snapLength = Number.POSITIVE_INFINITY

  constructor(problems: Problems) {
    this.#problems = problems
  }

  /** Looks at the file header. Returns false when the rest cannot be read. */
  header(header: PcapHeader | undefined): header is PcapHeader {
    this.#header = header
    if (header === undefined) {
      this.#problems.report(
        'pcap.magic',
        0,
        'The first four bytes are not those of a pcap file; nothing was read.',
      )
      return false
    }
    if (header.major !== 2) {
      const found = `${header.major}.${header.minor}`
      const message = `The header says pcap version ${found}; slx reads version 2.4, so nothing more was read.`
      this.#problems.report('pcap.version', 4, message)
      return false
    }
    if (header.snapLength > 0) this.#snapLength = header.snapLength
    this.longest = Math.max(USUAL_LONGEST, Math.min(header.snapLength, LONGEST))
    return true
  }

  isOdd(captured: number, original: number): boolean {
    return captured > this.#snapLength || (captured === 0 && original === 0)
  }

  /** Tells of a record that can be read and should not be there. */
  odd(record: number, offset: number, captured: number): void {
    if (captured === 0) {
      const message = `Record ${record} at byte ${offset} has length zero; it is shown as an empty frame.`
      this.#problems.report('pcap.empty-record', offset, message)
      return
    }
    const message =
      `Record ${record} at byte ${offset} holds ${captured} bytes, more than the snap length of ` +
      `${this.#snapLength} in the file's header; it is read as it stands.`
    this.#problems.report('pcap.beyond-snap-length', offset, message)
  }

  /** Tells of a length that cannot be true. Classic pcap has no marks to find the next record by. */
  impossible(record: number, offset: number, captured: number): void {
    const message =
      `Record ${record} at byte ${offset} says it holds ${captured} bytes, but no record here can hold more than ` +
      `${this.longest}; without a true length the next record cannot be found, so reading stopped there.`
    this.#problems.report('pcap.captured-length', offset, message)
  }

  /** Tells of `bytes[at..end)`, which is what the input holds of a record it does not finish; nothing, if it is empty. */
  cut(record: number, offset: number, bytes: Uint8Array, at: number, end: number): void {
    const header = this.#header
    const present = end - at
    if (header === undefined) {
      const message = `The capture ends in its header: ${present} of ${FILE_HEADER} bytes are there.`
      this.#problems.report('pcap.truncated-header', offset, message)
    } else if (present > 0) {
      const where = `record ${record} at byte ${offset}`
      const message = `The capture ends in ${where}: ${whatIsThere(header, bytes, at, end)}.`
      this.#problems.report('pcap.truncated-record', offset, message)
    }
  }
}

function whatIsThere(
  { recordHeader, littleEndian }: PcapHeader,
  bytes: Uint8Array,
  at: number,
  end: number,
): string {
  const body = end - at - recordHeader
  if (body < 0) return `${end - at} of the ${recordHeader} bytes of its header are there`
  const captured = viewOf(bytes).getUint32(at + 8, littleEndian)
  if (body === 0) return `its header is there, and none of its ${captured} bytes`
  return `${body} of its ${captured} bytes are there, and shown`
}
