import { count } from '../count.js'
import type { ReadSoFar } from '../run.js'

/** Milliseconds between two looks at a line of progress. */
const INTERVAL = 200

/** The part of standard error that progress needs. */
export interface ProgressTerminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** One line on standard error that says how far long work is; nothing where that is no terminal. */
export class Progress {
  readonly #terminal: ProgressTerminal
  readonly #now: () => number
  #wanted: boolean
  #shown = false
  #next: number
  #began: number
  #ahead = false

  constructor(quiet: boolean, terminal: ProgressTerminal = process.stderr, now = Date.now) {
    this.#terminal = terminal
    this.#now = now
    this.#wanted = !quiet && terminal.isTTY === true
    this.#began = now()
    this.#next = this.#began + 2 * INTERVAL
  }

  /** Says how far reading is, if it is time to; `total` in bytes, where it is known. Called after each chunk. */
  read(read: ReadSoFar, total: number | undefined, noun: string): void {
    if (read.ahead !== this.#ahead) {
      this.#ahead = read.ahead
      this.#began = this.#now()
    }
    this.show(() => readLine(read, total, noun, this.#now() - this.#began))
  }

  /** Shows a line of our own words, if it is time for one. */
  show(line: () => string): void {
    if (!this.#wanted) return
    const now = this.#now()
    if (now < this.#next) return
    this.#next = now + INTERVAL
    this.#shown = true
    this.#terminal.write(`\r\x1b[Kslx: ${line()}`)
  }

  /** Takes the line away until the next one. */
  clear(): void {
    if (this.#shown) this.#terminal.write('\r\x1b[K')
    this.#shown = false
  }

  /** Takes the line away for good: the terminal is somebody else's now. */
  stop(): void {
    this.clear()
    this.#wanted = false
  }
}

/** `looking ahead: 45 % of 120.0 MB, 20311 messages, 35.2 MB/s`. */
function readLine(
  { bytes, made, ahead }: ReadSoFar,
  total: number | undefined,
  noun: string,
  milliseconds: number,
): string {
  // A file may grow while it is read.
  const read = total
    ? `${Math.min(100, Math.floor((100 * bytes) / total))} % of ${megabytes(total)}`
    : megabytes(bytes)
  const rate = milliseconds > 0 ? `, ${megabytes((1000 * bytes) / milliseconds)}/s` : ''
  return `${ahead ? 'looking ahead: ' : ''}${read}, ${count(made, noun)}${rate}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
