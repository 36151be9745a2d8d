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
    const isInterim = start.status < 200
    return isInterim ? this.#waiting[0] : this.#waiting.shift()
  }

  /** Forgets them all, after a loss made the order uncertain. */
  clear(): void {
    this.#waiting.length = 0
  }
}
