import type { FieldDef } from '../fields/definition.js'

/** Columns of a row. */
export const ROW_DEF = 0
export const ROW_SOURCE = 1
export const ROW_START = 2
export const ROW_LENGTH = 3
export const ROW_DEPTH = 4
/** Numbers a row takes in `FieldTree.rows`. */
export const ROW_SIZE = 5

/** In ROW_SOURCE: the value is derived and ROW_START is its index in `FieldTree.derived`. */
export const NO_SOURCE = -1

export type DerivedValue = string | number | boolean

/**
 * The fields of one message as flat rows in one reused array: definition id, source, start (in the
 * source's buffer), length, depth. Values are read from the bytes when a view asks. Children follow
 * their group at a greater depth.
 */
export class FieldTree {
  rows = new Int32Array(ROW_SIZE * 256)
  /** Rows in use. */
  count = 0
  readonly derived: DerivedValue[] = []
  /** Derived values in use; what lies behind them is left from other messages. */
  derivedCount = 0

  clear(): void {
    this.count = 0
    this.derivedCount = 0
  }

  /** Adds a row and returns its index. */
  add(def: FieldDef, source: number, start: number, length: number, depth: number): number {
    return this.addById(def.id, source, start, length, depth)
  }

  /** The same, given the definition's id. */
  addById(id: number, source: number, start: number, length: number, depth: number): number {
    const index = this.count
    const at = index * ROW_SIZE
    if (at + ROW_SIZE > this.rows.length) this.#grow()
    const rows = this.rows
    rows[at] = id
    rows[at + ROW_SOURCE] = source
    rows[at + ROW_START] = start
    rows[at + ROW_LENGTH] = length
    rows[at + ROW_DEPTH] = depth
    this.count = index + 1
    return index
  }

  /**
   * Adds fields that follow one another from `start` on, without a look at the room that MAX_FIELDS leaves: `layout` holds
   * the definition's id and the bytes of each in turn, from `at` on. Returns where the last one ends.
   */
  addFields(
    layout: Int32Array,
    at: number,
    count: number,
    source: number,
    start: number,
    depth: number,
  ): number {
    let to = this.count * ROW_SIZE
    while (to + count * ROW_SIZE > this.rows.length) this.#grow()
    const rows = this.rows
    const last = at + 2 * count
    let pos = start
    for (let from = at; from < last; from += 2) {
      const length = layout[from + 1]!
      rows[to] = layout[from]!
      rows[to + ROW_SOURCE] = source
      rows[to + ROW_START] = pos
      rows[to + ROW_LENGTH] = length
      rows[to + ROW_DEPTH] = depth
      to += ROW_SIZE
      pos += length
    }
    this.count += count
    return pos
  }

  /** Adds a value that has no bytes of its own. */
  derive(def: FieldDef, value: DerivedValue, depth: number): number {
    const index = this.derivedCount++
    this.derived[index] = value
    return this.add(def, NO_SOURCE, index, 0, depth)
  }

  /** Sets the length of a group's row once its end is known. */
  setEnd(row: number, end: number): void {
    const at = row * ROW_SIZE
    this.rows[at + ROW_LENGTH] = end - this.rows[at + ROW_START]!
  }

  #grow(): void {
    const larger = new Int32Array(this.rows.length * 2)
    larger.set(this.rows)
    this.rows = larger
  }
}
