import { isDecimalDigit, skipSpaces } from './chars.js'

/**
 * From bytes to lines a reader can rely on: one encoding, one kind of line end, one kind of space, no terminal
 * escapes. Line n of the text stays line n: nothing is joined or dropped here.
 */

/** Text is read up to this many bytes; what lies beyond is named in a problem, not read. */
export const MAX_TEXT = 64 * 1024 * 1024

const TAB_STOP = 8

/** Decodes by byte order mark, else as UTF-8, else (when that is malformed) as Latin-1. */
export function decodeText(bytes: Uint8Array): string {
  const [b0, b1, b2] = bytes
  if (b0 === 0xff && b1 === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (b0 === 0xfe && b1 === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (b0 === 0xef && b1 === 0xbb && b2 === 0xbf) return new TextDecoder('utf-8').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}

/** Lines without escapes, tabs, odd spaces and line numbers; index i stays line i + 1. */
export function cleanLines(raw: readonly string[]): string[] {
  const lines = raw.map((line) => (NEEDS_CLEANING.test(line) ? cleanLine(line) : line))
  stripLineNumbers(lines)
  return lines
}

/** Lines as they are but for their ends: what text that is itself the payload (HTTP) is read from. */
export function splitLines(text: string): string[] {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  return (body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body).split('\n')
}

const NEEDS_CLEANING = /[^\x20-\x7e]|&(?:nbsp|#160|#xa0);/i
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])/g
const WIDE_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|&(?:nbsp|#160|#xa0);/gi
const ZERO_WIDTH = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

function cleanLine(line: string): string {
  let clean = stripEscapes(line)
  clean = clean.replace(WIDE_SPACES, ' ').replace(ZERO_WIDTH, '')
  return clean.includes('\t') ? expandTabs(clean) : clean
}

/** Takes terminal escape sequences (colours, titles) out. */
export function stripEscapes(line: string): string {
  return line.includes('\x1b') ? line.replace(ESCAPES, '') : line
}

function expandTabs(line: string): string {
  const parts = line.split('\t')
  let column = 0
  let out = ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    out += part
    column += part.length
    if (i === parts.length - 1) break
    const pad = TAB_STOP - (column % TAB_STOP)
    out += '        '.slice(0, pad)
    column += pad
  }
  return out
}

const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  middot: '·',
  rarr: '→',
  larr: '←',
}

const TAGS = /<\/?(?:pre|code|samp|tt|br|p|div|span|td|tr|font|b|i)\b[^<>]{0,200}>/gi

/** Whether a text may be the source of a page. */
export function hasHtml(text: string): boolean {
  return /&(?:[lg]t|amp|quot|#\d+|#x[0-9a-f]+);|<(?:pre|code|br|tt|td)\b/i.test(text)
}

/** Takes the commonest tags and the escapes out of a line of a page's source. */
export function undoHtml(line: string): string {
  return decodeEntities(line.includes('<') ? line.replace(TAGS, '') : line)
}

/** Undoes HTML's escapes. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** A numbered listing shows itself by this many lines in a row. */
const NUMBERED_LINES = 3

/**
 * Takes off the line numbers of an editor, `cat -n` or `grep -n`: at least three lines in a row whose numbers count up by
 * one, without leading zeros (those are offsets), set off by a mark or two spaces.
 */
function stripLineNumbers(lines: string[]): void {
  let first = 0
  let expected = -1
  for (let i = 0; i <= lines.length; i++) {
    const end = i < lines.length ? lineNumberEnd(lines[i]!) : -1
    const number = end < 0 ? -1 : Number.parseInt(lines[i]!, 10)
    if (number >= 0 && number === expected) {
      expected++
      continue
    }
    if (i - first >= NUMBERED_LINES && expected > 0) {
      for (let j = first; j < i; j++) lines[j] = lines[j]!.slice(lineNumberEnd(lines[j]!))
    }
    first = i
    expected = number < 0 ? -1 : number + 1
  }
}

const MAX_LINE_NUMBER_DIGITS = 7

/** Where the text after a line number begins, or -1 when the line does not begin with one. */
function lineNumberEnd(line: string): number {
  const start = skipSpaces(line, 0)
  let end = start
  while (end - start < MAX_LINE_NUMBER_DIGITS && isDecimalDigit(line.charCodeAt(end))) end++
  if (end === start || (line[start] === '0' && end - start > 1)) return -1
  const mark = line[end] === ' ' ? end + 1 : end
  if (MARKS.includes(line[mark] ?? '-')) return line[mark + 1] === ' ' ? mark + 2 : mark + 1
  return line[end] === ' ' && line[end + 1] === ' ' ? end + 2 : -1
}

const MARKS = ':|.)│'
