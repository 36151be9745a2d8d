import { type Quoted, readQuoted } from './quoted.js'
import { fromUtf8, scalarOf } from './scalars.js'
import { Budget, container, type Document, Stop, scalar, type Value } from './value.js'

/** How notation may begin; the header may be left out. */
const HEADER = /^<\? ?llsd\/notation ?\?>\r?\n/i

/** Reads LLSD in notation. `text` has one character a byte; `budget` is that of the document around it. */
export function readNotation(text: string, budget = new Budget()): Document {
  const reader = new Reader(text, budget)
  try {
    reader.at = HEADER.exec(text.slice(0, 32))?.[0].length ?? 0
    reader.document()
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop
    return { syntax: 'notation', root: reader.root, end: stop.at, state: stop.state, problem: stop.problem }
  }
  return { syntax: 'notation', root: reader.root, end: reader.at, state: 'whole', problem: undefined }
}

const BLANKS = /[\s,]*/y
const WORD = /[A-Za-z]*/y
const INTEGER = /[+-]?\d*/y
const REAL = /[+-]?(?:\d+\.?\d*|\.\d+|nan|inf(?:inity)?)?(?:e[+-]?\d+)?/iy
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iy
const COUNT = /\((\d{1,8})\)/y
const WORDS = ['true', 'TRUE', 'false', 'FALSE']
const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE'])
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE'])

class Reader {
  readonly #text: string
  readonly #budget: Budget
  /** Maps and arrays that are open. */
  readonly #levels: Value[] = []
  at = 0
  root: Value | undefined

  constructor(text: string, budget: Budget) {
    this.#text = text
    this.#budget = budget
  }

  document(): void {
    this.#match(BLANKS)
    this.root = this.#value()
    for (;;) {
      this.#match(BLANKS)
      const level = this.#levels.at(-1)
      if (!level) return
      const sign = this.#sign()
      if (sign === (level.type === 'map' ? '}' : ']')) {
        this.at++
        this.#levels.pop()
      } else if (level.type === 'array') level.items.push(this.#value())
      else {
        const { text: key, start: keyStart, end: keyEnd } = this.#key()
        level.entries.push({ key, keyStart, keyEnd, value: this.#value() })
      }
    }
  }

  #key(): Quoted {
    const at = this.at
    const sign = this.#sign()
    const counted = sign === 's'
    if (!counted && sign !== "'" && sign !== '"')
      throw new Stop(at, 'Expected a key in quotes, found something else')
    if (counted) this.at++
    const key = counted ? this.#counted(at) : readQuoted(this.#text, at)
    this.at = key.next
    this.#match(/\s*/y)
    if (this.#sign() !== ':') throw new Stop(at, "Expected ':' behind a key, found something else")
    this.at++
    this.#match(/\s*/y)
    return key
  }

  #value(): Value {
    const at = this.at
    const sign = this.#sign()
    this.#budget.spend(at, this.#levels.length)
    this.at++
    switch (sign) {
      case '!':
        return scalar('undef', '!', at, this.at)
      case '[':
        return this.#container('array')
      case '{':
        return this.#container('map')
      case 'i':
        return this.#number('integer', INTEGER, at)
      case 'r':
        return this.#number('real', REAL, at)
      case 'u':
        return this.#uuid(at)
      case "'":
      case '"':
        return this.#string('string', readQuoted(this.#text, at))
      case 's':
        return this.#string('string', this.#counted(at))
      case 'l':
        return this.#string('uri', this.#quoted(at))
      case 'd':
        return this.#date(this.#quoted(at))
      case 'b':
        return this.#binary(at)
      default:
        return this.#boolean(at)
    }
  }

  #boolean(at: number): Value {
    this.at = at
    const digit = this.#text[at]!
    const word = digit === '0' || digit === '1' ? digit : this.#match(WORD)
    this.at = at + word.length
    if (TRUE.has(word)) return scalar('boolean', 'boolean', at, this.at, true)
    if (FALSE.has(word)) return scalar('boolean', 'boolean', at, this.at, false)
    const mayGoOn = this.at === this.#text.length && WORDS.some((whole) => whole.startsWith(word))
    throw mayGoOn ? new Stop(at) : new Stop(at, 'Expected a value, found something else')
  }

  #container(type: 'map' | 'array'): Value {
    const value = container(type, type, this.at)
    this.#levels.push(value)
    return value
  }

  #number(type: 'integer' | 'real', form: RegExp, at: number): Value {
    const start = this.at
    const digits = this.#match(form)
    // Digits, an exponent or a word may still have to come.
    const mayGoOn = /^[a-z+-]{0,8}$/i.test(this.#text.slice(this.at, this.at + 9))
    if (mayGoOn && this.#levels.length > 0) throw new Stop(at)
    if (digits === '') throw new Stop(at, `Expected digits behind the mark of a ${type}, found none`)
    return scalarOf(type, type, start, this.at, digits)
  }

  #uuid(at: number): Value {
    const start = this.at
    const digits = this.#match(UUID)
    if (digits === '') {
      if (this.#text.length - start < 36 && this.#levels.length > 0) throw new Stop(at)
      throw new Stop(at, 'Expected a UUID, found something else')
    }
    return scalarOf('uuid', 'uuid', start, this.at, digits)
  }

  #string(type: 'string' | 'uri', { start, end, next, text }: Quoted): Value {
    this.at = next
    return scalar(type, type, start, end, text)
  }

  #date({ start, end, next, text }: Quoted): Value {
    this.at = next
    return scalarOf('date', 'date', start, end, text)
  }

  #binary(at: number): Value {
    if (this.at + 2 > this.#text.length) throw new Stop(at)
    const base = this.#text.slice(this.at, this.at + 2)
    if (base === '64' || base === '16') this.at += 2
    const { start, end, next, text } = base === '64' || base === '16' ? this.#quoted(at) : this.#counted(at)
    this.at = next
    if (base === '64') return scalarOf('binary', 'b64', start, end, text)
    const raw = this.#text.slice(start, end)
    const said = base === '16' ? Buffer.from(raw.replace(/\s/g, ''), 'hex') : Buffer.from(raw, 'latin1')
    return scalar('binary', base === '16' ? 'b16' : 'binary', start, end, new Uint8Array(said))
  }

  #quoted(at: number): Quoted {
    const sign = this.#sign()
    if (sign !== "'" && sign !== '"') throw new Stop(at, 'Expected a text in quotes, found something else')
    return readQuoted(this.#text, this.at)
  }

  /** `(5)"hello"`: no escapes in it. */
  #counted(at: number): Quoted {
    const from = this.at
    const count = this.#match(COUNT)
    if (count === '') {
      // A bracket or two may still have to come.
      if (/^\(\d{0,8}$/.test(this.#text.slice(from, from + 10)) || from === this.#text.length)
        throw new Stop(at)
      throw new Stop(at, 'Expected a length in brackets, found something else')
    }
    const start = this.at + 1
    const end = start + Number(count.slice(1, -1))
    if (end >= this.#text.length) throw new Stop(at)
    const quote = this.#text[this.at]
    if ((quote !== "'" && quote !== '"') || this.#text[end] !== quote)
      throw new Stop(at, 'Expected a text in quotes that is as long as its length says, found another')
    return { start, end, next: end + 1, text: fromUtf8(this.#text.slice(start, end)) }
  }

  /** The character at hand. */
  #sign(): string {
    if (this.at >= this.#text.length) throw new Stop(this.at)
    return this.#text[this.at]!
  }

  /** Takes what a pattern matches here, which may be nothing. */
  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.at += found.length
    return found
  }
}
