import { count } from '../../count.js'
import { stripEscapes } from './normalise.js'
import type { Page } from './page.js'

/**
 * HTTP requests and responses that stand in the text as text. The head's lines get the line ends of the wire; the body is
 * exactly as long as Content-Length says when the page shows all of it.
 */
export function readHttpTexts(page: Page): void {
  for (let line = 0; line < page.lines.length; line++) {
    const start = parseStart(page.lines[line]!)
    if (start === undefined) continue
    const head = readHead(page, line, start.prefix)
    if (head === undefined) continue
    const body = readBody(page, head, start.prefix)
    page.drafts.push({
      bytes: Buffer.concat([Buffer.from(`${head.lines.join('\r\n')}\r\n\r\n`), body.bytes]),
      line,
      endLine: body.last,
      dialect: 'http',
      facts: [],
      sender: start.isRequest ? 'client' : 'server',
      isText: true,
    })
    page.claim(line, body.last)
    line = body.last
  }
}

interface Start {
  /** Indentation or quoting in front of every line. */
  readonly prefix: string
  readonly isRequest: boolean
}

const MAX_START_LINE = 8192
const START =
  /^([\s>|]*)(?:((?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|CONNECT|TRACE) \S+ HTTP\/1\.[01])|HTTP\/1\.[01] \d{3}(?: .*)?)$/

function parseStart(text: string): Start | undefined {
  if (text.length > MAX_START_LINE || !text.includes('HTTP/1.')) return undefined
  const match = START.exec(text.trimEnd())
  return match === null ? undefined : { prefix: match[1]!, isRequest: match[2] !== undefined }
}

interface Head {
  readonly lines: readonly string[]
  /** Index of the line after it. */
  readonly next: number
  /** Content-Length, or -1. */
  readonly length: number
}

const HEADER = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}:(?: |$|\S)/

/** The start line and at least one header: a start line alone may stand in a sentence. */
function readHead(page: Page, from: number, prefix: string): Head | undefined {
  const lines = [page.lines[from]!.slice(prefix.length).trimEnd()]
  let length = -1
  let line = from + 1
  for (; line < page.lines.length; line++) {
    const text = unprefixed(page.lines[line]!, prefix)?.trimEnd()
    if (text === undefined || !HEADER.test(text)) break
    lines.push(text)
    const value = /^content-length:\s*(\d{1,12})$/i.exec(text)
    if (value !== null) length = Number(value[1])
  }
  return lines.length < 2 ? undefined : { lines, next: line, length }
}

/** The line without its prefix; '' for blank lines, undefined for lines that stand further left. */
function unprefixed(text: string, prefix: string): string | undefined {
  if (text.startsWith(prefix)) return text.slice(prefix.length)
  return text.trim() === '' || text.trimEnd() === prefix.trimEnd() ? '' : undefined
}

interface Body {
  readonly bytes: Uint8Array
  /** Index of the message's last line. */
  readonly last: number
}

function readBody(page: Page, head: Head, prefix: string): Body {
  const none = { bytes: new Uint8Array(0), last: head.next - 1 }
  if (head.length === 0 || head.next >= page.lines.length || !page.isBlank(head.next)) return none
  const first = head.next + 1
  const lines = bodyLines(page, first, prefix)
  if (head.length < 0) return /^\s*[<{[]/.test(lines[0] ?? '') ? paragraph(lines, first) : none
  const whole = fitBody(lines, head.length, first)
  if (whole !== undefined) return whole
  const part = lines[0] === undefined || lines[0] === '' ? none : paragraph(lines, first)
  const shown = Math.min(part.bytes.length, head.length)
  page.problem(
    'dump.http-body',
    first,
    `Line ${first + 1}: Content-Length says ${count(head.length, 'byte')}, but no such body is in the text; ${shown} up to ` +
      'the next blank line were taken.',
  )
  return { bytes: part.bytes.subarray(0, head.length), last: part.last }
}

/** The lines that can belong to a body: up to the next HTTP message or a line further left. */
function bodyLines(page: Page, from: number, prefix: string): string[] {
  const lines: string[] = []
  for (let line = from; line < page.lines.length; line++) {
    const text = unprefixed(stripEscapes(page.raw[line]!), prefix)
    if (text === undefined || parseStart(page.lines[line]!) !== undefined) break
    lines.push(text)
  }
  return lines
}

function paragraph(lines: readonly string[], first: number): Body {
  const blank = lines.indexOf('')
  const taken = blank < 0 ? lines : lines.slice(0, blank)
  return { bytes: Buffer.from(taken.join('\n')), last: first + taken.length - 1 }
}

/** What copying may have done to a body, the likeliest first. */
const COPIES: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => line.replace(/\u00a0/g, ' '),
  (line) => line.replace(/\u00a0/g, ' ').trimEnd(),
]

/** The lines that are exactly `length` bytes with one of the line ends, as they are or as they were before copying. */
function fitBody(lines: readonly string[], length: number, first: number): Body | undefined {
  for (const copy of COPIES) {
    for (const lineEnd of ['\n', '\r\n']) {
      const fit = fitLines(lines, length, lineEnd, copy)
      if (fit !== undefined) return { bytes: fit.bytes, last: first + fit.count - 1 }
    }
  }
  return undefined
}

function fitLines(lines: readonly string[], length: number, lineEnd: string, copy: (line: string) => string) {
  let total = 0
  for (let count = 1; count <= lines.length; count++) {
    total += Buffer.byteLength(copy(lines[count - 1]!))
    const closed = total + lineEnd.length
    if (total === length || closed === length) {
      const body = lines.slice(0, count).map(copy).join(lineEnd) + (closed === length ? lineEnd : '')
      return { bytes: Buffer.from(body), count }
    }
    if (total > length) return undefined
    total = closed
  }
  return undefined
}
