import type { ByteWriter } from '../output/byte-writer.js'

/** Writes absolute times in UTC as JSON strings, `"2007-01-24T10:00:00.000000000Z"`. */
export class IsoTime {
  /** The last time written, without its fraction: most messages share it with the one before. */
  #seconds = -1
  #text = ''

  /** `null` for a time beyond what a calendar has (the year 275760). */
  write(out: ByteWriter, seconds: number, nanoseconds: number): void {
    if (seconds > MAX_SECONDS) {
      out.ascii('null')
      return
    }
    if (seconds !== this.#seconds) {
      this.#seconds = seconds
      this.#text = `"${new Date(seconds * 1000).toISOString().slice(0, -5)}.`
    }
    out.ascii(this.#text)
    out.padded(nanoseconds, 9)
    out.ascii('Z"')
  }
}

/** The last second a Date can hold. */
const MAX_SECONDS = 8.64e12
