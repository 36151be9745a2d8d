import { MAX_WAITING } from './limits.js'
import type { StartLine } from './start-line.js'

/** The methods of a connection's requests that wait for their answers: answers come in the order of requests. */
export class Requests {
  readonly #waiting: string[] = []

  /** Takes note of a message. For an answer: the method it answers, undefined when that was not seen. */
  note(start: StartLine): string | undefined {
    if (start.kind === 'request') {
      if (this.#waiting.push(start.method) > MAX_WAITING) this.#waiting.shift()
      return undefined
    }
    return isInterim(start.status) ? this.#waiting[0] : this.#waiting.shift()
  }

  /** Forgets them all, after a loss made the order uncertain. */
  clear(): void {
    this.#waiting.length = 0
  }
}

/** An answer that another one follows; 101 is the last of its request. */
function isInterim(status: number): boolean {
  return status < 200 && status !== 101
}
