import { count } from '../../count.js'
import { hexValue, isHexDigit } from './chars.js'
import type { Page } from './page.js'
import type { Sender } from './types.js'

/**
 * slx's own tree, pasted back: a heading line for each message, then rows that begin with an offset and bytes.
 *
 *     #2  66.150.244.151:12036 -> 192.168.1.3:37998  UDP  36 bytes
 *     0008  2f c7 ac c1 79 ca f6 24   LLUUID      Token          2fc7acc1-79ca-f624-
 *
 * Rows below a line that names other bytes (`      zero-expanded, 120 bytes`) are no part of the message.
 */
export function readSlxTrees(page: Page): void {
  const speakers = new Map<string, string>()
  for (let line = 0; line < page.lines.length; line++) {
    const heading = parseHeading(page.lines[line]!)
    if (heading === undefined) continue
    const end = sectionEnd(page, line + 1)
    const section = readSection(page, line + 1, end)
    if (section.bytes.length > 0) {
      checkLength(page, line, heading.length, section)
      page.drafts.push({
        bytes: Uint8Array.from(section.bytes),
        line,
        endLine: section.last,
        dialect: 'slx',
        facts: ['offsets hex'],
        sender: senderOf(heading, speakers),
      })
      page.claim(line, end - 1)
    }
    line = end - 1
  }
}

interface Heading {
  readonly from: string
  readonly to: string
  /** Bytes of the message, or -1. */
  readonly length: number
}

const HEADING =
  /^#\d{1,12} {2}(?:(\S{1,64}) -> (\S{1,64}) {2})?(?:UDP|TCP|payload) {2}(?:\d+ of )?(\d{1,12}) bytes?\b/

function parseHeading(text: string): Heading | undefined {
  if (!text.startsWith('#')) return undefined
  const match = HEADING.exec(text)
  return match === null ? undefined : { from: match[1] ?? '', to: match[2] ?? '', length: Number(match[3]) }
}

/** The next heading, or the end of the text. */
function sectionEnd(page: Page, from: number): number {
  let line = from
  while (line < page.lines.length && parseHeading(page.lines[line]!) === undefined) line++
  return line
}

interface Section {
  readonly bytes: number[]
  readonly last: number
}

const OTHER_BYTES = /^ {6}([a-z][a-z0-9 -]*), \d+ bytes?$/

function readSection(page: Page, from: number, end: number): Section {
  const bytes: number[] = []
  let last = from - 1
  let own = true
  for (let line = from; line < end; line++) {
    const text = page.lines[line]!
    const source = OTHER_BYTES.exec(text)
    if (source !== null) own = source[1] === 'message'
    else if (own && addRow(text, bytes)) last = line
  }
  return { bytes, last }
}

/** Adds the bytes of a row that goes on where the ones before ended. */
function addRow(text: string, bytes: number[]): boolean {
  const offset = /^([0-9a-f]{4,8}) {2}/.exec(text)
  if (offset === null || Number.parseInt(offset[1]!, 16) !== bytes.length) return false
  const before = bytes.length
  for (let at = offset[0].length; isPair(text, at); at += 3) {
    bytes.push((hexValue(text.charCodeAt(at)) << 4) | hexValue(text.charCodeAt(at + 1)))
    if (text[at + 2] !== ' ') break
  }
  return bytes.length > before
}

function isPair(text: string, at: number): boolean {
  const after = at + 2 >= text.length || text[at + 2] === ' '
  return after && isHexDigit(text.charCodeAt(at)) && isHexDigit(text.charCodeAt(at + 1))
}

function checkLength(page: Page, line: number, length: number, section: Section): void {
  if (length === section.bytes.length) return
  page.problem(
    'dump.length-mismatch',
    line,
    `Line ${line + 1}: the heading says ${count(length, 'byte')}, but the rows below show ${section.bytes.length} in a row: a value ` +
      'is masked or shortened, or rows are missing. The packet ends where they do.',
  )
}

/** Roles where the heading has them; else the first to speak between two addresses is one peer, the other the other. */
function senderOf({ from, to }: Heading, speakers: Map<string, string>): Sender | undefined {
  if (from === 'client' || from === 'server') return from
  if (from === '' || from === '?') return undefined
  const pair = [from, to].sort().join(' ')
  const first = speakers.get(pair) ?? from
  speakers.set(pair, first)
  return from === first ? 'a' : 'b'
}
