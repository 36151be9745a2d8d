import { type CellKind, HEX, readCells } from './cells.js'
import type { Item } from './groups.js'
import type { GutterShape } from './gutter.js'
import { findGutter, isProof, type Sample, searchGutter } from './gutter-search.js'
import type { Page } from './page.js'
import { isOdOffset, type Steps } from './steps.js'
import { cellsEnd, type Widths } from './widths.js'

/** The byte order of a block's words, and the text column that proves it. */
export interface Order {
  readonly little: boolean
  /** Whether the byte order of words was chosen without proof. */
  readonly orderGuessed: boolean
  readonly gutter: GutterShape | undefined
}

const GUTTER_SAMPLES = 24

/** Two text columns' scores that differ by less say nothing: both show dots only. */
const CLEAR_SCORE = 0.5

/** The text column proves a byte order; without one the way the offsets are written tells, then what the bytes look like. */
export function chooseOrder(page: Page, items: readonly Item[], steps: Steps, widths: Widths): Order {
  const gutterFor = (little: boolean) => {
    const samples = takeSamples(page, widths, steps.kind, little)
    const found = findGutter(samples)
    const isBlank = samples.every(({ bytes }) => bytes.every(isSpace))
    return found === undefined && isBlank ? loneGutter(page, items, steps.kind, little) : found
  }
  const big = gutterFor(false)
  const widest = items.reduce((most, { row }) => Math.max(most, row?.digits ?? 0), 0)
  const words = steps.kind.bytes > 1 || (steps.kind === HEX && widest > 2)
  if (!words) return { little: false, orderGuessed: false, gutter: big }
  const little = gutterFor(true)
  if (page.options.wordOrder !== undefined) {
    const wanted = page.options.wordOrder === 'little'
    return { little: wanted, orderGuessed: false, gutter: wanted ? little : big }
  }
  const difference = (little?.score ?? 0) - (big?.score ?? 0)
  if (Math.abs(difference) >= CLEAR_SCORE) {
    return { little: difference > 0, orderGuessed: false, gutter: difference > 0 ? little : big }
  }
  const guess = guessOrder(page, items, steps.kind)
  return { ...guess, gutter: guess.little ? little : big }
}

/** The space and the no-break space of Latin-1. */
function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0xa0
}

/** od and hexdump print the words of the machine (little-endian) under plain offsets; xxd and tcpdump print bytes. */
function guessOrder(
  page: Page,
  items: readonly Item[],
  kind: CellKind,
): { little: boolean; orderGuessed: boolean } {
  const first = items[0]!.row!
  if (first.offsetStyle !== 'plain' || first.digits > 16) return { little: false, orderGuessed: false }
  const score = (little: boolean) => page.options.recognise?.(firstBytes(page, items, kind, little)) ?? 0
  const difference = score(true) - score(false)
  if (difference !== 0) return { little: difference > 0, orderGuessed: true }
  return { little: kind !== HEX || isOdOffset(first), orderGuessed: true }
}

/** The first rows are enough to see what a block begins with. */
const FIRST_ROWS = 96
const FIRST_ROW_BYTES = 64

function firstBytes(page: Page, items: readonly Item[], kind: CellKind, little: boolean): Uint8Array {
  const bytes = new Uint8Array(FIRST_ROWS * FIRST_ROW_BYTES)
  let at = 0
  for (const { row } of items.slice(0, FIRST_ROWS).filter((item) => item.kind === 'row')) {
    const text = page.lines[row!.line]!
    page.cells.readRow(text, row!, kind)
    const count = Math.min(page.cells.bytes, FIRST_ROW_BYTES)
    readCells(text, page.cells, kind, little, count, bytes, at)
    at += count
  }
  return bytes.subarray(0, at)
}

/** Full rows, as the steps tell them, to look for the text column on. */
function takeSamples(page: Page, widths: Widths, kind: CellKind, little: boolean): Sample[] {
  const samples: Sample[] = []
  for (const { row, bytes } of widths.known) {
    if (bytes !== widths.width) continue
    const end = cellsEnd(page, row, kind, bytes)
    if (end < 0) continue
    const text = page.lines[row.line]!
    const into = new Uint8Array(bytes)
    readCells(text, page.cells, kind, little, bytes, into, 0)
    samples.push({ text, cellsEnd: end, bytes: into, isCertain: true })
    if (samples.length === GUTTER_SAMPLES) break
  }
  return samples
}

/** The text column of packets that are one row long: no step tells where their bytes end. */
function loneGutter(
  page: Page,
  items: readonly Item[],
  kind: CellKind,
  little: boolean,
): GutterShape | undefined {
  let best: GutterShape | undefined
  for (const { row } of items.slice(0, GUTTER_SAMPLES).filter((item) => item.kind === 'row')) {
    page.cells.readRow(page.lines[row!.line]!, row!, kind)
    const found = searchGutter(page.lines[row!.line]!, page.cells, kind, little)
    if (found === undefined || !isProof(page.cells, found)) continue
    if (found.shape.score > (best?.score ?? 0)) best = found.shape
  }
  return best
}
