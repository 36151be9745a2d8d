import type { Message } from '../dissect/message.js'
import type { Fact } from '../facts/fact.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { writeText } from '../output/escape.js'
import { writeF64 } from '../output/numbers.js'
import { IsoTime } from './time.js'

/** Writes facts as text. */
export class FactText {
  readonly #time = new IsoTime()

  write(out: ByteWriter, fact: Fact, message: Message, index: number): void {
    switch (fact.kind) {
      case 'time':
        this.#time.write(out, message.seconds, message.nanoseconds)
        return
      case 'epoch':
        writeSeconds(out, message.seconds, message.nanoseconds)
        return
      case 'elapsed':
        writeSeconds(
          out,
          message.seconds - message.firstSeconds,
          message.nanoseconds - message.firstNanoseconds,
        )
        return
      default:
        writePlain(out, fact, fact.value(message, index))
    }
  }
}

function writePlain(out: ByteWriter, { names }: Fact, value: number | string): void {
  if (typeof value === 'string') writeText(out, value)
  else if (names) writeText(out, names.get(value) ?? String(value))
  else writeF64(out, value)
}

/** Writes `0.104332000`; nanoseconds may be of either sign. */
function writeSeconds(out: ByteWriter, seconds: number, nanoseconds: number): void {
  const borrow = nanoseconds < 0 ? 1 : 0
  let whole = seconds - borrow
  let rest = nanoseconds + borrow * 1e9
  if (whole < 0) {
    out.byte(MINUS)
    const carry = rest > 0 ? 1 : 0
    whole = -whole - carry
    rest = carry * 1e9 - rest
  }
  out.decimal(whole)
  out.byte(POINT)
  out.padded(rest, 9)
}

const MINUS = 0x2d
const POINT = 0x2e
