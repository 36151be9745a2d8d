import { readQuoted } from './quoted.js'
import { fromUtf8, isoDate } from './scalars.js'
import { Budget, container, type Document, Stop, scalar, type Value } from './value.js'

/** How binary LLSD may begin; the header may be left out. */
const HEADER = /^<\? ?llsd\/binary ?\?>\r?\n/i

const enum Mark {
  DoubleQuote = 0x22,
  Quote = 0x27,
  Undef = 0x21,
  False = 0x30,
  True = 0x31,
  Array = 0x5b,
  ArrayEnd = 0x5d,
  Binary = 0x62,
  Date = 0x64,
  Integer = 0x69,
  Key = 0x6b,
  Uri = 0x6c,
  Real = 0x72,
  String = 0x73,
  Uuid = 0x75,
  Map = 0x7b,
  MapEnd = 0x7d,
}

/** Whether a document begins with the header of binary LLSD. */
export function isBinary(text: string): boolean {
  return HEADER.test(text.slice(0, 32))
}

/** Reads binary LLSD (counts must be right, as viewers have it). `text` is `bytes`, one character a byte. */
export function readBinary(bytes: Uint8Array, text: string): Document {
  const reader = new Reader(bytes, text)
  try {
    reader.at = HEADER.exec(text.slice(0, 32))?.[0].length ?? 0
    reader.document()
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop
    return { syntax: 'binary', root: reader.root, end: stop.at, state: stop.state, problem: stop.problem }
  }
  return { syntax: 'binary', root: reader.root, end: reader.at, state: 'whole', problem: undefined }
}

/** A map or array that is open, and how many values are still to come. */
interface Level {
  readonly value: Value
  left: number
}

class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #text: string
  readonly #budget = new Budget()
  readonly #levels: Level[] = []
  at = 0
  root: Value | undefined

  constructor(bytes: Uint8Array, text: string) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#text = text
  }

  document(): void {
    this.root = this.#value()
    for (;;) {
      const level = this.#levels.at(-1)
      if (!level) return
      if (level.left === 0) this.#end(level.value)
      else if (level.value.type === 'array') {
        level.left--
        level.value.items.push(this.#value())
      } else {
        level.left--
        const key = this.#key()
        level.value.entries.push({ ...key, value: this.#value() })
      }
    }
  }

  #end({ type }: Value): void {
    const mark = type === 'map' ? Mark.MapEnd : Mark.ArrayEnd
    const at = this.at
    if (this.#mark() !== mark) throw new Stop(at, `Expected the end of the ${type}, found another value`)
    this.#levels.pop()
  }

  #key() {
    const at = this.at
    const mark = this.#mark()
    if (mark === Mark.Quote || mark === Mark.DoubleQuote) return this.#quotedKey(at)
    if (mark !== Mark.Key) throw new Stop(at, 'Expected a key of the map, found something else')
    const keyEnd = this.#counted(at)
    const keyStart = this.at
    this.at = keyEnd
    return { key: fromUtf8(this.#text.slice(keyStart, keyEnd)), keyStart, keyEnd }
  }

  #quotedKey(at: number) {
    const { start, end, next, text } = readQuoted(this.#text, at)
    this.at = next
    return { key: text, keyStart: start, keyEnd: end }
  }

  #value(): Value {
    const at = this.at
    const mark = this.#mark()
    this.#budget.spend(at, this.#levels.length)
    switch (mark) {
      case Mark.Undef:
        return scalar('undef', '!', at, this.at)
      case Mark.True:
      case Mark.False:
        return scalar('boolean', 'boolean', at, this.at, mark === Mark.True)
      case Mark.Integer:
        return this.#fixed('integer', 4, at, (from) => this.#view.getInt32(from))
      case Mark.Real:
        return this.#fixed('real', 8, at, (from) => this.#view.getFloat64(from))
      case Mark.Date:
        // The one number that viewers write in their own byte order.
        return this.#fixed('date', 8, at, (from) => isoDate(this.#view.getFloat64(from, true) * 1000))
      case Mark.Uuid:
        return this.#fixed('uuid', 16, at, (from) => uuidOf(this.#bytes, from))
      case Mark.String:
        return this.#variable('string', at)
      case Mark.Uri:
        return this.#variable('uri', at)
      case Mark.Binary:
        return this.#variable('binary', at)
      case Mark.Quote:
      case Mark.DoubleQuote: {
        const { start, end, next, text } = readQuoted(this.#text, at)
        this.at = next
        return scalar('string', 'string', start, end, text)
      }
      case Mark.Array:
        return this.#container('array', at)
      case Mark.Map:
        return this.#container('map', at)
      default:
        throw new Stop(at, `Expected the mark of a type, found the byte 0x${hex(mark)}`)
    }
  }

  #fixed(
    type: 'integer' | 'real' | 'date' | 'uuid',
    length: number,
    at: number,
    read: (from: number) => Value['value'],
  ): Value {
    const from = this.at
    if (from + length > this.#bytes.length) throw new Stop(at)
    this.at = from + length
    return scalar(type, type, from, this.at, read(from))
  }

  #variable(type: 'string' | 'uri' | 'binary', at: number): Value {
    const end = this.#counted(at)
    const start = this.at
    this.at = end
    const value =
      type === 'binary'
        ? new Uint8Array(this.#bytes.subarray(start, end))
        : fromUtf8(this.#text.slice(start, end))
    return scalar(type, type, start, end, value)
  }

  #container(type: 'map' | 'array', at: number): Value {
    if (this.at + 4 > this.#bytes.length) throw new Stop(at)
    const left = this.#view.getUint32(this.at)
    this.at += 4
    const value = container(type, type, this.at)
    this.#levels.push({ value, left })
    return value
  }

  /** Reads a length and returns where what it counts ends; nothing is believed that is not there. */
  #counted(at: number): number {
    if (this.at + 4 > this.#bytes.length) throw new Stop(at)
    const end = this.at + 4 + this.#view.getUint32(this.at)
    if (end > this.#bytes.length) throw new Stop(at)
    this.at += 4
    return end
  }

  #mark(): number {
    if (this.at >= this.#bytes.length) throw new Stop(this.at)
    return this.#bytes[this.at++]!
  }
}

function uuidOf(bytes: Uint8Array, at: number): string {
  const digits = Buffer.from(bytes.subarray(at, at + 16)).toString('hex')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}
