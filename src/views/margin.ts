import type { MessageRef } from '../dissect/message.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { decimalDigits } from '../output/digits.js'
import { Clock, type Timed } from './heading.js'

/** Columns of right-aligned numbers; longer ones push the rest of their line. */
export const NUMBER_WIDTH = 5
const TIME_WIDTH = 10

/** Columns of number and time, with the spaces behind them. */
export const MARGIN_WIDTH = NUMBER_WIDTH + 2 + TIME_WIDTH + 2

/** Number and time since the first message, as a line of one message begins. */
export class Margin {
  readonly #clock = new Clock()

  write(out: ByteWriter, message: MessageRef & Timed): void {
    out.spaces(NUMBER_WIDTH - decimalDigits(message.number))
    out.decimal(message.number)
    out.spaces(2)
    if (message.seconds < 0) {
      out.spaces(TIME_WIDTH + 2)
      return
    }
    this.#clock.set(message)
    out.spaces(TIME_WIDTH - this.#clock.columns)
    this.#clock.write(out)
    out.spaces(2)
  }
}
