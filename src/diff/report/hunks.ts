import type { Entry } from '../diff.js'

/** Stretches of entries that hold a difference, with so many equal ones around; stretches that touch are one. */
export function hunksOf(entries: readonly Entry[], context: number): Entry[][] {
  const hunks: Entry[][] = []
  let end = -1
  for (const [index, { op }] of entries.entries()) {
    if (op === 'same') continue
    const from = Math.max(end, index - context, 0)
    const to = Math.min(entries.length, index + context + 1)
    if (from <= end && hunks.length > 0) hunks.at(-1)!.push(...entries.slice(end, to))
    else hunks.push(entries.slice(from, to))
    end = to
  }
  return hunks
}
