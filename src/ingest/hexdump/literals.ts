import { count } from '../../count.js'
import { type Literal, type LiteralScan, scanLiterals } from './literal-scan.js'
import type { Page } from './page.js'
import { isNamedValue } from './prefix.js'
import type { Sender } from './types.js'

/**
 * Packets written as literals of a programming language. A text (or a paragraph of one) that is mostly such a literal is a
 * packet; constants inside a program or a sentence are not.
 */
export function readLiterals(page: Page, forced: boolean): void {
  if (page.drafts.length === 0) {
    const lines = page.lines.map((text, line) => (isFence(text) || page.claimed[line] !== 0 ? '' : text))
    const text = lines.join('\n')
    if (MAY_HOLD.test(text)) {
      const scan = scanLiterals(text)
      if (isMostly(scan, WHOLE_SHARE) || (forced && scan.literals.length > 0)) {
        takeAll(page, scan, text, 0)
        return
      }
    }
  }
  forEachParagraph(page, (from, text) => readParagraph(page, from, text))
}

/** Signs that every kind of literal has one of. */
const MAY_HOLD = /[{[("'\\%<]|0x/i

/** Part of the characters that must belong to literals: of a whole text, and of a paragraph in one. */
const WHOLE_SHARE = 0.6
const PARAGRAPH_SHARE = 0.7

/** A literal in a page of other text is a packet from this many bytes on. */
const MIN_BYTES = 8

function isMostly(scan: LiteralScan, share: number): boolean {
  return scan.literals.length > 0 && scan.inside >= share * (scan.inside + scan.outside)
}

function isFence(text: string): boolean {
  return /^[\s>]*(?:```|~~~)/.test(text)
}

/** Runs of lines without blank ones, fences or claimed ones. */
function forEachParagraph(page: Page, each: (from: number, text: string) => void): void {
  let lines: string[] = []
  for (let line = 0; line <= page.lines.length; line++) {
    const text = page.lines[line]
    if (text !== undefined && text.trim() !== '' && page.claimed[line] === 0 && !isFence(text)) {
      lines.push(text)
      continue
    }
    if (lines.length > 0) each(line - lines.length, lines.join('\n'))
    lines = []
  }
}

function readParagraph(page: Page, from: number, text: string): void {
  if (!MAY_HOLD.test(text)) return
  const scan = scanLiterals(text)
  if (scan.literals.length === 0) return
  const total = scan.literals.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const reason = refusal(page, from, scan, total)
  if (reason === undefined) takeAll(page, scan, text, from)
  else if (total >= 4) page.refuse(from, reason)
}

function refusal(page: Page, from: number, scan: LiteralScan, total: number): string | undefined {
  if (!isMostly(scan, PARAGRAPH_SHARE)) return 'constants inside program code or a sentence'
  if (total < MIN_BYTES * scan.literals.length) return `a literal of only ${count(total, 'byte')}`
  const above = page.lines[from - 1] ?? ''
  const named = scan.literals.some(({ name }) => isNamedValue(name.replace(/_/g, ' '))) || isNamedValue(above)
  return named ? 'bytes that the text names as a key, a hash or the like' : undefined
}

function takeAll(page: Page, scan: LiteralScan, text: string, from: number): void {
  const lineOf = lineCounter(text, from)
  for (const literal of scan.literals) {
    const line = lineOf(literal.start)
    const endLine = lineOf(literal.end - 1)
    checkLength(page, literal, line)
    page.drafts.push({
      bytes: literal.bytes,
      line,
      endLine,
      dialect: literal.dialect,
      facts: [],
      sender: senderOf(literal),
    })
    page.claim(line, endLine)
  }
}

/** Turns growing positions into lines, in one pass over the text. */
function lineCounter(text: string, first: number): (position: number) => number {
  let line = first
  let at = 0
  return (position) => {
    for (;;) {
      const next = text.indexOf('\n', at)
      if (next < 0 || next >= position) return line
      line++
      at = next + 1
    }
  }
}

function checkLength(page: Page, literal: Literal, line: number): void {
  const { bytes, declared, cut } = literal
  if (cut) {
    page.problem(
      'dump.elided',
      line,
      `Line ${line + 1}: the dump says that more bytes followed ("..."); the packet ends where it was cut.`,
    )
  } else if (declared >= 0 && declared !== bytes.length) {
    page.problem(
      'dump.length-mismatch',
      line,
      `Line ${line + 1}: the array is declared with ${count(declared, 'byte')}, but ${bytes.length} were found.`,
    )
  }
}

/** Wireshark names the arrays of a followed stream `peer0_0`, `peer1_0`. */
function senderOf({ name }: Literal): Sender | undefined {
  const match = /^peer([01])_\d+$/.exec(name)
  return match === null ? undefined : match[1] === '0' ? 'a' : 'b'
}
