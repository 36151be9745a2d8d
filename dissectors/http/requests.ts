import type { MessageRef } from '../../src/dissect/message.js'
import { MAX_WAITING } from './limits.js'
import type { StartLine } from './start-line.js'

/** A request, for whoever reads its answer. */
export interface Exchange {
  readonly method: string
  /** The message that asked; undefined until that has been recorded. */
  request: MessageRef | undefined
  /** What the protocol that travels over HTTP wants to remember of the request. */
  call: unknown
  /** It is the first to make another be forgotten. */
  readonly displaces: boolean
}

/** A connection's requests that wait for their answers: answers come in the order of requests. */
export class Requests {
  readonly #waiting: Exchange[] = []
  #dropped = false

  /** Takes note of a message. Gives what it begins, or for an answer what it belongs to; undefined when that was not seen. */
  note(start: StartLine): Exchange | undefined {
    if (start.kind === 'request') {
      const isFull = this.#waiting.length === MAX_WAITING
      const displaces = isFull && !this.#dropped
      const exchange = { method: start.method, request: undefined, call: undefined, displaces }
      this.#dropped ||= isFull
      if (isFull) this.#waiting.shift()
      this.#waiting.push(exchange)
      return exchange
    }
    const isInterim = start.status < 200
    return isInterim ? this.#waiting[0] : this.#waiting.shift()
  }

  /** Forgets them all, after a loss made the order uncertain. */
  clear(): void {
    this.#waiting.length = 0
  }
}
