import { CELL_KINDS, type CellKind, type CellList, HEX } from './cells.js'
import { hexValue, isFrame } from './chars.js'
import { dialectNamed } from './dialects.js'
import type { Item } from './groups.js'
import { searchGutter } from './gutter-search.js'
import type { Page } from './page.js'
import type { Row } from './scan.js'

/**
 * The step of a block: where one offset minus the one before is exactly the bytes of that row, in one radix and one
 * notation, that radix and notation are right.
 */
export interface Steps {
  readonly radix: Radix
  readonly kind: CellKind
  /** Rows of two senders that count their offsets apart: told by indentation, by `<` and `>`, or not at all. */
  readonly streams: Streams
  /** Pairs of rows whose step fits, and whose does not. */
  readonly fits: number
  readonly misfits: number
  /** Those misfits that are an end marker's. */
  readonly endMisfits: number
}

export type Radix = 8 | 10 | 16
export type Streams = 'one' | 'indent' | 'marks'

/** Tries every radix with every notation and takes the pair that explains most steps; hex wins a draw. */
export function chooseSteps(page: Page, items: readonly Item[]): Steps {
  let best: Steps = {
    radix: page.options.offsetBase ?? 16,
    kind: HEX,
    streams: 'one',
    fits: 0,
    misfits: 0,
    endMisfits: 0,
  }
  let bestScore = -Infinity
  for (const kind of possibleKinds(page, items)) {
    for (const radix of possibleRadices(page, items)) {
      for (const streams of possibleStreams(page, items)) {
        const { score, ...counts } = countFits(page, items, radix, kind, streams)
        if (score <= bestScore) continue
        bestScore = score
        best = { radix, kind, streams, ...counts }
      }
    }
  }
  return best.fits > 0 ? best : { ...best, kind: kindByText(page, items, best.kind) }
}

/** Where no step measures the cells, the text beside them may: `01001110  N` is a byte in bits. */
function kindByText(page: Page, items: readonly Item[], chosen: CellKind): CellKind {
  let best = chosen
  let bestScore = 0
  for (const kind of possibleKinds(page, items)) {
    const { row } = items[0]!
    page.cells.readRow(page.lines[row!.line]!, row!, kind)
    const score = searchGutter(page.lines[row!.line]!, page.cells, kind, false)?.shape.score ?? 0
    if (score <= bestScore) continue
    bestScore = score
    best = kind
  }
  return best
}

function possibleRadices(page: Page, items: readonly Item[]): Radix[] {
  if (page.options.offsetBase !== undefined) return [page.options.offsetBase]
  let largest = 0
  for (const { row } of items) {
    if (row === undefined || row.offsetAt < 0) continue
    if (row.offsetStyle.startsWith('prefixed')) return [16]
    for (const digit of offsetDigits(page, row)) largest = Math.max(largest, Number.parseInt(digit, 16))
  }
  return likelyRadices(page, items).filter((radix) => radix > largest)
}

/**
 * Only od counts in octal, with seven digits, and hexdump in hex with as many. Where the steps say the same in both (a `*`
 * hid them), bytes are od's, and words are hexdump's when it padded a short row.
 */
function likelyRadices(page: Page, items: readonly Item[]): Radix[] {
  const rows = items.filter(({ kind }) => kind === 'row').map(({ row }) => row!)
  const first = rows[0]!
  if (!isOdOffset(first) || first.offsetEnd - first.offsetAt !== 7) return [16, 10]
  const short = rows.find((row) => row.cells < first.cells)
  const padded = short === undefined || page.lines[short.line]!.endsWith('  ')
  return first.digits === 2 || !padded ? [8, 10, 16] : [16, 8, 10]
}

/** The notations whose cells have as many digits as these, and whose digits these are. */
function possibleKinds(page: Page, items: readonly Item[]): CellKind[] {
  const rows = items.filter((item) => item.kind === 'row').map((item) => item.row!)
  const widest = rows.reduce((a, b) => (b.cells > a.cells ? b : a))
  const asked =
    page.options.dumpFormat === undefined ? undefined : dialectNamed(page.options.dumpFormat)?.notations
  const kinds = CELL_KINDS.filter(({ name }) => asked === undefined || asked.includes(name))
  const found = kinds.filter((kind) => {
    if (kind === HEX) return widest.digits % 2 === 0
    return (
      widest.cellStyle === 'spaced' &&
      kind.digits === widest.digits &&
      rows.every((row) => row.digits !== widest.digits || hasDigitsOf(page, row, kind.radix))
    )
  })
  return widest.digits === 6 && found.length > 1 && isOdOffset(widest) ? found.slice(1) : found
}

/** Looks at a row's first cell: its last ones may be text. */
function hasDigitsOf(page: Page, row: Row, radix: number): boolean {
  const text = page.lines[row.line]!
  for (let at = row.cellsAt; at < row.cellsAt + row.digits; at++) {
    if (hexValue(text.charCodeAt(at)) >= radix) return false
  }
  return true
}

/** od's and hexdump's offsets: seven digits (six in hex), no colon. */
export function isOdOffset(row: Row): boolean {
  const digits = row.offsetEnd - row.offsetAt
  return row.offsetStyle === 'plain' && (digits === 7 || digits === 6)
}

function possibleStreams(page: Page, items: readonly Item[]): Streams[] {
  const indents = new Set<number>()
  for (const { kind, row } of items) {
    if (kind !== 'row') continue
    const mark = streamMark(page, row!)
    if (mark === '<') return ['marks']
    if (mark === '') indents.add(indentOf(page, row!))
  }
  return indents.size === 2 ? ['one', 'indent'] : ['one']
}

/** `<` or `>` where a row begins with one of them, else ''. */
export function streamMark(page: Page, row: Row): '<' | '>' | '' {
  const before = page.lines[row.line]!.slice(0, row.offsetAt >= 0 ? row.offsetAt : row.cellsAt).trimStart()
  if (before.startsWith('<')) return '<'
  return before.startsWith('>') ? '>' : ''
}

/** Names the stream a row belongs to: rows of one stream count their offsets on. */
export function streamKey(page: Page, row: Row, streams: Streams): string {
  if (streams === 'one') return ''
  return streams === 'marks' ? streamMark(page, row) : String(indentOf(page, row))
}

function indentOf(page: Page, row: Row): number {
  return page.lines[row.line]!.search(/\S/)
}

/** A step that ends where the row's cells end counts three, one that ends at a wider space two, a wrong one minus four. */
function countFits(page: Page, items: readonly Item[], radix: Radix, kind: CellKind, streams: Streams) {
  const count = { score: scoreSqueezes(page, items, radix, kind), fits: 0, misfits: 0, endMisfits: 0 }
  if (streams === 'indent') count.score += scoreBeginnings(page, items, radix)
  forEachStep(page, items, radix, streams, (row, step, extra, next) => {
    page.cells.readRow(page.lines[row.line]!, row, kind)
    const quality = stepQuality(page.cells, step, kind, extra)
    count.score += quality === 0 ? -4 : quality
    if (quality > 0) count.fits++
    else count.misfits++
    if (quality === 0 && next.cells === 0) count.endMisfits++
    // Rows of one sender stand one below the other.
    if (next.cells > 0 && indentOf(page, next) !== indentOf(page, row)) count.score -= 1.5
  })
  return count
}

/** Two senders have their own beginnings: a stream whose first offset is not 0 is only a row that slipped. */
function scoreBeginnings(page: Page, items: readonly Item[], radix: Radix): number {
  const seen = new Set<number>()
  let score = -0.5
  for (const { kind, row } of items) {
    if (kind !== 'row' || seen.has(indentOf(page, row!))) continue
    seen.add(indentOf(page, row!))
    if (offsetOf(page, row!, radix) !== 0) score -= 4
  }
  return score
}

/** What a `*` leaves out is a whole number of rows. */
function scoreSqueezes(page: Page, items: readonly Item[], radix: Radix, kind: CellKind): number {
  let score = 0
  for (let i = 1; i + 1 < items.length; i++) {
    const above = items[i - 1]!.row
    const below = items[i + 1]!.row
    if (items[i]!.kind !== 'squeeze' || above === undefined || below === undefined) continue
    page.cells.readRow(page.lines[above.line]!, above, kind)
    const missing = offsetOf(page, below, radix) - offsetOf(page, above, radix)
    const whole = page.cells.bytes > 0 && missing > 0 && missing % page.cells.bytes === 0
    score += whole ? 1 : -4
  }
  return score
}

/** 3: exactly the row's cells; 2: up to a wider space; 0: neither. `extra` is the bytes of continuation lines. */
export function stepQuality(list: CellList, step: number, kind: CellKind, extra: number): number {
  const cells = list.cellsFor(step)
  if (cells > 0) return cells === list.count ? 3 : list.isBreak(cells) ? 2 : 0
  if (extra > 0 && step > list.bytes && step <= list.bytes + extra) return 3
  const words = kind.bytes === 2 || (kind === HEX && list.count > 0 && list.total[0]! > 1)
  return words && step === list.bytes - 1 ? 2 : 0
}

/** Calls back for every row whose next offset (or end marker) follows at once in its stream, with the difference. */
export function forEachStep(
  page: Page,
  items: readonly Item[],
  radix: Radix,
  streams: Streams,
  each: (row: Row, step: number, extra: number, next: Row) => void,
): void {
  const open = new Map<string, { row: Row; extra: number }>()
  let latest: { row: Row; extra: number } | undefined
  for (const item of items) {
    if (item.kind === 'continuation') {
      if (latest !== undefined) latest.extra += item.row!.bytes
      continue
    }
    if (item.row === undefined) {
      open.clear()
      latest = undefined
      continue
    }
    const ends = item.kind === 'end'
    const key = ends ? '' : streamKey(page, item.row, streams)
    const before = ends ? latest : open.get(key)
    if (before !== undefined) {
      const step = offsetOf(page, item.row, radix) - offsetOf(page, before.row, radix)
      if (step > 0) each(before.row, step, before.extra, item.row)
    }
    latest = ends ? undefined : { row: item.row, extra: 0 }
    if (latest !== undefined) open.set(key, latest)
    else open.clear()
  }
}

/** Digits of an address beyond these do not fit a number exactly, and are the same in every row. */
const MAX_OFFSET_DIGITS = 13

function offsetDigits(page: Page, row: Row): string {
  return page.lines[row.line]!.slice(Math.max(row.offsetAt, row.offsetEnd - MAX_OFFSET_DIGITS), row.offsetEnd)
}

/** The offset of a row's first cell. */
export function offsetOf(page: Page, row: Row, radix: number): number {
  return Number.parseInt(offsetDigits(page, row), radix) + placeOf(page, row)
}

/** fq puts each byte under its column, `0x020|         41 50|`: how many columns are empty before the first. */
export function placeOf(page: Page, row: Row): number {
  if (row.offsetStyle !== 'prefixed' || !isFrame(page.lines[row.line]!.charCodeAt(row.offsetEnd))) return 0
  return Math.max(0, Math.floor((row.cellsAt - row.offsetEnd - 1) / 3))
}
