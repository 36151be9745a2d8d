import type { Message } from '../dissect/message.js'
import { ROW_DEPTH, ROW_SIZE } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import type { View } from './view.js'

/** What of a message is shown where only some fields are asked for. */
export const enum Part {
  /** Nothing. */
  Out,
  /** A heading: something below it is shown. */
  Above,
  /** The row. */
  In,
}

/** Picks fields of messages: those that fit, with all that lies below them, and the groups they are in. */
export class Selection {
  readonly #fits: (def: FieldDef) => boolean
  #parts = new Uint8Array(256)

  constructor(fits: (def: FieldDef) => boolean) {
    this.#fits = fits
  }

  /** Picks among the rows of a message; false when it has nothing that fits. */
  select({ tree: { rows, count } }: Message): boolean {
    if (this.#parts.length < count) this.#parts = new Uint8Array(2 * count)
    const parts = this.#parts
    /** Rows that are open, by depth. */
    const open: number[] = []
    let inside = Number.POSITIVE_INFINITY
    let any = false
    for (let row = 0; row < count; row++) {
      const at = row * ROW_SIZE
      const depth = rows[at + ROW_DEPTH]!
      if (depth <= inside) inside = Number.POSITIVE_INFINITY
      open.length = Math.min(open.length, depth)
      while (open.length < depth) open.push(-1)
      open[depth] = row
      if (inside === Number.POSITIVE_INFINITY && this.#fits(fieldById(rows[at]!))) {
        inside = depth
        any = true
        for (const above of open) if (above >= 0 && above !== row) parts[above] ||= Part.Above
      }
      parts[row] = inside === Number.POSITIVE_INFINITY ? Part.Out : Part.In
    }
    return any
  }

  /** What of the message asked about last is shown of a row. */
  part(row: number): Part {
    return this.#parts[row]!
  }

  /**
   * Takes the rows that are not shown, and the findings below them, out of the message asked about last. Only for views that
   * show no bytes but those of rows: what kept a secret covered may be gone.
   */
  prune(message: Message): void {
    const { tree, findings } = message
    const { rows, count } = tree
    const places: number[] = []
    let kept = 0
    for (let row = 0; row < count; row++) {
      if (this.#parts[row] === Part.Out) {
        places.push(-1)
        continue
      }
      rows.copyWithin(kept * ROW_SIZE, row * ROW_SIZE, (row + 1) * ROW_SIZE)
      places.push(kept++)
    }
    tree.count = kept
    if (message.saved) message.saved = { length: message.saved.length }
    const left = findings.splice(0).filter(({ row }) => row >= 0 && places[row]! >= 0)
    findings.push(...left.map((finding) => ({ ...finding, row: places[finding.row]! })))
  }
}

/** A view that gets only the rows picked. */
export class PrunedView implements View {
  readonly #view: View
  readonly #only: Selection

  constructor(view: View, only: Selection) {
    this.#view = view
    this.#only = only
  }

  message(message: Message): void {
    this.#only.prune(message)
    this.#view.message(message)
  }

  end(): void {
    this.#view.end()
  }
}
