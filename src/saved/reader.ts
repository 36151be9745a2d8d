import { MAX_SAVED_LINE, MAX_SAVED_NESTING } from '../dissect/limits.js'
import type { Message } from '../dissect/message.js'
import { Carry } from '../ingest/carry.js'
import type { FrameReader } from '../ingest/frame.js'
import type { Problems } from '../ingest/problems.js'
import { Faulty, isObject } from './checks.js'
import type { SavedMessages } from './message.js'

export interface SavedLimits {
  /** Bytes of a line. */
  readonly line: number
  /** Objects and arrays in one another. */
  readonly nesting: number
}

const LIMITS: SavedLimits = { line: MAX_SAVED_LINE, nesting: MAX_SAVED_NESTING }

/** Reads messages that `slx dissect -T json` saved, a line each. A line that holds none is a problem of its own. */
export class SavedReader implements FrameReader {
  readonly #messages: SavedMessages
  readonly #problems: Problems
  readonly #take: (message: Message) => boolean
  readonly #limits: SavedLimits
  readonly #carry = new Carry()
  #tooLong = false
  #wanted = true
  #line = 1
  /** Byte offset of the line at hand. */
  #offset = 0
  #received = 0

  /** `take` gets each message in turn, the object is used again; false ends reading. */
  constructor(
    messages: SavedMessages,
    problems: Problems,
    take: (message: Message) => boolean,
    limits = LIMITS,
  ) {
    this.#messages = messages
    this.#problems = problems
    this.#take = take
    this.#limits = limits
  }

  push(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length && this.#wanted; ) {
      const found = chunk.indexOf(LINE_FEED, at)
      const end = found < 0 ? chunk.length : found
      this.#keep(chunk, at, end)
      at = end + 1
      if (found >= 0) this.#endLine(this.#received + at)
    }
    this.#received += chunk.length
    return this.#wanted
  }

  end(): void {
    if (this.#wanted && (this.#carry.length > 0 || this.#tooLong)) this.#endLine(this.#received)
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    this.#tooLong ||= this.#carry.length + to - from > this.#limits.line
    if (this.#tooLong) this.#carry.drop(this.#carry.length)
    else this.#carry.append(chunk, from, to)
  }

  #endLine(next: number): void {
    const { bytes, start, end } = this.#carry
    if (this.#tooLong) this.#tell(`it is longer than ${this.#limits.line} bytes`)
    else if (start < end) this.#read(bytes, start, end)
    this.#carry.drop(this.#carry.length)
    this.#tooLong = false
    this.#line++
    this.#offset = next
  }

  #read(bytes: Uint8Array, start: number, end: number): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trim()
    if (text === '') return
    let message: Message
    try {
      message = this.#messages.read(parse(text, this.#limits.nesting))
    } catch (error) {
      if (!(error instanceof Faulty)) throw error
      this.#tell(error.message)
      return
    }
    this.#wanted = this.#take(message)
  }

  #tell(why: string): void {
    this.#problems.report('saved.line', this.#offset, `Line ${this.#line} is left out: ${why}.`)
  }
}

function parse(text: string, nesting: number) {
  if (!nestsWithin(text, nesting)) throw new Faulty(`it nests deeper than ${nesting} levels`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Faulty('it is no JSON object on one line, or was cut off (jq -c writes one object a line)')
  }
  if (isObject(value)) return value
  throw new Faulty('it is JSON, but no object')
}

/** Looks at brackets outside of strings only. */
function nestsWithin(text: string, most: number): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (quoted) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) quoted = false
    } else if (code === QUOTE) quoted = true
    else if (code === LEFT_BRACE || code === LEFT_SQUARE) {
      if (++depth > most) return false
    } else if (code === RIGHT_BRACE || code === RIGHT_SQUARE) depth--
  }
  return true
}

const LINE_FEED = 0x0a
const QUOTE = 0x22
const BACKSLASH = 0x5c
const LEFT_SQUARE = 0x5b
const RIGHT_SQUARE = 0x5d
const LEFT_BRACE = 0x7b
const RIGHT_BRACE = 0x7d
