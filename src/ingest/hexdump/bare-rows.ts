import { type CellList, HEX, readCells } from './cells.js'
import { hexValue, isFrame } from './chars.js'
import { type GutterShape, matchCollapsedGutter, matchGutter, newMatch } from './gutter.js'
import { type FoundGutter, isProof, searchGutter } from './gutter-search.js'
import type { Page } from './page.js'
import { type Row, rowPrefix } from './scan.js'

/** One line of bytes without an offset. */
export interface BareRow {
  readonly line: number
  readonly row: Row
  readonly prefix: string
  readonly bytes: Uint8Array
  /** Whether the rest of the line is nothing, the bytes' text, text that contradicts them, or a note. */
  readonly rest: 'none' | 'gutter' | 'wrong-gutter' | 'note'
  /** The note. */
  readonly note: string
  /** Cells of one or three digits among pairs. */
  readonly oddCells: number
  /** Column of the first such cell, or of the last digit of a stream with an odd number of digits. */
  readonly oddAt: number
}

/** What the rows of a block have in common. */
export interface RowPlan {
  readonly notation: 'hex' | 'decimal'
  readonly little: boolean
  readonly orderGuessed: boolean
  /** Whether leading zeros are left out (`2A 2 0 1`), so that single digits are no fault. */
  readonly unpadded: boolean
  readonly gutter: GutterShape | undefined
  /** Where the text column begins, from the first cell; -1 without one. */
  readonly gutterAt: number
  /** Bytes of most rows with a text column. */
  readonly width: number
}

const SAMPLE_ROWS = 24

/** Decides about a block of bare rows from its first ones. */
export function planRows(page: Page, rows: readonly Row[]): RowPlan {
  const sample = rows.slice(0, SAMPLE_ROWS)
  const words = sample.some((row) => row.digits > 2 && row.digits <= 16 && row.cells > 1)
  const gutter = planGutter(page, sample, false)
  const reversed = words ? planGutter(page, sample, true) : undefined
  const little = (reversed?.shape.score ?? 0) > (gutter?.shape.score ?? 0)
  const found = little ? reversed : gutter
  const order = found === undefined && words ? guessOrder(page, sample) : { little, orderGuessed: false }
  const forcedOrder = page.options.wordOrder
  return {
    notation: found === undefined && isDecimalAsked(page, sample) ? 'decimal' : 'hex',
    little: words && (forcedOrder === undefined ? order.little : forcedOrder === 'little'),
    orderGuessed: forcedOrder === undefined && order.orderGuessed,
    unpadded: isUnpadded(page, sample),
    gutter: found?.shape,
    gutterAt: found?.at ?? -1,
    width: found?.bytes ?? 0,
  }
}

interface PlannedGutter extends FoundGutter {
  readonly at: number
}

/** The text column most rows agree on; undefined unless at least half of them have one. */
function planGutter(page: Page, sample: readonly Row[], little: boolean): PlannedGutter | undefined {
  const found: (FoundGutter & { row: Row; end: number })[] = []
  for (const row of sample) {
    const text = page.lines[row.line]!
    page.cells.readRow(text, row, HEX)
    const one = searchGutter(text, page.cells, HEX, little)
    if (one === undefined || !isProof(page.cells, one) || !isPlain(one)) continue
    found.push({ ...one, row, end: page.cells.end[page.cells.cellsFor(one.bytes) - 1]! })
  }
  if (found.length === 0 || found.length * 2 < sample.length) return undefined
  const width = Math.max(...found.map((one) => one.bytes))
  const full = found.find((one) => one.bytes === width)!
  return { bytes: width, shape: full.shape, at: full.end - full.row.cellsAt + full.shape.delta }
}

/** Without a step to say where the bytes end, a text column must be plain to see. */
function isPlain({ bytes, shape }: FoundGutter): boolean {
  return shape.exact && (shape.proven >= 2 || bytes >= 4)
}

/** od -An -x sets its lines one space in; otherwise words without offsets are taken as bytes in order. */
function guessOrder(page: Page, sample: readonly Row[]): { little: boolean; orderGuessed: boolean } {
  const recognise = page.options.recognise
  if (recognise !== undefined) {
    const scores = [false, true].map((little) => recognise(joinRows(page, sample, little)))
    if (scores[0] !== scores[1]) return { little: scores[1]! > scores[0]!, orderGuessed: true }
  }
  const indented = sample.every((row) => row.cellsAt === 1 && row.digits === 4) && sample.length > 1
  return { little: indented, orderGuessed: true }
}

function joinRows(page: Page, rows: readonly Row[], little: boolean): Uint8Array {
  return Buffer.concat(rows.map((row) => readWhole(page.cells, page.lines[row.line]!, row, little)))
}

/** `--dump-format` may say that digits are decimal, or that they are not. */
function isDecimalAsked(page: Page, sample: readonly Row[]): boolean {
  return page.options.dumpFormat === undefined
    ? isDecimal(page, sample)
    : page.options.dumpFormat === 'decimal'
}

/** Numbers of one to three decimal digits up to 255, at least one of them not of two. */
function isDecimal(page: Page, sample: readonly Row[]): boolean {
  let uneven = false
  for (const row of sample) {
    if (row.digits > 3 || row.cellStyle !== 'spaced') return false
    for (const cell of cellTexts(page, row)) {
      if (!/^\d{1,3}$/.test(cell) || Number(cell) > 255) return false
      if (cell.length !== 2) uneven = true
    }
  }
  return uneven
}

/** A quarter of the cells with one digit is a style, fewer are faults. */
function isUnpadded(page: Page, sample: readonly Row[]): boolean {
  let single = 0
  let all = 0
  for (const row of sample) {
    if (row.digits > 2) return false
    for (const cell of cellTexts(page, row)) {
      if (cell.length === 1) single++
      all++
    }
  }
  return single * 4 >= all
}

function cellTexts(page: Page, row: Row): string[] {
  return page.lines[row.line]!.slice(row.cellsAt, row.end)
    .split(/[^0-9a-fA-F]+/)
    .filter((cell) => cell !== '')
}

/** Reads one row by its block's plan. */
export function readBareRow(page: Page, row: Row, plan: RowPlan): BareRow {
  const text = page.lines[row.line]!
  const prefix = rowPrefix(text, row)
  if (plan.notation === 'decimal') return decimalRow(page, row, prefix)
  const guttered = plan.gutter === undefined ? undefined : readGuttered(page, text, row, plan)
  const rest = withoutFrames(text.slice(row.end))
  return {
    line: row.line,
    row,
    prefix,
    bytes: guttered?.bytes ?? readWhole(page.cells, text, row, plan.little),
    rest: guttered?.rest ?? (rest === '' ? 'none' : 'note'),
    note: guttered === undefined ? rest : '',
    ...(guttered === undefined ? countOdd(page, row) : { oddCells: 0, oddAt: -1 }),
  }
}

function withoutFrames(text: string): string {
  let from = 0
  let to = text.length
  const isEdge = (code: number) => code === 0x20 || code === 0x60 || isFrame(code)
  while (from < to && isEdge(text.charCodeAt(from))) from++
  while (to > from && isEdge(text.charCodeAt(to - 1))) to--
  return text.slice(from, to)
}

/** Reads the bytes before the text column: of full width, or padded to it, or as many as the row's own text says. */
function readGuttered(
  page: Page,
  text: string,
  row: Row,
  plan: RowPlan,
): { bytes: Uint8Array; rest: 'gutter' | 'wrong-gutter' } | undefined {
  const list = page.cells
  list.readRow(text, row, HEX)
  const full = list.cellsFor(plan.width)
  const close = full > 0 ? list.end[full - 1]! + plan.gutter!.delta : -1
  if (close >= 0 && agrees(text, list, plan, plan.width, close))
    return { bytes: take(text, list, plan, plan.width), rest: 'gutter' }
  const padded = row.cellsAt + plan.gutterAt
  const before = list.bytesBefore(padded)
  if (before > 0 && before < plan.width && agrees(text, list, plan, before, padded)) {
    return { bytes: take(text, list, plan, before), rest: 'gutter' }
  }
  const own = searchGutter(text, list, HEX, plan.little)
  if (own?.shape.exact === true) return { bytes: take(text, list, plan, own.bytes), rest: 'gutter' }
  if (full <= 0) return undefined
  const bytes = take(text, list, plan, plan.width)
  const collapsed = matchCollapsedGutter(text.slice(list.end[full - 1]!), bytes) > 0
  return { bytes, rest: collapsed ? 'gutter' : 'wrong-gutter' }
}

function take(text: string, list: CellList, plan: RowPlan, count: number): Uint8Array {
  const bytes = new Uint8Array(count)
  readCells(text, list, HEX, plan.little, count, bytes, 0)
  return bytes
}

function agrees(text: string, list: CellList, plan: RowPlan, count: number, at: number): boolean {
  if (text.trimEnd().length <= at) return false
  const { differ } = matchGutter(text, at, take(text, list, plan, count), 0, count, plan.gutter!, newMatch())
  return differ === 0
}

/** All cells of a row of any length. The last digit of an odd long run is left out: what it belongs to is cut off. */
export function readWhole(list: CellList, text: string, row: Row, little: boolean): Uint8Array {
  if (row.cells === 1 && row.digits > 2)
    return readDigits(text, row.cellsAt, row.cellsAt + (row.digits & ~1), little && row.digits <= 16)
  const into = new Uint8Array(row.bytes)
  let at = row.cellsAt
  let used = 0
  while (at < row.end) {
    list.read(text, at, row.end, HEX)
    if (list.count === 0) break
    readCells(text, list, HEX, little, list.bytes, into, used)
    used += list.bytes
    at = list.end[list.count - 1]!
  }
  return into.subarray(0, used)
}

function readDigits(text: string, from: number, to: number, little: boolean): Uint8Array {
  const bytes = new Uint8Array((to - from) >> 1)
  for (let i = 0; i < bytes.length; i++) {
    const at = from + 2 * i
    bytes[little ? bytes.length - 1 - i : i] =
      (hexValue(text.charCodeAt(at)) << 4) | hexValue(text.charCodeAt(at + 1))
  }
  return bytes
}

function countOdd(page: Page, row: Row): { oddCells: number; oddAt: number } {
  if (row.cells === 1)
    return row.digits % 2 === 0 ? NONE_ODD : { oddCells: 1, oddAt: row.cellsAt + row.digits - 1 }
  page.cells.readRow(page.lines[row.line]!, row, HEX)
  let oddCells = 0
  let oddAt = -1
  for (let i = 0; i < page.cells.count; i++) {
    if ((page.cells.end[i]! - page.cells.start[i]!) % 2 === 0) continue
    if (oddCells++ === 0) oddAt = page.cells.start[i]!
  }
  return { oddCells, oddAt }
}

const NONE_ODD = { oddCells: 0, oddAt: -1 }

function decimalRow(page: Page, row: Row, prefix: string): BareRow {
  const text = page.lines[row.line]!
  const rest = withoutFrames(text.slice(row.end))
  return {
    line: row.line,
    row,
    prefix,
    bytes: Uint8Array.from(cellTexts(page, row), Number),
    rest: rest === '' ? 'none' : 'note',
    note: rest,
    ...NONE_ODD,
  }
}
