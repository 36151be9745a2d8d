import { JUNK_BLOCK, MAX_HEAD } from './limits.js'
import { mayStart, parseStartLine, type StartLine } from './start-line.js'
import { LF, lineEnd, textEnd } from './syntax.js'

/** How far a message that is still growing has been read. Positions are relative to its first byte. */
export class Progress {
  /** Everything before is accounted for; may lie beyond the bytes that are there. */
  at = 0
  /** No line ends between `at` and here. */
  #seen = 0

  /** Where the line at `at` ends, -1 when it is not whole. No byte is searched twice. */
  line(bytes: Uint8Array, start: number, end: number): number {
    const next = lineEnd(bytes, start + Math.max(this.at, this.#seen), end)
    if (next < 0) this.#seen = end - start
    return next < 0 ? -1 : next - start
  }
}

/** Looks for the start line of the next message. Empty lines before it belong to the message (RFC 9112 section 2.2). */
export class Seeker {
  readonly #progress: Progress
  /** The bytes at the front belong to a line whose beginning was skipped. */
  #midLine: boolean
  /** Something else than empty lines was met. */
  #junk = false

  constructor(progress: Progress, midLine: boolean) {
    this.#progress = progress
    this.#midLine = midLine
  }

  /** The start line at the progress' place, or a number as of `Session.cut`: 0 for more bytes, negative for junk to skip. */
  seek(bytes: Uint8Array, start: number, end: number): StartLine | number {
    const progress = this.#progress
    while (progress.at < JUNK_BLOCK) {
      const found = this.#midLine ? 'none' : this.#startLine(bytes, start, end)
      if (found === 'undecided') return 0
      if (found !== 'none') return this.#junk ? -progress.at : found
      const next = progress.line(bytes, start, end)
      if (next < 0) return end - start < JUNK_BLOCK ? 0 : -JUNK_BLOCK
      if (textEnd(bytes, start + progress.at, start + next) > start + progress.at) this.#junk = true
      this.#midLine = false
      progress.at = next
    }
    return -JUNK_BLOCK
  }

  #startLine(bytes: Uint8Array, start: number, end: number): StartLine | 'none' | 'undecided' {
    const line = start + this.#progress.at
    if (mayStart(bytes, line, end) === 'no') return 'none'
    const next = this.#progress.line(bytes, start, end)
    if (next < 0) return end - line > MAX_HEAD ? 'none' : 'undecided'
    return (start + next - line <= MAX_HEAD && parseStartLine(bytes, line, start + next)) || 'none'
  }
}

/** Whether a piece of `length` bytes at `start` ends inside a line. */
export function endsMidLine(bytes: Uint8Array, start: number, length: number): boolean {
  return bytes[start + length - 1] !== LF
}
