import type { ByteWriter } from '../output/byte-writer.js'

/** Writes absolute times in UTC, `2007-01-24T10:00:00.000000000Z`. */
export class IsoTime {
  /** The last time written, without its fraction: most messages share it with the one before. */
  #seconds = -1
  #text = ''

  /** As a JSON string; `null` for a time beyond what a calendar has (the year 275760). */
  json(out: ByteWriter, seconds: number, nanoseconds: number): void {
    if (seconds > MAX_SECONDS) {
      out.ascii('null')
      return
    }
    out.byte(QUOTE)
    this.write(out, seconds, nanoseconds)
    out.byte(QUOTE)
  }

  /** Bare; nothing for a time beyond what a calendar has. */
  write(out: ByteWriter, seconds: number, nanoseconds: number): void {
    if (seconds > MAX_SECONDS) return
    if (seconds !== this.#seconds) {
      this.#seconds = seconds
      this.#text = `${new Date(seconds * 1000).toISOString().slice(0, -5)}.`
    }
    out.ascii(this.#text)
    out.padded(nanoseconds, 9)
    out.byte(LETTER_Z)
  }
}

/** The last second a Date can hold. */
const MAX_SECONDS = 8.64e12

const QUOTE = 0x22
const LETTER_Z = 0x5a
