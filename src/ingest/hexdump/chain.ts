import {
  reportElision,
  reportJump,
  reportLength,
  reportSqueezeSize,
  reportTypo,
  reportUnevenSqueeze,
  reportUnknownSqueeze,
} from './chain-problems.js'
import type { ColumnPlan } from './columns.js'
import type { Page } from './page.js'
import type { ResolvedRow } from './resolve.js'

/**
 * From rows to packets: offset 0 begins one, the expected offset goes on, `*` repeats the row above up to the next
 * offset, a lone offset ends it. Rows that contradict the chain end the packet, and the reader says so: bytes after a
 * hole would stand at the wrong place.
 */

/** A packet of one block, with what is needed to join it to one that goes on further down the page. */
export interface Chained {
  bytes: Uint8Array
  readonly line: number
  endLine: number
  readonly key: string
  /** Offset of its first byte. */
  readonly base: number
  /** Offset after its last byte. */
  nextOffset: number
  /** Whether an end marker closed it. */
  closed: boolean
  /** Rows whose text column agrees, and whose does not. */
  agreeing: number
  differing: number
  /** Bytes that stand for `*` lines. */
  squeezed: number
}

/** Bytes all `*` lines of one text may stand for together: a dozen characters must not become gigabytes. */
export const MAX_SQUEEZED = 32 * 1024 * 1024

/** What is left of `MAX_SQUEEZED`, shared by the blocks of one text. */
export interface SqueezeBudget {
  left: number
}

export function chainRows(
  page: Page,
  rows: readonly ResolvedRow[],
  plan: ColumnPlan,
  budget: SqueezeBudget,
): Chained[] {
  return new Chain(page, rows, plan, budget).run()
}

/** One stream's packet in the making. */
interface Open {
  readonly packet: Chained
  readonly parts: Uint8Array[]
  last: ResolvedRow
  /** Line of a `*` not yet expanded, or -1. */
  squeeze: number
  /** Set when the chain is broken: rows are passed over until the next packet begins. */
  broken: boolean
}

class Chain {
  readonly #page: Page
  readonly #rows: readonly ResolvedRow[]
  readonly #budget: SqueezeBudget
  readonly #splits: boolean
  readonly #done: Chained[] = []
  readonly #open = new Map<string, Open>()
  #current: Open | undefined

  constructor(page: Page, rows: readonly ResolvedRow[], plan: ColumnPlan, budget: SqueezeBudget) {
    this.#page = page
    this.#rows = rows
    this.#budget = budget
    this.#splits = endsAtShortRows(page, rows, plan)
  }

  run(): Chained[] {
    this.#rows.forEach((row, index) => {
      if (row.kind === 'row') this.#take(row, index)
      else if (this.#current !== undefined) this.#mark(this.#current, row)
    })
    for (const open of this.#open.values()) this.#finish(open)
    return this.#done.sort((a, b) => a.line - b.line)
  }

  #take(row: ResolvedRow, index: number): void {
    const open = this.#open.get(row.key)
    const changed = this.#current !== open
    this.#current = open
    if (open === undefined || this.#begins(open, row, index, changed)) this.#begin(row)
    else if (open.broken) pass(open, row)
    else append(open, row)
  }

  /** Whether the row begins a packet; when not, it is the next of the open one, or that one is broken. */
  #begins(open: Open, row: ResolvedRow, index: number, changed: boolean): boolean {
    const { packet } = open
    if (open.squeeze >= 0 && !open.broken && row.offset > packet.nextOffset) this.#expand(open, row.offset)
    if (!open.broken && row.offset === packet.nextOffset) {
      return this.#splits && (changed || open.last.bytes.length < STREAM_WIDTH)
    }
    if (row.offset === 0) return true
    if (!open.broken && this.#isTypo(open, row, index)) return false
    // Blank lines part the row from the one before: another dump begins, not at its beginning.
    if (row.line > packet.endLine + 1) return true
    if (!open.broken) reportJump(this.#page, row, packet.nextOffset)
    open.broken = true
    return false
  }

  #begin(row: ResolvedRow): void {
    const before = this.#open.get(row.key)
    if (before !== undefined) this.#finish(before)
    const packet: Chained = {
      bytes: row.bytes,
      line: row.line,
      endLine: row.endLine,
      key: row.key,
      base: row.offset,
      nextOffset: row.offset,
      closed: false,
      agreeing: 0,
      differing: 0,
      squeezed: 0,
    }
    this.#current = { packet, parts: [], last: row, squeeze: -1, broken: false }
    this.#open.set(row.key, this.#current)
    append(this.#current, row)
  }

  /** A line that is no row: `*`, a gap that the dump admits, or the end. */
  #mark(open: Open, row: ResolvedRow): void {
    open.packet.endLine = row.line
    if (row.kind === 'squeeze') open.squeeze = row.line
    else if (row.kind === 'end') this.#end(open, row)
    else {
      open.broken = true
      reportElision(this.#page, row.line)
    }
  }

  #end(open: Open, row: ResolvedRow): void {
    const { packet } = open
    if (open.squeeze >= 0 && !open.broken && row.offset > packet.nextOffset) this.#expand(open, row.offset)
    packet.closed = true
    if (!open.broken && row.offset !== packet.nextOffset) reportLength(this.#page, row, packet.nextOffset)
    this.#finish(open)
    this.#open.delete(packet.key)
    this.#current = undefined
  }

  /** Repeats the last row up to an offset. */
  #expand(open: Open, to: number): void {
    const { packet, squeeze } = open
    const missing = to - packet.nextOffset
    const row = open.last.bytes
    const uneven = missing % row.length !== 0
    open.squeeze = -1
    open.broken = uneven || missing > this.#budget.left
    if (uneven) reportUnevenSqueeze(this.#page, squeeze, missing, row.length)
    else if (open.broken) reportSqueezeSize(this.#page, squeeze, missing, MAX_SQUEEZED)
    if (open.broken) return
    this.#budget.left -= missing
    const bytes = new Uint8Array(missing)
    for (let at = 0; at < missing; at += row.length) bytes.set(row, at)
    open.parts.push(bytes)
    packet.nextOffset = to
    packet.squeezed += missing
  }

  #finish(open: Open): void {
    if (open.squeeze >= 0 && !open.broken) reportUnknownSqueeze(this.#page, open.squeeze)
    open.packet.bytes = Buffer.concat(open.parts)
    this.#done.push(open.packet)
  }

  /** One wrong offset between rows that fit: the offset is mistyped, the bytes are in order. */
  #isTypo(open: Open, row: ResolvedRow, index: number): boolean {
    const expected = open.packet.nextOffset
    const next = this.#rows[index + 1]
    const fits = next?.key === row.key && next.offset === expected + row.bytes.length
    if (fits) reportTypo(this.#page, row, expected)
    return fits
  }
}

function append(open: Open, row: ResolvedRow): void {
  const { packet } = open
  open.parts.push(row.bytes)
  open.last = row
  open.squeeze = -1
  packet.nextOffset += row.bytes.length
  packet.endLine = row.endLine
  if (row.gutter === 'agrees') packet.agreeing++
  if (row.gutter === 'differs') packet.differing++
}

/** A row behind a break belongs to the packet's lines, not to its bytes. */
function pass(open: Open, row: ResolvedRow): void {
  open.last = row
  open.packet.endLine = row.endLine
}

/** Bytes of a full row in dumps of streams. */
const STREAM_WIDTH = 16

/**
 * Whether a short row in the middle ends a packet though the offsets go on: in dumps of a stream (Follow Stream, netcat)
 * each packet begins a new row. A packet of whole rows cannot be told from its successor there.
 */
function endsAtShortRows(page: Page, rows: readonly ResolvedRow[], plan: ColumnPlan): boolean {
  if (plan.streams !== 'one') return true
  if (plan.gutter?.parted !== true) return false
  const first = rows.find((row) => row.kind === 'row')
  return first !== undefined && /^[\s>]*[0-9a-f]{8} /i.test(page.lines[first.line]!)
}
