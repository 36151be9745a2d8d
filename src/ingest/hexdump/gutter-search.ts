import { type CellKind, type CellList, readCells } from './cells.js'
import { isAlphanumeric, isFrame, skipSpaces } from './chars.js'
import {
  type GutterLayout,
  type GutterShape,
  matchCollapsedGutter,
  matchGutter,
  newMatch,
  PLAIN_LAYOUT,
} from './gutter.js'

/** The farthest a text column begins from the cells of a full row. */
const MAX_DELTA = 10
const DELTAS = Array.from({ length: MAX_DELTA }, (_, i) => i + 1)

/** A row whose number of bytes is known, to try text columns on. */
export interface Sample {
  readonly text: string
  /** Column after its last cell. */
  readonly cellsEnd: number
  readonly bytes: Uint8Array
  /** Whether the number of bytes is certain: then a text column that ends early was cut, else it tells of fewer bytes. */
  readonly isCertain: boolean
}

/** A text column is believed when at most one character in this many differs. */
const CHARACTERS_A_TYPO = 4

/** Finds the layout that fits the samples best; undefined when none fits. */
export function findGutter(samples: readonly Sample[]): GutterShape | undefined {
  if (samples.length === 0) return undefined
  let best: GutterShape | undefined
  const deltas = samples.length === 1 ? [...DELTAS, ...farDeltas(samples[0]!)] : DELTAS
  const zeros = samples.some(({ text }) => text.includes('│'))
  for (const stride of [1, 2] as const) {
    for (const parted of [false, true]) {
      for (const delta of deltas) {
        const shape = tryShape(samples, delta, { stride, parted, zeros })
        if (shape !== undefined && shape.score > (best?.score ?? 0)) best = shape
      }
    }
  }
  return best ?? findCollapsed(samples)
}

/** A text column whose spaces were made one fits when it does so for every sample. */
function findCollapsed(samples: readonly Sample[]): GutterShape | undefined {
  let proven = 0
  for (const { text, cellsEnd, bytes } of samples) {
    const found = matchCollapsedGutter(text.slice(cellsEnd), bytes)
    if (found === 0) return undefined
    proven += found
  }
  return {
    ...PLAIN_LAYOUT,
    delta: 1,
    mark: ' ',
    score: 1 + proven,
    proven,
    differ: 0,
    exact: true,
    collapsed: true,
  }
}

/** Frames with more lines than this are none. */
const MAX_FAR_DELTAS = 24

/**
 * Beside a short row the text column stands where it would beside a full one: about where the line goes on. Spaces before
 * that may belong to the text, and up to two signs to its frame.
 */
function farDeltas({ text, cellsEnd, bytes }: Sample): number[] {
  let blanks = 0
  while (bytes[blanks] === 0x20 || bytes[blanks] === 0xa0) blanks++
  const sign = skipSpaces(text, cellsEnd) - cellsEnd
  const start = textStart(text, cellsEnd)
  const around = [sign, start - cellsEnd].flatMap((next) => [
    next,
    next + 1,
    next + 2,
    next - 1,
    next - 2,
    next - blanks,
  ])
  for (let at = cellsEnd; at < start && around.length < MAX_FAR_DELTAS; at++) {
    if (isFrame(text.charCodeAt(at))) around.push(at + 1 - cellsEnd, at + 2 - cellsEnd)
  }
  return [...new Set(around)].filter((delta) => delta > MAX_DELTA)
}

/** Undefined when it does not fit; scored for proven characters and for a column that fills the line exactly. */
function tryShape(samples: readonly Sample[], delta: number, layout: GutterLayout): GutterShape | undefined {
  const match = newMatch()
  const { stride, parted } = layout
  let proven = 0
  let neutral = 0
  let differ = 0
  let blank = 0
  let shown = 0
  let filled = 0
  let seen = 0
  for (const { text, cellsEnd, bytes, isCertain } of samples) {
    const at = cellsEnd + delta
    if (text.trimEnd().length <= at) continue
    if (!isFree(text, cellsEnd, at)) return undefined
    matchGutter(text, at, bytes, 0, bytes.length, layout, match)
    seen++
    proven += match.proven
    neutral += match.neutral
    differ += match.differ - (isCertain ? match.cut : 0)
    blank += match.blank
    if (textEnd(text) > at) shown++
    const [visible, last] = [lastVisible(bytes), bytes.length - 1]
    const width = (index: number) => index * stride + 1 + (parted ? index >> 3 : 0)
    filled += Math.max(fill(text, at + width(visible)), fill(text, at + width(last)))
  }
  if (seen === 0 || differ * CHARACTERS_A_TYPO > proven + neutral + differ) return undefined
  if (proven === 0 && filled < seen) return undefined
  const mark = markBefore(samples[0]!, delta)
  // Spaces that stand for spaces are a text column only behind its mark.
  if (shown === 0 && mark === ' ') return undefined
  const plainness = (parted ? 0 : 0.25) + (stride === 1 ? 0.25 : 0)
  const score = 1 + 4 * (proven - 2 * differ) + filled - blank / 2 + plainness
  return {
    ...layout,
    delta,
    mark,
    score,
    proven,
    differ,
    exact: filled === seen,
    collapsed: false,
  }
}

/** Between cells and text stand spaces, frame lines and one mark at most. */
function isFree(text: string, from: number, to: number): boolean {
  let marks = 0
  for (let i = from; i < to; i++) {
    if (text[i] === ' ' || isFrame(text.charCodeAt(i))) continue
    if (!GUTTER_MARKS.includes(text[i]!) || ++marks > 1) return false
  }
  return true
}

const GUTTER_MARKS = '>#*:"\'[(<;='

/**
 * 1 when the text column ends where what is on the line does, but for a closing mark; 0 when more text follows. `column`
 * is after the last character that is no space.
 */
function fill(text: string, column: number): number {
  const end = text.trimEnd().length
  const last = textEnd(text)
  if (column >= last && column <= end) return 1
  if (column > end) return 0.5
  return last - column === 1 && !isAlphanumeric(text.charCodeAt(column)) && text[column] !== '.' ? 1 : 0
}

/** Column of the first character that is neither a space nor part of a table's frame. */
function textStart(text: string, from: number): number {
  let at = from
  while (at < text.length && (text.charCodeAt(at) === 0x20 || isFrame(text.charCodeAt(at)))) at++
  return at
}

/** Column after the last character that is neither a space nor part of a table's frame. */
function textEnd(text: string): number {
  let end = text.length
  while (end > 0 && (text.charCodeAt(end - 1) === 0x20 || isFrame(text.charCodeAt(end - 1)))) end--
  return end
}

/** Index of the last byte that shows: spaces at the end may be cut off. */
function lastVisible(bytes: Uint8Array): number {
  let last = bytes.length - 1
  while (last > 0 && bytes[last] === 0x20) last--
  return last
}

/** The sign that opens the text column, a space where there is none. */
function markBefore(sample: Sample, delta: number): string {
  const before = sample.text.slice(sample.cellsEnd, sample.cellsEnd + delta).trim()
  return before === '' ? ' ' : before.at(-1)!
}

/** Rows longer than this are not searched for a text column unless a step tells how long they are. */
const MAX_SEARCHED_BYTES = 512

/** In one row alone, with nothing to say how long it is, fewer typos are forgiven. */
const CHARACTERS_A_LONE_TYPO = 10

/** Signs around a text column take no more than this. */
const MARKS = 4

export interface FoundGutter {
  readonly bytes: number
  readonly shape: GutterShape
}

/** Finds, in one row alone, the number of bytes at which what follows is their text. */
export function searchGutter(
  text: string,
  list: CellList,
  kind: CellKind,
  little: boolean,
): FoundGutter | undefined {
  const end = textEnd(text)
  let best: FoundGutter | undefined
  for (let cells = list.count; cells > 0; cells--) {
    const bytes = list.total[cells - 1]!
    const cellsEnd = list.end[cells - 1]!
    const rest = end - textStart(text, cellsEnd)
    if (rest > 2 * bytes + (bytes >> 3) + MARKS) break
    if (skipSpaces(text, cellsEnd) === text.length || bytes > MAX_SEARCHED_BYTES) continue
    const into = new Uint8Array(bytes)
    readCells(text, list, kind, little, bytes, into, 0)
    const shape = findGutter([{ text, cellsEnd, bytes: into, isCertain: false }])
    if (shape === undefined || shape.differ * CHARACTERS_A_LONE_TYPO > bytes) continue
    if (shape.score > (best?.shape.score ?? 0)) best = { bytes, shape }
  }
  return best
}

/** Characters that must be proven when they stand where the next cell would. */
const PROOF_AGAINST_CELLS = 3

/** Whether a text column found in one row is more than cells that happen to look like it. */
export function isProof(list: CellList, { bytes, shape }: FoundGutter): boolean {
  return list.isBreak(list.cellsFor(bytes)) || shape.proven >= PROOF_AGAINST_CELLS
}
