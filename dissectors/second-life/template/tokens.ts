/** A word of a template, with its place for error messages (both 1-based). */
export interface Token {
  readonly text: string
  readonly line: number
  readonly column: number
}

/** Where in a template something is wrong, and what. */
export interface TemplateProblem {
  /** Both 1-based. */
  readonly line: number
  readonly column: number
  /** `expected '}' after the field, found 'D'`. May quote the template: untrusted text. */
  readonly problem: string
}

/** A template that cannot be read. The message names the file and the place, and says what was expected there. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  /** Undefined when the fault has no place. */
  readonly at: TemplateProblem | undefined

  constructor(message: string, at?: TemplateProblem) {
    super(message)
    this.at = at
  }
}

/** Longest word of a template that an error quotes whole. */
const LONGEST_QUOTE = 60

const TAB = 0x09
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const SLASH = 0x2f
const OPEN = 0x7b
const CLOSE = 0x7d

/**
 * Cuts a template into words: split at blanks and line ends, braces stand for themselves, and a word
 * that begins with `/` makes the rest of its line a comment.
 */
export class Tokens {
  readonly #text: string
  /** What the text is called in error messages: a file name. */
  readonly #name: string
  readonly #glued: ((token: Token) => void) | undefined
  #at = 0
  #line = 1
  #lineStart = 0
  #ahead: Token | undefined

  /** `glued` takes each word that another one follows without a blank. */
  constructor(text: string, name: string, glued?: (token: Token) => void) {
    this.#text = text
    this.#name = name
    this.#glued = glued
  }

  /** The next word without taking it; undefined at the end. */
  peek(): Token | undefined {
    this.#ahead ??= this.#scan()
    return this.#ahead
  }

  /** Takes the next word; undefined at the end. */
  next(): Token | undefined {
    const token = this.peek()
    this.#ahead = undefined
    return token
  }

  /** Takes the next word if it is this one. */
  skip(text: string): boolean {
    if (this.peek()?.text !== text) return false
    this.#ahead = undefined
    return true
  }

  /** An error at `found` (undefined: the end of the text) where `expected` should stand. */
  error(expected: string, found: Token | undefined): TemplateError {
    const what = found ? quote(found) : 'the end of the text'
    return this.#errorAt(found, `expected ${expected}, found ${what}`)
  }

  /** An error at a word that is well formed but wrong; `problem` ends the sentence. */
  problem(at: Token, problem: string): TemplateError {
    return this.#errorAt(at, `${quote(at)} ${problem}`)
  }

  #errorAt(token: Token | undefined, problem: string): TemplateError {
    const line = token?.line ?? this.#line
    const column = token?.column ?? this.#at - this.#lineStart + 1
    return new TemplateError(`${this.#name}:${line}:${column}: ${problem}`, { line, column, problem })
  }

  #scan(): Token | undefined {
    const text = this.#text
    while (this.#at < text.length) {
      const c = text.charCodeAt(this.#at)
      if (c === LF || c === CR) this.#newLine(c)
      else if (c === SPACE || c === TAB) this.#at++
      else if (c === SLASH) this.#skipLine()
      else return this.#word(c)
    }
    return undefined
  }

  #word(first: number): Token {
    const text = this.#text
    const start = this.#at++
    if (first !== OPEN && first !== CLOSE) {
      while (this.#at < text.length && !isBoundary(text.charCodeAt(this.#at))) this.#at++
    }
    const token = {
      text: text.slice(start, this.#at),
      line: this.#line,
      column: start - this.#lineStart + 1,
    }
    if (isWordAt(text, this.#at)) this.#glued?.(token)
    return token
  }

  #skipLine(): void {
    const text = this.#text
    while (this.#at < text.length && !isLineEnd(text.charCodeAt(this.#at))) this.#at++
  }

  #newLine(c: number): void {
    this.#at++
    if (c === CR && this.#text.charCodeAt(this.#at) === LF) this.#at++
    this.#line++
    this.#lineStart = this.#at
  }
}

function isBoundary(c: number): boolean {
  return c === SPACE || c === TAB || isLineEnd(c) || c === OPEN || c === CLOSE
}

function isLineEnd(c: number): boolean {
  return c === LF || c === CR
}

function isWordAt(text: string, at: number): boolean {
  if (at >= text.length) return false
  const c = text.charCodeAt(at)
  return c !== SPACE && c !== TAB && !isLineEnd(c)
}

/** A word as errors quote it. */
export function quote({ text }: Token): string {
  return text.length <= LONGEST_QUOTE ? `'${text}'` : `'${text.slice(0, LONGEST_QUOTE)}...'`
}
