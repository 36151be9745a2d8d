import { fromUtf8 } from './scalars.js'
import { Stop } from './value.js'

/** A text in quotes: where what it says begins and ends, what it says, and where reading goes on. */
export interface Quoted {
  readonly start: number
  readonly end: number
  readonly next: number
  readonly text: string
}

/**
 * Reads the text in single or double quotes at `at`; a backslash escapes.
 * @throws Stop where its end is not there
 */
export function readQuoted(text: string, at: number): Quoted {
  const quote = text[at]!
  let end = at + 1
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1
  if (end >= text.length) throw new Stop(at)
  const raw = text.slice(at + 1, end)
  return { start: at + 1, end, next: end + 1, text: fromUtf8(unescaped(raw)) }
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw
  return raw.replace(/\\(?:x([0-9a-f]{2})|([\s\S]))/gi, (_, digits, sign) =>
    digits ? String.fromCharCode(Number.parseInt(digits, 16)) : (ESCAPES[sign] ?? sign),
  )
}
