import type { FrameSink } from './frame.js'

/** How many problems of one kind are told one by one; the rest is counted, so that damage cannot flood. */
const LISTED_PER_CODE = 3

interface Tally {
  count: number
  /** Byte offset of the first problem that was only counted. */
  offset: number
}

/** Takes the problems of one input, and hands the first of every kind and the number of the others on. */
export class Problems {
  readonly input: string
  readonly #sink: FrameSink
  readonly #tallies = new Map<string, Tally>()

  constructor(input: string, sink: FrameSink) {
    this.input = input
    this.#sink = sink
  }

  /** @param offset byte offset in the uncompressed input. @param message a whole sentence, without the input's name. */
  report(code: string, offset: number, message: string): void {
    const tally = this.#tallies.get(code) ?? { count: 0, offset: 0 }
    tally.count += 1
    this.#tallies.set(code, tally)
    if (tally.count <= LISTED_PER_CODE) this.#sink.problem({ code, message, input: this.input, offset })
    else if (tally.count === LISTED_PER_CODE + 1) tally.offset = offset
  }

  /** Says how many problems were only counted. Call it once, when the input has ended. */
  end(): void {
    for (const [code, { count, offset }] of this.#tallies) {
      const more = count - LISTED_PER_CODE
      if (more <= 0) continue
      const message =
        more === 1
          ? `One more problem of the same kind is at byte ${offset}.`
          : `${more} more problems of the same kind are not listed, the first of them at byte ${offset}.`
      this.#sink.problem({ code, message, input: this.input, offset })
    }
    this.#tallies.clear()
  }
}
