import { isAlphanumeric, isHexDigit } from './chars.js'
import { isStringPrefix, readString, skipJoint, stringBytes } from './literal-strings.js'
import {
  commentEnd,
  type ReadEscaped,
  readBareList,
  readEscapes,
  readHexText,
  readList,
  readPercent,
} from './literal-values.js'

/** Bytes written in a programming language's way. */
export interface Literal {
  readonly dialect: 'array' | 'string' | 'percent' | 'stream' | 'base64'
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Name of the variable it is assigned to; '' without one. */
  readonly name: string
  /** Length the declaration gives, `pkt1[66]` or `pkt1_len = 66`; -1 without one. */
  declared: number
  /** Set where a print-out says that it is cut: `<Buffer 2a ... 50 more bytes>`. */
  readonly cut: boolean
}

export interface LiteralScan {
  readonly literals: Literal[]
  /** Characters of literals and their declarations, and of everything else; spaces and comments count for neither. */
  readonly inside: number
  readonly outside: number
}

/** Finds every literal of bytes in a text, in one pass. */
export function scanLiterals(text: string): LiteralScan {
  return new Scan(text).run()
}

class Scan {
  readonly #text: string
  readonly #literals: Literal[] = []
  #at = 0
  #inside = 0
  #outside = 0
  /** Where the statement at hand began, and the count of other characters then. */
  #statement = 0
  #outsideBefore = 0
  /** End of the last line that was tried as one of bare escapes. */
  #triedTo = 0

  constructor(text: string) {
    this.#text = text
  }

  run(): LiteralScan {
    while (this.#at < this.#text.length) this.#step()
    this.#countLengths()
    return { literals: this.#literals, inside: this.#inside, outside: this.#outside }
  }

  #step(): void {
    const text = this.#text
    const at = this.#at
    const char = text[at]!
    if (char === '\n' || char === ';') {
      this.#newStatement(char === '\n')
      return
    }
    if (char === ' ' || '),'.includes(char)) {
      this.#at++
      return
    }
    if (char === '/' && (text[at + 1] === '*' || text[at + 1] === '/') && text[at - 1] !== ':') {
      this.#at = commentEnd(text, at)
      return
    }
    if (char === '#' && this.#statement === at && text[at + 1] === ' ') {
      this.#at = lineEnd(text, at)
      return
    }
    if (this.#tryLiteral(char)) return
    this.#outside++
    this.#at++
  }

  /** A declaration may go on over a line end, but not over two statements. */
  #newStatement(newline: boolean): void {
    this.#at++
    if (newline && /[=({[]\s*$/.test(this.#text.slice(Math.max(0, this.#at - 40), this.#at))) return
    this.#statement = this.#at
    while (this.#text[this.#statement] === ' ') this.#statement++
    this.#outsideBefore = this.#outside
  }

  #tryLiteral(char: string): boolean {
    const text = this.#text
    const at = this.#at
    if (isListOpener(text, at)) return this.#take('array', readList(text, at))
    if (text.startsWith('<Buffer ', at)) return this.#tryBuffer()
    if ((char === '"' || char === "'") && !isAlphanumeric(text.charCodeAt(at - 1))) return this.#tryString(at)
    if (char === '"' || char === "'") return isStringPrefix(text, at) && this.#tryString(at)
    if (char === '0' && /^0x/i.test(text.slice(at, at + 2)) && !isAlphanumeric(text.charCodeAt(at - 1)))
      return this.#tryNumbers()
    if (char === '\\' && (text[at + 1] === 'x' || text[at + 1] === 'X'))
      return this.#tryLine('string', readEscapes)
    return char === '%' && isHexDigit(text.charCodeAt(at + 1)) && this.#tryLine('percent', readPercent)
  }

  #take(
    dialect: Literal['dialect'],
    read: { bytes: Uint8Array; end: number } | undefined,
    cut = false,
  ): boolean {
    if (read === undefined || read.bytes.length === 0) return false
    const start = this.#at
    const before = this.#text.slice(Math.max(this.#statement, start - MAX_DECLARATION), start)
    const declaration = parseDeclaration(before)
    if (declaration !== undefined) this.#outside = this.#outsideBefore
    const { end, bytes } = read
    this.#literals.push({
      dialect,
      bytes,
      start,
      end,
      name: declaration?.name ?? '',
      declared: declaration?.length ?? -1,
      cut,
    })
    this.#inside += countInk(this.#text, start, end)
    this.#at = end
    this.#outsideBefore = this.#outside
    return true
  }

  #tryBuffer(): boolean {
    const text = this.#text
    const at = this.#at
    let end = at + 8
    while (text[end] === ' ' || isHexDigit(text.charCodeAt(end))) end++
    const bytes = readHexText(text.slice(at + 8, end).trim())
    const cut = text.startsWith('...', end)
    const close = cut ? text.slice(end, end + MAX_CUT_NOTE).indexOf('>') : text[end] === '>' ? 0 : -1
    if (bytes === undefined || close < 0) return false
    return this.#take('array', { bytes, end: end + close + 1 }, cut)
  }

  /** `0x2a, 0x02`, or `0x2a02…` in one piece. */
  #tryNumbers(): boolean {
    if (this.#take('array', readBareList(this.#text, this.#at))) return true
    const match = LONG_NUMBER.exec(this.#text.slice(this.#at, this.#at + 3))
    if (match === null) return false
    let end = this.#at + 2
    while (isHexDigit(this.#text.charCodeAt(end))) end++
    const digits = end - this.#at - 2
    if (digits < 4 || digits % 2 !== 0 || isAlphanumeric(this.#text.charCodeAt(end))) return false
    return this.#take('stream', { bytes: readHexText(this.#text.slice(this.#at, end))!, end })
  }

  /** A string, with those that follow it and are joined to it. */
  #tryString(at: number): boolean {
    const first = readString(this.#text, at)
    if (first === undefined) return false
    const parts = [first.inner]
    let end = first.end
    for (;;) {
      const next = skipJoint(this.#text, end)
      const more = next < 0 ? undefined : readString(this.#text, next)
      if (more === undefined) break
      parts.push(more.inner)
      end = more.end
    }
    const before = this.#text.slice(Math.max(0, at - MAX_DECLARATION), at)
    const read = stringBytes(parts.join(''), before, isStringPrefix(this.#text, at))
    if (read !== undefined && this.#take(read.dialect, { bytes: read.bytes, end })) return true
    this.#outside += countInk(this.#text, at, end)
    this.#at = end
    return true
  }

  /** Escapes without quotes: the whole line is the literal, when a good part of it is escapes. */
  #tryLine(dialect: 'string' | 'percent', read: (text: string) => ReadEscaped): boolean {
    const text = this.#text
    if (this.#at < this.#triedTo) return false
    const end = lineEnd(text, this.#at)
    const start = text.lastIndexOf('\n', this.#at) + 1
    this.#triedTo = end
    if ((this.#literals.at(-1)?.end ?? 0) > start) return false
    const line = text.slice(start, end).trim()
    const { bytes, escapes } = read(line)
    if (escapes < 2 || escapes * 8 < line.length || (dialect === 'percent' && /\s/.test(line))) return false
    this.#outside = this.#outsideBefore
    this.#at = start
    this.#statement = start
    return this.#take(dialect, { bytes, end })
  }

  /** `unsigned int NAME_len = 66;` tells how long NAME is, and is no other text. */
  #countLengths(): void {
    let before = 0
    for (const match of this.#text.matchAll(LENGTH)) {
      while ((this.#literals[before]?.start ?? Number.POSITIVE_INFINITY) < match.index) before++
      const literal = this.#literals[before - 1]
      if (literal === undefined || literal.name !== match[1]) continue
      literal.declared = Number(match[2])
      this.#outside = Math.max(0, this.#outside - countInk(match[0], 0, match[0].length))
    }
  }
}

/** Brackets, but not those of an index or a size, `pkt1[66]`. */
function isListOpener(text: string, at: number): boolean {
  const char = text[at]!
  if (char === '[') return !isAlphanumeric(text.charCodeAt(at - 1)) && text[at - 1] !== '_'
  return char === '{' || char === '(' || text.startsWith('<<', at)
}

const MAX_DECLARATION = 200

/** `... 4294967295 more bytes>` is no longer. */
const MAX_CUT_NOTE = 40
const LONG_NUMBER = /^0x[0-9a-f]/i
const LENGTH = /^ {0,8}(?:static |const |unsigned |int |size_t ){1,4}(\w{1,80})_len = (\d{1,9});?$/gm

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** Characters that are no space. */
function countInk(text: string, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) if (text.charCodeAt(i) > 0x20) count++
  return count
}

/** `static const unsigned char pkt1[66] =`, `data := []byte`, `bytes.fromhex(`, `let p: &[u8] = &`. */
function parseDeclaration(before: string): { name: string; length: number } | undefined {
  const text = before.trimEnd()
  if (text === '') return { name: '', length: -1 }
  if (/[.!?] |["']/.test(text) || !DECLARATION_END.test(text)) return undefined
  const match = DECLARED_NAME.exec(text)
  return { name: match?.[1] ?? '', length: match?.[2] ? Number(match[2]) : -1 }
}

const DECLARATION_END = /(?:=|\(|=>|return|vec!)\s*&?[\w.:<>[\]\s(&!]{0,60}$|(?:^|[\s=(])(?:b|br|rb|u8|L)$/
const DECLARED_NAME = /([A-Za-z_$][\w$]{0,80})\s*(?:\[\s*(\d{0,9})\s*\])?\s*(?::[^=]{0,40})?:?=/
