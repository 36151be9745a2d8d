import type { MessageRef } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { Margin } from '../views/margin.js'

/** Number and time of a message since the conversation began. */
export class Since {
  readonly #margin = new Margin()
  #first: MessageRef | undefined

  /** Counts time from this message on, if it is the first whose time is known. */
  begin({ number, seconds, nanoseconds }: MessageRef): void {
    if (seconds >= 0) this.#first ??= { number, seconds, nanoseconds }
  }

  write(out: ByteWriter, message: MessageRef): void {
    this.begin(message)
    const { number, seconds, nanoseconds } = message
    const { seconds: firstSeconds, nanoseconds: firstNanoseconds } = this.#first ?? message
    this.#margin.write(out, { number, seconds, nanoseconds, firstSeconds, firstNanoseconds })
  }
}
