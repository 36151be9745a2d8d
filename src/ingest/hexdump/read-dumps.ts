import { readBareRows } from './bare.js'
import { readBase64 } from './base64.js'
import { dialectNamed, type Family } from './dialects.js'
import { readHttpTexts } from './http-text.js'
import { parseLabel } from './labels.js'
import { readLiterals } from './literals.js'
import { hasHtml, MAX_TEXT, splitLines, undoHtml } from './normalise.js'
import { readOffsetDumps } from './offset-dumps.js'
import { Page } from './page.js'
import { refuseCharacterDumps, refuseDecimalDumps } from './refuse.js'
import { readSlxTrees } from './slx-tree.js'
import { dialectFacts, summarise } from './summary.js'
import { addSurroundings, isNoise } from './surroundings.js'
import type { DumpOptions, DumpReading } from './types.js'

/**
 * Finds every packet in a text: dumps in any dialect, alone or between other text. Never throws, whatever the text; time
 * and memory are linear in it.
 *
 * The readers go from the strongest evidence to the weakest, and each passes over the lines another has claimed.
 */
export function readDumps(text: string, options: DumpOptions = {}): DumpReading {
  const whole = text.length <= MAX_TEXT ? text : text.slice(0, MAX_TEXT)
  const lines = splitLines(whole)
  const page = readPage(lines, options)
  const best = hasHtml(whole) ? better(page, readPage(lines.map(undoHtml), options)) : page
  if (text.length > MAX_TEXT) reportTooLong(best)
  const dialects = dialectFacts(best.drafts)
  return {
    packets: addSurroundings(best, best.drafts),
    dialects,
    problems: best.allProblems(),
    summary: summarise(best, dialects),
  }
}

function readPage(lines: readonly string[], options: DumpOptions): Page {
  const page = new Page(lines, withFormat(options))
  const only = options.dumpFormat === undefined ? undefined : dialectNamed(options.dumpFormat)?.family
  for (const [family, read] of READERS) {
    if (only === undefined || only === family) read(page, only === family)
  }
  if (page.weak.length > 0 && isOnlyDumps(page)) for (const draft of page.weak) page.drafts.push(draft)
  page.drafts.sort((a, b) => a.line - b.line)
  return page
}

/** A page's source may have been copied, or bytes may hold `&lt;` themselves: what reads better is meant. */
function better(plain: Page, undone: Page): Page {
  const proven = ({ drafts }: Page) => drafts.filter(({ facts }) => facts.includes('gutter verified')).length
  const fewer = plain.problems.length - undone.problems.length
  const more = proven(undone) - proven(plain) || undone.drafts.length - plain.drafts.length
  return fewer > 0 || (fewer === 0 && more > 0) ? undone : plain
}

const READERS: readonly (readonly [Family, (page: Page, forced: boolean) => void])[] = [
  ['http', readHttpTexts],
  ['tree', readSlxTrees],
  ['offsets', refuseCharacterDumps],
  ['offsets', readOffsetDumps],
  ['offsets', refuseDecimalDumps],
  ['literal', readLiterals],
  ['bare', readBareRows],
  ['base64', readBase64],
]

/** A dialect asked for by name brings its byte order along. */
function withFormat(options: DumpOptions): DumpOptions {
  const order = options.dumpFormat === undefined ? undefined : dialectNamed(options.dumpFormat)?.wordOrder
  return options.wordOrder !== undefined || order === undefined ? options : { ...options, wordOrder: order }
}

/** Whether the text has no words of its own: then a few bytes are bytes, not part of a sentence. */
function isOnlyDumps(page: Page): boolean {
  const weak = new Set<number>()
  for (const { line, endLine } of page.weak) for (let i = line; i <= endLine; i++) weak.add(i)
  return page.lines.every(
    (text, line) =>
      page.claimed[line] !== 0 || weak.has(line) || isNoise(text) || parseLabel(text) !== undefined,
  )
}

function reportTooLong(page: Page): void {
  const last = page.lines.length - 1
  page.problem(
    'dump.text-too-long',
    last,
    `Line ${last + 1}: the text goes on beyond ${MAX_TEXT} characters; what follows was not read. Split it.`,
  )
}
