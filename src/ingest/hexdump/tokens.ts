import { isDecimalDigit, isHexDigit, isSeparator } from './chars.js'

/** The words of a line, each told by what it could be in a dump. */

/** How an offset is written: `0010`, `0010:`, `0x0010`, `0x0010:`, `[0010]`. */
export type OffsetStyle = 'none' | 'plain' | 'colon' | 'prefixed' | 'prefixed-colon' | 'bracket'

export type Kind = 'other' | 'hex' | 'prefixed' | 'offset' | 'joined'

export interface Token {
  kind: Kind
  start: number
  end: number
  /** Where its digits begin and end. */
  digitsAt: number
  digitsEnd: number
  digits: number
  /** Number of pairs, for `joined`. */
  pairs: number
  style: OffsetStyle
}

export function newToken(): Token {
  return { kind: 'other', start: 0, end: 0, digitsAt: 0, digitsEnd: 0, digits: 0, pairs: 0, style: 'plain' }
}

/** Reads the token that begins at `start`, which is no separator. */
export function readToken(text: string, start: number, token: Token): Token {
  let end = start
  while (end < text.length && (!isSeparator(text.charCodeAt(end)) || isSplitAddress(text, start, end))) end++
  token.kind = 'other'
  token.start = start
  token.end = end
  token.pairs = 0
  token.style = 'plain'
  const prefixed = text[start] === '0' && (text[start + 1] === 'x' || text[start + 1] === 'X')
  const from = prefixed ? start + 2 : start
  let at = from
  while (at < end && isHexDigit(text.charCodeAt(at))) at++
  token.digitsAt = from
  token.digitsEnd = at
  token.digits = at - from
  if (at === end && at > from) {
    token.kind = prefixed ? 'prefixed' : 'hex'
    token.style = prefixed ? 'prefixed' : 'plain'
    return token
  }
  if (!prefixed && token.digits === 2 && readJoined(text, token)) return token
  readDecorated(text, token, prefixed)
  return token
}

/** WinDbg writes addresses of 64 bits in two halves: 00000000`00400000. */
function isSplitAddress(text: string, start: number, at: number): boolean {
  return (
    text[at] === '`' &&
    at - start === 8 &&
    isHexDigit(text.charCodeAt(start)) &&
    isHexDigit(text.charCodeAt(at + 1))
  )
}

/** `2a-02-00`, `2a:02:00`, `2a,02,00`: pairs with one and the same mark between, perhaps one at the end. */
function readJoined(text: string, token: Token): boolean {
  const mark = text[token.start + 2]!
  if (!'-:,'.includes(mark)) return false
  let at = token.start
  let pairs = 0
  while (at + 2 <= token.end && isHexDigit(text.charCodeAt(at)) && isHexDigit(text.charCodeAt(at + 1))) {
    pairs++
    token.digitsEnd = at + 2
    at += 2
    if (at >= token.end) break
    if (text[at] !== mark) return false
    at++
  }
  if (at < token.end || pairs < 2) return false
  token.kind = 'joined'
  token.pairs = pairs
  token.digitsAt = token.start
  return true
}

const MAX_OFFSET_DIGITS = 16

/** Offsets with something that marks them as such: `0010:`, `0x0010:`, `[0010]`, `(16)`, `<0010>`, `0010h`, `1a2b:0100`. */
function readDecorated(text: string, token: Token, prefixed: boolean): void {
  let from = token.start
  let end = token.end
  if (text[end - 1] === ':') end--
  const colon = end < token.end
  const opening = '[(<'.indexOf(text[from]!)
  const bracket = opening >= 0 && text[end - 1] === '])>'[opening]
  if (bracket) {
    from++
    end--
  }
  const split = text[from + 8] === '`'
  if (!colon && !bracket && !split && !isHexSuffix(text, end)) return
  if (isHexSuffix(text, end)) end--
  const hex = text[from] === '0' && (text[from + 1] === 'x' || text[from + 1] === 'X')
  if (hex) from += 2
  if (split && allHex(text, from, from + 8)) from += 9
  else from = segmentEnd(text, from, end)
  if (end - from > MAX_OFFSET_DIGITS || !allHex(text, from, end)) return
  token.kind = 'offset'
  token.digitsAt = from
  token.digitsEnd = end
  token.digits = end - from
  token.style = bracket || split ? 'bracket' : prefixed || hex ? 'prefixed-colon' : 'colon'
}

/** Behind a segment, `1a2b:0100`, the offset begins after the colon. */
function segmentEnd(text: string, from: number, end: number): number {
  let at = from
  while (at < end && isHexDigit(text.charCodeAt(at))) at++
  return text[at] === ':' && at < end ? at + 1 : from
}

/** Assembler's `0010h`. */
function isHexSuffix(text: string, end: number): boolean {
  return (text[end - 1] === 'h' || text[end - 1] === 'H') && isDecimalDigit(text.charCodeAt(end - 2))
}

function allHex(text: string, from: number, end: number): boolean {
  if (from >= end) return false
  for (let i = from; i < end; i++) if (!isHexDigit(text.charCodeAt(i))) return false
  return true
}
