import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { BYTE_COLUMNS, type Segment } from './diagram-line.js'
import { Part, type Selection } from './selection.js'
import { isInlineBehind } from './tree-rows.js'

/** A row with the rows that say more about its value: parts of the bits, inline values. */
export interface RowWithParts {
  readonly row: number
  readonly def: FieldDef
  readonly parts: number[]
}

/** A field's bytes, or a group's. */
export interface Piece extends RowWithParts {
  /** In the source's buffer. */
  readonly start: number
  readonly end: number
  /** How many groups it lies in. */
  readonly depth: number
  /** Its name is shown. */
  readonly named: boolean
}

/** What a diagram draws of one source. */
export interface SourcePieces {
  /** In the order of the bytes. */
  readonly fields: Piece[]
  /** Outer ones before those inside them. */
  readonly groups: Piece[]
  /** Rows without bytes that belong to no field: links, empty fields. */
  readonly rest: RowWithParts[]
}

/** Takes a message's rows apart by source; values without bytes go with the row before them. */
export function diagramPieces(message: Message, only: Selection | undefined): SourcePieces[] {
  const pieces = message.sources.map((): SourcePieces => ({ fields: [], groups: [], rest: [] }))
  const { rows, count } = message.tree
  let at = pieces[0]
  let last: RowWithParts | undefined
  /** Depths of the groups that are open. */
  const open: number[] = []
  for (let row = 0; row < count; row++) {
    const here = row * ROW_SIZE
    const def = fieldById(rows[here]!)
    const source = rows[here + ROW_SOURCE]!
    const depth = rows[here + ROW_DEPTH]!
    const shown = only === undefined || only.part(row) !== Part.Out
    while (open.length > 0 && open.at(-1)! >= depth) open.pop()
    if (source !== NO_SOURCE) at = pieces[source]
    if (!at) continue
    const isValue = source === NO_SOURCE || def.mask !== 0
    if (last && (def.mask !== 0 || isInlineBehind(rows, last.row, row))) last.parts.push(row)
    else if (isValue || (def.wire !== Wire.Group && rows[here + ROW_LENGTH] === 0)) {
      last = { row, def, parts: [] }
      if (shown) at.rest.push(last)
    } else {
      const start = rows[here + ROW_START]!
      const named = shown && !def.hidden
      const end = start + rows[here + ROW_LENGTH]!
      const piece = { row, def, start, end, depth: open.length, named, parts: [] }
      last = piece
      if (def.wire !== Wire.Group) at.fields.push(piece)
      else {
        if (end > start && shown) at.groups.push(piece)
        open.push(depth)
      }
    }
  }
  for (const { fields, groups } of pieces) {
    fields.sort(byStart)
    groups.sort(byStart)
  }
  return pieces
}

/** Keeps the order of those that begin together: outer ones first. */
function byStart(a: Piece, b: Piece): number {
  return a.start - b.start
}

/** Gives the pieces of one line after the other, looking at each piece only where it lies. */
export class Sweep {
  readonly #pieces: readonly Piece[]
  #next = 0
  /** Those that begin before the end of the line asked about last and go on behind it. */
  #open: Piece[] = []

  /** `pieces` are in the order of their first bytes. */
  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  /** The parts of pieces that lie between `at` and `stop`; `at` never goes back. */
  line(at: number, stop: number): Segment[] {
    while (this.#next < this.#pieces.length && this.#pieces[this.#next]!.start < stop)
      this.#open.push(this.#pieces[this.#next++]!)
    this.#open = this.#open.filter(({ end }) => end > at)
    return this.#open.map((piece) => ({
      piece,
      first: BYTE_COLUMNS * (Math.max(piece.start, at) - at),
      last: BYTE_COLUMNS * (Math.min(piece.end, stop) - at) - 2,
      from: piece.start < at,
      on: piece.end > stop,
    }))
  }
}
