/** Milliseconds between two looks at a line of progress. */
const INTERVAL = 200

/** One line on standard error that says how far long work is; nothing where that is no terminal. */
export class Progress {
  readonly #wanted: boolean
  #shown = false
  #next = 0

  constructor(quiet: boolean) {
    this.#wanted = !quiet && process.stderr.isTTY === true
    this.#next = Date.now() + 2 * INTERVAL
  }

  /** Shows a line of our own words, if it is time for one. */
  show(line: () => string): void {
    if (!this.#wanted || Date.now() < this.#next) return
    this.#next = Date.now() + INTERVAL
    this.#shown = true
    process.stderr.write(`\r\x1b[Kslx: ${line()}`)
  }

  /** Takes the line away again. */
  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K')
    this.#shown = false
  }
}
