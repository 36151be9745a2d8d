import { FilterError } from './error.js'
import type { MakeSearch } from './regex.js'
import { type Item, isRange, type Op, type Value } from './syntax.js'

export type BytesTest = (bytes: Uint8Array, start: number, end: number) => boolean

/** Pairs of hex digits, alone or with `:`, `-` or `.` between them: `0a:0b`, a MAC address, a UUID. */
const HEX = /^(?:0x)?[0-9a-f]{2}(?:[:.-]?[0-9a-f]{2})*$/i

/** A test of bytes, `width` of them where their number is fixed. Throws FilterError for values that are none. */
export function bytesTest(
  path: string,
  op: Op,
  items: readonly Item[],
  width: number,
  search: MakeSearch,
): BytesTest {
  if (op === 'in') {
    const tests = items.map((item) => memberTest(path, item, width))
    return (bytes, start, end) => tests.some((is) => is(bytes, start, end))
  }
  const value = items[0] as Value
  if (op === 'matches') {
    const found = search(value)
    return (bytes, start, end) => found(Buffer.from(bytes.subarray(start, end)).toString('latin1'))
  }
  if (op === 'contains') return containsTest(bytesOf(path, value, 0))
  return orderTest(op, bytesOf(path, value, width))
}

function orderTest(op: Op, other: Buffer): BytesTest {
  const order = (bytes: Uint8Array, start: number, end: number) =>
    Buffer.compare(bytes.subarray(start, end), other)
  switch (op) {
    case '<':
      return (bytes, start, end) => order(bytes, start, end) < 0
    case '<=':
      return (bytes, start, end) => order(bytes, start, end) <= 0
    case '>':
      return (bytes, start, end) => order(bytes, start, end) > 0
    case '>=':
      return (bytes, start, end) => order(bytes, start, end) >= 0
    default:
      return (bytes, start, end) => end - start === other.length && order(bytes, start, end) === 0
  }
}

function containsTest(part: Buffer): BytesTest {
  return (bytes, start, end) =>
    Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).includes(part)
}

function memberTest(path: string, item: Item, width: number): BytesTest {
  if (!isRange(item)) return orderTest('==', bytesOf(path, item, width))
  const from = orderTest('>=', bytesOf(path, item.low, width))
  const to = orderTest('<=', bytesOf(path, item.high, width))
  return (bytes, start, end) => from(bytes, start, end) && to(bytes, start, end)
}

/** Bytes as hex digits, or those of a text in quotes. */
function bytesOf(path: string, { text, quoted, at, length }: Value, width: number): Buffer {
  const isHex = HEX.test(text)
  const fits = (bytes: Buffer) => width === 0 || bytes.length === width
  const hex = Buffer.from(isHex ? text.replace(/^0x|[:.-]/gi, '') : '', 'hex')
  // A UUID may stand in quotes; other text in quotes means its own bytes.
  if (isHex && (!quoted || (width > 0 && fits(hex)))) {
    if (fits(hex)) return hex
    throw new FilterError(`${path} has ${width} bytes, '${text}' has ${hex.length}.`, at, length)
  }
  const own = Buffer.from(text)
  if (quoted && fits(own)) return own
  const hint = quoted
    ? `${path} has ${width} bytes, this text has ${own.length}`
    : `${path} is bytes: write 0a:0b, or a text in quotes`
  throw new FilterError(`${hint}.`, at, length)
}
