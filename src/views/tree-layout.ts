/** Columns of the tree, counted from 0. */
export interface Layout {
  readonly width: number
  readonly offsetDigits: number
  readonly hexAt: number
  /** Bytes shown on a line. */
  readonly bytesPerLine: number
  readonly typeAt: number
  /** The same as `typeAt` where there is no room for types. */
  readonly labelAt: number
  readonly valueAt: number
}

/** Narrower terminals get lines of this width. */
export const MIN_WIDTH = 40

/** Below these widths lines hold four bytes instead of eight, and no type. */
const WIDTH_FOR_EIGHT = 76
export const WIDTH_FOR_TYPES = 56

/** Where the columns go at a terminal width: at 80 the value has 20 columns, at 120 it has 46. */
export function layoutFor(terminalWidth: number, offsetDigits: number): Layout {
  const width = Math.max(MIN_WIDTH, terminalWidth)
  const beyond80 = Math.max(0, width - 80)
  const bytesPerLine = width >= WIDTH_FOR_EIGHT ? 8 : 4
  const typeColumns = width >= WIDTH_FOR_TYPES ? 10 + Math.min(3, beyond80 >> 2) : 0
  const labelColumns =
    width >= WIDTH_FOR_EIGHT ? 17 + Math.min(15, beyond80 >> 2) : width >= WIDTH_FOR_TYPES ? 12 : 10
  const hexAt = offsetDigits + 2
  const typeAt = hexAt + 3 * bytesPerLine + 2
  const labelAt = typeAt + typeColumns
  const valueAt = labelAt + labelColumns
  return {
    width,
    offsetDigits,
    hexAt,
    bytesPerLine,
    typeAt,
    labelAt,
    valueAt,
  }
}
