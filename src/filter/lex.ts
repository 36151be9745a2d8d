import { FilterError } from './error.js'

export interface Token {
  readonly kind: 'word' | 'text' | 'slice' | 'sign' | 'end'
  /** A text's value, a slice without its brackets, otherwise as written. */
  readonly text: string
  readonly at: number
  readonly length: number
}

/** What numbers, names, addresses, paths and globs are made of. */
const WORD = /[\p{L}\p{N}_.:*/#@+$-]+/uy
const SIGN = /===|!==|==|!=|<=|>=|&&|\|\||[<>!&~(){},]/y
const SPACE = /\s+/y
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|([nrt0"'\\]))/y
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' }

/** Cuts an expression into tokens, the last of kind `end`. Throws FilterError. */
export function lex(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while ((at += match(SPACE, source, at).length) < source.length) {
    const token = next(source, at, tokens.at(-1))
    tokens.push(token)
    at += token.length
  }
  tokens.push({ kind: 'end', text: '', at, length: 0 })
  return tokens
}

function next(source: string, at: number, before: Token | undefined): Token {
  const char = source[at]!
  if (char === '"' || char === "'") return quoted(source, at, at)
  if (char === 'r' && (source[at + 1] === '"' || source[at + 1] === "'")) return raw(source, at)
  if (char === '[' && before?.kind === 'word' && before.at + before.length === at) return slice(source, at)
  if (source.startsWith('..', at)) return { kind: 'sign', text: '..', at, length: 2 }
  const sign = match(SIGN, source, at)
  if (sign !== '') return { kind: 'sign', text: sign, at, length: sign.length }
  const [word] = match(WORD, source, at).split('..')
  if (word) return { kind: 'word', text: word, at, length: word.length }
  const shown = String.fromCodePoint(source.codePointAt(at)!)
  throw new FilterError(`'${shown}' has no meaning here; texts go in quotes.`, at, shown.length)
}

/** A text in quotes. A backslash that begins no written stands for itself, so that `"\d"` is one for `matches`. */
function quoted(source: string, at: number, quoteAt: number): Token {
  const quote = source[quoteAt]
  let text = ''
  for (let i = quoteAt + 1; i < source.length; ) {
    const char = source[i]!
    if (char === quote) return { kind: 'text', text, at, length: i + 1 - at }
    const written = char === '\\' ? match(ESCAPE, source, i) : ''
    text += written === '' ? char : plain(written, i)
    i += written.length || 1
  }
  throw new FilterError('this text has no closing quote.', at, source.length - at)
}

function plain(written: string, at: number): string {
  const digits = /^\\(?:x(..)|u\{(.+)\})$/.exec(written)
  if (!digits) return SIMPLE[written[1]!] ?? written[1]!
  const code = Number.parseInt(digits[1] ?? digits[2]!, 16)
  if (code > 0x10ffff) throw new FilterError('there is no such character.', at, written.length)
  return String.fromCodePoint(code)
}

/** A text in which backslashes are nothing special: `r"\d+"`. */
function raw(source: string, at: number): Token {
  const end = source.indexOf(source[at + 1]!, at + 2)
  if (end < 0) throw new FilterError('this text has no closing quote.', at, source.length - at)
  return { kind: 'text', text: source.slice(at + 2, end), at, length: end + 1 - at }
}

function slice(source: string, at: number): Token {
  const end = source.indexOf(']', at)
  if (end < 0) throw new FilterError("this slice has no ']'.", at, source.length - at)
  return { kind: 'slice', text: source.slice(at + 1, end), at, length: end + 1 - at }
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? ''
}
