import { diffArrays } from 'diff'

/** Bytes of either side that are aligned; of longer values the part around the first difference. */
const MAX_BYTES = 512

/** Insertions and deletions of bytes before the two are just set one below the other. */
const MAX_EDITS = 128

/** Columns of bytes in a line, equal bytes shown around a difference, lines shown. */
const WIDTH = 16
const CONTEXT = 4
const MAX_LINES = 4

/** A line of bytes of both sides, one below the other; `..` stands where a side has none. */
export interface HexLine {
  /** Where the line's first byte stands in each value. */
  readonly atA: number
  readonly atB: number
  readonly cells: readonly HexCell[]
}

export interface HexCell {
  /** -1 for none. */
  readonly a: number
  readonly b: number
}

/** The stretches in which two values differ, aligned byte by byte; `more` says that there are further ones. */
export function hexDiff(a: Uint8Array, b: Uint8Array): { lines: HexLine[]; more: boolean } {
  const skipped = commonBeginning(a, b)
  const cells = alignBytes(a.subarray(skipped, skipped + MAX_BYTES), b.subarray(skipped, skipped + MAX_BYTES))
  const lines: HexLine[] = []
  let [atA, atB] = [skipped, skipped]
  for (let i = 0; i < cells.length; ) {
    const line = cells.slice(i, i + WIDTH)
    if (line.some(differs)) lines.push({ atA, atB, cells: line })
    atA += line.filter((cell) => cell.a >= 0).length
    atB += line.filter((cell) => cell.b >= 0).length
    i += WIDTH
  }
  const cut = Math.max(a.length, b.length) - skipped > MAX_BYTES
  return { lines: lines.slice(0, MAX_LINES), more: cut || lines.length > MAX_LINES }
}

export function differs({ a, b }: HexCell): boolean {
  return a !== b
}

/** Equal bytes before the first difference, less a little context. */
function commonBeginning(a: Uint8Array, b: Uint8Array): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at++
  return Math.max(0, at - CONTEXT)
}

function alignBytes(a: Uint8Array, b: Uint8Array): HexCell[] {
  const changes = diffArrays([...a], [...b], { maxEditLength: MAX_EDITS })
  if (changes === undefined || a.length === b.length) return sideBySide(a, b)
  const cells: HexCell[] = []
  let [i, j] = [0, 0]
  for (const { added, removed, count } of changes) {
    for (let left = count; left > 0; left--) {
      cells.push({ a: added ? -1 : a[i++]!, b: removed ? -1 : b[j++]! })
    }
  }
  return cells
}

function sideBySide(a: Uint8Array, b: Uint8Array): HexCell[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => ({ a: a[i] ?? -1, b: b[i] ?? -1 }))
}
