/** A cell: numbers stay numbers for JSON, absent values are undefined. Texts may be untrusted: printing escapes them. */
export type Cell = string | number | undefined | readonly SingleCell[]
/** What stands on a line of its own in a cell of several. */
export type SingleCell = string | number | undefined

export interface Column {
  /** Heading; in JSON the key, with underscores for blanks. */
  readonly name: string
  readonly align?: 'left' | 'right'
  /** Shown behind numbers in tables, not in JSON: `ms`. */
  readonly unit?: string
  /** Numbers that name something (opcodes, ports): shown without separators. */
  readonly plain?: boolean
  /** Numbers are drawn as bars, the largest of the column as this many columns. */
  readonly bar?: number
}

/** A part of a statistic: a heading and a table. */
export interface Section {
  /** As a heading: `Circuit 192.0.2.1:40000 -> 192.0.2.2:13000`. May be untrusted. */
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /** What JSON has instead of the rows by their columns. */
  readonly records?: readonly object[]
  /** Sentences below the table: what was left out, what looks wrong. */
  readonly notes?: readonly string[]
}
