import { isAlphanumeric, isSeparator } from './chars.js'
import { newToken, type OffsetStyle, readToken, type Token } from './tokens.js'

/**
 * Finds, in one pass over a line, the run of cells that could be bytes: `[prefix] [offset] cell cell cell [rest]`.
 *
 * The run is taken as long as it can be: where it ends and a text column begins that happens to look like hex is decided
 * for the whole block (columns.ts), never here.
 */

/** `00 01`, `00-01-02`, `0x00 0x01`. */
export type CellStyle = 'spaced' | 'joined' | 'prefixed'

export interface Row {
  /** Index of the line, 0-based. */
  readonly line: number
  /** The offset's digits are `[offsetAt, offsetEnd)`; -1 without an offset. */
  readonly offsetAt: number
  readonly offsetEnd: number
  readonly offsetStyle: OffsetStyle
  readonly cellStyle: CellStyle
  /** The run is `[cellsAt, end)`; it may reach into the text column. */
  readonly cellsAt: number
  readonly end: number
  /** Digits of the first cell: all cells have as many, but for a shorter last one and for odd ones. */
  readonly digits: number
  readonly cells: number
  /** Bytes of the run when every two digits are a byte. */
  readonly bytes: number
}

interface Run {
  offset: Token | undefined
  cellStyle: CellStyle
  cellsAt: number
  end: number
  digits: number
  cells: number
  bytes: number
  /** Set when a shorter cell ended the run: xxd's last group. */
  short: boolean
  open: boolean
  /** Whether no letter or digit stands before it. */
  first: boolean
}

/** The token at hand and the two before it; three objects serve every line. */
const tokens = [newToken(), newToken(), newToken()] as const

/** The best candidate of a line, or undefined when nothing in it could be bytes. */
export function scanRow(text: string, line: number): Row | undefined {
  let best: Run | undefined
  let run: Run | undefined
  let before: Token | undefined
  let previous: Token | undefined
  let firstWord = -1
  let at = 0
  for (let count = 0; ; count++) {
    while (at < text.length && isSeparator(text.charCodeAt(at))) at++
    if (at >= text.length) break
    const token = readToken(text, at, tokens[(count % 3) as 0 | 1 | 2])
    at = token.end
    if (firstWord < 0 && (token.kind !== 'other' || hasWord(text, token))) firstWord = token.start
    if (run !== undefined && extend(run, token, previous!)) {
      before = previous
      previous = token
      continue
    }
    const ended = run
    run = beginRun(token, previous, before, ended)
    if (run !== undefined) run.first = (run.offset?.start ?? run.cellsAt) === firstWord
    const wasOffset =
      ended?.cells === 1 && ended.offset === undefined && run?.offset?.start === previous?.start
    if (ended !== undefined && !wasOffset) best = better(best, ended)
    before = previous
    previous = token
  }
  if (run !== undefined) best = better(best, run)
  return best === undefined ? undefined : toRow(best, line)
}

function hasWord(text: string, token: Token): boolean {
  for (let i = token.start; i < token.end; i++) if (isAlphanumeric(text.charCodeAt(i))) return true
  return false
}

/** Whether the token belongs to the run; the run then ends after it. */
function extend(run: Run, token: Token, previous: Token): boolean {
  if (run.short || !run.open) return false
  if (run.cellStyle === 'prefixed') {
    return token.kind === 'prefixed' && token.digits === run.digits && grow(run, token, 1)
  }
  if (run.cellStyle === 'joined') return false
  if (token.kind === 'joined') return run.digits === 2 && token.pairs === 2 && grow(run, token, 2)
  if (token.kind !== 'hex') return false
  if (token.digits === run.digits) return grow(run, token, 1)
  if (run.digits === 2) {
    const odd = token.digits === 1 || token.digits === 3
    return odd && token.start - previous.end === 1 && grow(run, token, 1)
  }
  if (token.digits < run.digits && token.digits % 2 === 0 && (run.offset !== undefined || run.cells > 1)) {
    run.short = true
    return grow(run, token, 1)
  }
  return false
}

function grow(run: Run, token: Token, cells: number): true {
  run.end = token.digitsEnd
  run.cells += cells
  run.bytes += token.kind === 'joined' ? token.pairs : (token.digits + 1) >> 1
  return true
}

/** Begins a run at the token, or at the one before it when that was wrongly taken as the last cell of another run. */
function beginRun(
  token: Token,
  previous: Token | undefined,
  before: Token | undefined,
  ended: Run | undefined,
): Run | undefined {
  if (token.kind === 'other' || token.kind === 'offset') return undefined
  if (token.kind === 'joined') return newRun(token, offsetFor(token, previous), 'joined', token.pairs)
  if (token.kind === 'prefixed') {
    return token.digits === 2 ? newRun(token, offsetFor(token, previous), 'prefixed', 1) : undefined
  }
  const takenAsShort = ended?.short === true && previous?.kind === 'hex' && previous.digits === token.digits
  const loneDigit = token.digits === 2 && previous?.kind === 'hex' && previous.digits === 1
  if (takenAsShort || (loneDigit && token.start - previous.end === 1)) {
    const run = newRun(previous, offsetFor(previous, before), 'spaced', 1)
    if (loneDigit) run.digits = 2
    grow(run, token, 1)
    return run
  }
  return token.digits > 1 ? newRun(token, offsetFor(token, previous), 'spaced', 1) : undefined
}

/** The token before the first cell, when it can be an offset. */
function offsetFor(token: Token, previous: Token | undefined): Token | undefined {
  if (previous === undefined) return undefined
  if (previous.kind === 'offset') return previous
  if (previous.kind === 'prefixed') return previous.digits > 2 ? previous : undefined
  return previous.kind === 'hex' && previous.digits > 2 && previous.digits !== token.digits
    ? previous
    : undefined
}

function newRun(token: Token, offset: Token | undefined, cellStyle: CellStyle, cells: number): Run {
  const joined = cellStyle === 'joined'
  return {
    offset: offset === undefined ? undefined : { ...offset },
    cellStyle,
    cellsAt: token.digitsAt,
    end: token.digitsEnd,
    digits: joined ? 2 : token.digits,
    cells,
    bytes: joined ? token.pairs : (token.digits + 1) >> 1,
    short: false,
    open: !joined,
    first: false,
  }
}

/** A run at the line's beginning with an offset or two cells is the row; else the longest run is. */
function better(best: Run | undefined, run: Run): Run {
  if (best === undefined) return run
  if (leads(best) !== leads(run)) return leads(best) ? best : run
  return run.bytes > best.bytes || (run.bytes === best.bytes && run.offset !== undefined) ? run : best
}

function leads(run: Run): boolean {
  return run.first && (run.offset !== undefined || (run.cells > 1 && run.cellStyle === 'spaced'))
}

function toRow(run: Run, line: number): Row {
  const offset = run.offset
  return {
    line,
    offsetAt: offset?.digitsAt ?? -1,
    offsetEnd: offset?.digitsEnd ?? -1,
    offsetStyle: offset === undefined ? 'none' : offset.style,
    cellStyle: run.cellStyle,
    cellsAt: run.cellsAt,
    end: run.end,
    digits: run.digits,
    cells: run.cells,
    bytes: run.bytes,
  }
}

/** The text before the row: a quote mark, a log prefix, a label, or nothing. */
export function rowPrefix(text: string, row: Row): string {
  let end = row.offsetAt >= 0 ? row.offsetAt : row.cellsAt
  if (text.slice(end - 2, end).toLowerCase() === '0x') end -= 2
  let from = 0
  while (from < end && isSeparator(text.charCodeAt(from))) from++
  return text.slice(from, end).trimEnd()
}
