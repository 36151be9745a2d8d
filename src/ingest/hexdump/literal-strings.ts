import { readEscapes, readHexText } from './literal-values.js'

/** Strings of programming languages, and what bytes they hold. */

/** Python's and Rust's `b'`, C's `L"` and `u8"`, raw and format strings. */
export function isStringPrefix(text: string, at: number): boolean {
  return /(?:^|[^A-Za-z0-9_])(?:b|br|rb|u8|L|r|f)$/i.test(text.slice(Math.max(0, at - 4), at))
}

export function readString(text: string, at: number): { inner: string; end: number } | undefined {
  const quote = text[at]!
  const triple = text.startsWith(quote.repeat(3), at)
  const opener = triple ? 3 : 1
  for (let end = at + opener; end < text.length; end++) {
    if (text[end] === '\n' && !triple) return undefined
    if (text[end] === '\\') end++
    else if (text[end] === quote && (!triple || text.startsWith(quote.repeat(3), end))) {
      return { inner: text.slice(at + opener, end), end: end + opener }
    }
  }
  return undefined
}

/** Where a string that is joined to the one before begins: after spaces, a line end, `\`, `+` or `.`; -1 without one. */
export function skipJoint(text: string, from: number): number {
  let at = from
  let lines = 0
  while (at < text.length && ' \n\\+.'.includes(text[at]!)) if (text[at++] === '\n') lines++
  if (lines > 1) return -1
  if (text[at] === '"' || text[at] === "'") return at
  return (text[at] === 'b' || text[at] === 'B') && (text[at + 1] === '"' || text[at + 1] === "'")
    ? at + 1
    : -1
}

/** What a string holds: escapes, bytes by its prefix, hex digits, or Base64 where the call before it says so. */
export function stringBytes(
  inner: string,
  before: string,
  isBytes: boolean,
): { dialect: 'string' | 'base64'; bytes: Uint8Array } | undefined {
  if (/(?:base64|b64decode|atob)\W{0,8}$/i.test(before))
    return { dialect: 'base64', bytes: Buffer.from(inner, 'base64') }
  if (/(?:fromhex|unhexlify|hex2bin|decodeString|parseHex\w*|from)\W{0,4}$/i.test(before) && !isBytes) {
    const bytes = readHexText(inner)
    if (bytes !== undefined) return { dialect: 'string', bytes }
  }
  const { bytes, escapes } = readEscapes(inner)
  if (isBytes || escapes > 0) return { dialect: 'string', bytes }
  const hex = inner.length >= MIN_HEX_STRING ? readHexText(inner) : undefined
  return hex === undefined ? undefined : { dialect: 'string', bytes: hex }
}

/** Shorter strings of hex digits may be words or numbers. */
const MIN_HEX_STRING = 8
