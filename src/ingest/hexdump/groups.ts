import { isFrame, skipSpaces } from './chars.js'
import { parseLabel } from './labels.js'
import { prefixShape } from './prefix.js'
import { type Row, rowPrefix } from './scan.js'

/** What one line is to a block of rows with offsets. */
export type ItemKind =
  | 'row'
  /** Cells without an offset below a row that was too long for its line. */
  | 'continuation'
  /** `*`: the row above is repeated. */
  | 'squeeze'
  /** fq's `*  |until 0x12|`: bytes were left out. */
  | 'elided'
  /** Only an offset: where the dump ends. */
  | 'end'

export interface Item {
  readonly kind: ItemKind
  readonly line: number
  readonly row: Row | undefined
}

/** Rows with offsets that follow each other and are written alike; their columns are decided together. */
export interface Group {
  readonly items: readonly Item[]
  readonly first: Row
  /** Whether another dump begins in it behind blank lines. */
  readonly hasRestarts: boolean
  /** Line after the last one looked at. */
  readonly next: number
}

/** More blank lines than this between two rows, and they are two blocks. */
const MAX_BLANK_LINES = 2

/**
 * Collects the block that begins at line `start`, where `rows` has a row with an offset. It holds all dumps that are
 * written alike and parted by blank lines only; with `alone` just the first.
 */
export function formGroup(
  lines: readonly string[],
  rows: readonly (Row | undefined)[],
  start: number,
  alone: boolean,
): Group {
  const first = rows[start]!
  const shape = shapeOf(lines[start]!, first)
  const items: Item[] = [{ kind: 'row', line: start, row: first }]
  let last = first
  let hasRestarts = false
  let blanks = 0
  let next = start + 1
  for (let line = start + 1; line < lines.length && blanks <= MAX_BLANK_LINES; line++) {
    const text = lines[line]!
    const body = bodyBelow(text, last, lines[last.line]!)
    if (body !== undefined && body.trim() === '') {
      blanks++
      continue
    }
    const item =
      classify(text, body ?? text, shape, line, rows[line], last, blanks) ??
      (blanks === 0 && isRemainder(lines, rows, line, last) ? 'aside' : undefined)
    if (item === undefined) break
    if (item !== 'aside' && item.kind === 'row') {
      last = item.row!
      const isRestart = blanks > 0 && isZero(text, last)
      if (isRestart && alone) break
      hasRestarts ||= isRestart
    }
    if (item !== 'aside') items.push(item)
    blanks = 0
    next = line + 1
  }
  return { items, first, hasRestarts, next }
}

function classify(
  text: string,
  body: string,
  shape: string,
  line: number,
  row: Row | undefined,
  last: Row,
  blanks: number,
): Item | 'aside' | undefined {
  if (row !== undefined && row.offsetAt >= 0 && isAlike(last, row) && shapeOf(text, row) === shape) {
    return isOtherDump(text, row, last) ? undefined : { kind: 'row', line, row }
  }
  const mark = squeezeKind(body)
  if (mark !== undefined) return { kind: mark, line, row: undefined }
  if (blanks > 0) return undefined
  const end = endMarker(text, body, line, last)
  if (end !== undefined) return { kind: 'end', line, row: end }
  if (
    row !== undefined &&
    row.offsetAt < 0 &&
    row.cellStyle === 'spaced' &&
    isContinuation(text, row, last)
  ) {
    return { kind: 'continuation', line, row }
  }
  const indent = skipSpaces(text, 0)
  const isTable = last.offsetStyle === 'prefixed' && isFrame(text.charCodeAt(indent))
  return indent >= last.cellsAt || isTable ? 'aside' : undefined
}

/** The end of a line that was broken in its text column: right below it the offsets go on. */
function isRemainder(
  lines: readonly string[],
  rows: readonly (Row | undefined)[],
  line: number,
  last: Row,
): boolean {
  const below = lines[line + 1]
  const next = rows[line + 1]
  if (below === undefined || parseLabel(lines[line]!) !== undefined) return false
  if (next !== undefined && next.offsetAt >= 0 && isAlike(last, next)) return !isZero(below, next)
  return endMarker(below, below, line + 1, last) !== undefined
}

/** The text before rows, with the marks of two senders made one. */
function shapeOf(text: string, row: Row): string {
  const prefix = rowPrefix(text, row)
  return prefix === '' ? '' : prefixShape(prefix).replace(/^[<>]/, '>')
}

/** Written alike: the same kind of offset and of cells. A last row may hold one short cell only. */
function isAlike(a: Row, b: Row): boolean {
  if (a.offsetStyle !== b.offsetStyle || a.cellStyle !== b.cellStyle) return false
  return a.digits === b.digits || a.cells === 1 || b.cells === 1
}

/** Whether the row begins a dump whose offsets have another number of digits. Within a dump they only grow. */
function isOtherDump(text: string, row: Row, last: Row): boolean {
  const digits = row.offsetEnd - row.offsetAt
  return digits !== last.offsetEnd - last.offsetAt && isZero(text, row)
}

function isZero(text: string, row: Row): boolean {
  return /^0+$/.test(text.slice(row.offsetAt, row.offsetEnd))
}

/** Log prefixes are no longer. */
const MAX_PREFIX = 200

/** What stands where the rows above have their offset and cells; undefined when the line begins otherwise than they do. */
function bodyBelow(text: string, last: Row, lastText: string): string | undefined {
  const prefix = lastText.slice(0, last.offsetAt)
  if (prefix.length > MAX_PREFIX || !/[^\s|│>]/.test(prefix)) return text
  return prefixShape(text.slice(0, prefix.length)) === prefixShape(prefix)
    ? text.slice(prefix.length)
    : undefined
}

function squeezeKind(body: string): 'squeeze' | 'elided' | undefined {
  if (!body.includes('*')) return undefined
  const bare = body.replace(/[\s|│┊┆║>]/g, '')
  if (bare === '*') return 'squeeze'
  return /^[\s>]*\*\s*[|│]until 0x[0-9a-f]/i.test(body) ? 'elided' : undefined
}

/** A line of nothing but an offset, below the offsets above. */
function endMarker(text: string, body: string, line: number, last: Row): Row | undefined {
  const match = /^[\s|│>]*(?:0x)?([0-9a-f]{3,16}):?[\s|│┊]*$/i.exec(body)
  if (match === null) return undefined
  const digits = match[1]!
  const at = text.lastIndexOf(digits)
  const wide = last.offsetEnd - last.offsetAt
  if (Math.abs(at - last.offsetAt) > 1 || digits.length < wide) return undefined
  return { ...last, line, offsetAt: at, offsetEnd: at + digits.length, cells: 0, bytes: 0 }
}

/** Cells under the cells above, or at the very left where a mail program or a terminal broke the line. */
function isContinuation(text: string, row: Row, last: Row): boolean {
  if (row.digits !== last.digits && row.cells > 1 && last.cells > 1) return false
  const indent = skipSpaces(text, 0)
  return indent === row.cellsAt && (indent === 0 || Math.abs(indent - last.cellsAt) <= 1)
}
