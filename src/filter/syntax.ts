/** A filter as it was written; docs/filter.md has the grammar. Positions count UTF-16 units of the expression. */
export type Expression = Both | Not | Test

/** All (`and`) or one (`or`) of two or more. */
export interface Both {
  readonly kind: 'and' | 'or'
  readonly of: readonly Expression[]
}

export interface Not {
  readonly kind: 'not'
  readonly of: Expression
}

/** A field that is there (no `op`), or one compared with a value (with several for `in`). */
export interface Test {
  readonly kind: 'test'
  readonly path: Value
  /** Which of its bytes count; all where there are none. */
  readonly slices: readonly Slice[]
  readonly mask: Value | undefined
  readonly op: Op | undefined
  readonly values: readonly Item[]
}

export type Op = '==' | '===' | '!=' | '!==' | '<' | '<=' | '>' | '>=' | 'contains' | 'matches' | 'in'

/** A word, or a text in quotes. */
export interface Value {
  readonly text: string
  readonly quoted: boolean
  readonly at: number
  readonly length: number
}

/** A member of a set: a value, or all from `low` to `high`. */
export type Item = Value | Range

export interface Range {
  readonly low: Value
  readonly high: Value
}

/** From an offset (from the end where negative) a number of bytes; to the end where that is undefined. */
export interface Slice {
  readonly offset: number
  readonly length: number | undefined
}

export function isRange(item: Item): item is Range {
  return 'low' in item
}
