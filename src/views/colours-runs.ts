import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { Part, type Selection } from './selection.js'

/** The bytes of one field. */
export interface Run {
  readonly def: FieldDef
  /** In the source's buffer. */
  readonly start: number
  readonly end: number
  /** One or two letters that stand below its bytes and before its line in the legend. */
  readonly mark: string
  /** Place in the palette; -1 for bytes that only give structure, or are shown elsewhere. */
  readonly colour: number
}

/** A row with the run it stands for, if it has one: neither groups nor parts of the bits nor values without bytes do. */
export interface LegendRow {
  readonly row: number
  readonly def: FieldDef
  readonly depth: number
  readonly run: Run | undefined
}

/** What a message's rows say about one of its sources. */
export interface ColouredSource {
  readonly source: number
  /** In the order of the tree. */
  readonly legend: readonly LegendRow[]
  /** In the order of the bytes. */
  readonly runs: readonly Run[]
}

/** Takes a message's rows apart by source; a value without bytes goes with the row before it. `colours` is the palette's size, `only` what is shown. */
export function colourSources(message: Message, colours: number, only?: Selection): ColouredSource[] {
  const makers = message.sources.map((_, source) => new SourceMaker(source, colours))
  const { rows, count } = message.tree
  let maker = makers[0]
  for (let row = 0; row < count; row++) {
    const source = rows[row * ROW_SIZE + ROW_SOURCE]!
    if (source !== NO_SOURCE) maker = makers[source]
    maker?.add(rows, row, only?.part(row) ?? Part.In)
  }
  return makers.map((each) => each.coloured())
}

class SourceMaker {
  readonly #source: number
  readonly #colours: number
  readonly #legend: LegendRow[] = []
  readonly #runs: Run[] = []
  /** Colours used so far in the group open at each depth: each group begins with the first one. */
  readonly #used: number[] = []
  #lastColour = -1
  #marks = 0

  constructor(source: number, colours: number) {
    this.#source = source
    this.#colours = colours
  }

  /** Bytes that are not asked for get neither a mark nor a colour; secrets among them stay covered. */
  add(rows: Int32Array, row: number, part: Part): void {
    const at = row * ROW_SIZE
    const def = fieldById(rows[at]!)
    const depth = rows[at + ROW_DEPTH]!
    const start = rows[at + ROW_START]!
    const length = rows[at + ROW_LENGTH]!
    const isLeaf = def.wire !== Wire.Group && def.mask === 0 && rows[at + ROW_SOURCE] !== NO_SOURCE
    if (def.wire === Wire.Group) this.#used[depth + 1] = 0
    let run: Run | undefined
    if (isLeaf && length > 0) {
      const isShown = part === Part.In
      const mark = def.hidden || !isShown ? '' : markOf(this.#marks++)
      run = { def, start, end: start + length, mark, colour: isShown ? this.#colourOf(def, depth) : -1 }
      this.#runs.push(run)
    }
    if (part !== Part.Out) this.#legend.push({ row, def, depth, run })
  }

  coloured(): ColouredSource {
    const runs = this.#runs.sort((a, b) => a.start - b.start)
    return { source: this.#source, legend: this.#legend, runs }
  }

  #colourOf(def: FieldDef, depth: number): number {
    if (!hasColour(def)) return -1
    let next = this.#used[depth] ?? 0
    if (next % this.#colours === this.#lastColour) next++
    this.#used[depth] = next + 1
    this.#lastColour = next % this.#colours
    return this.#lastColour
  }
}

/** Lengths, padding and what is shown elsewhere or not understood stay without colour, so that the values stand out. */
function hasColour({ role, elsewhere, hidden, wire }: FieldDef): boolean {
  return role !== 'length' && role !== 'padding' && !elsewhere && !hidden && wire !== Wire.Undecoded
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** `a` to `z`, `aa` to `zz`; whoever has more fields than that gets dots for the rest. */
function markOf(index: number): string {
  const { length } = LETTERS
  if (index < length) return LETTERS[index]!
  const first = Math.floor(index / length) - 1
  return first < length ? LETTERS[first]! + LETTERS[index % length]! : '..'
}
