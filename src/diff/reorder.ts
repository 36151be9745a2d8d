import { type Alignment, longestRising } from './align.js'

/** What is known of the messages of one side, by index. */
export interface Fingerprints {
  /** Equal for messages of equal content. */
  readonly content: Int32Array
  /** The value of the first sequence field, NaN where there is none. */
  readonly sequence: Float64Array
}

/** Pairs in a row that reordering is looked for in. */
const WINDOW = 64

/**
 * Messages of equal content that change places were aligned in their order. Where their sequence numbers are the same
 * ones in another order, as far apart as those of most pairs around, the numbers say which belong together.
 */
export function alignReordered(aligned: Alignment, a: Fingerprints, b: Fingerprints): Alignment {
  const ofA = aligned.ofA.slice()
  const ofB = aligned.ofB.slice()
  const moved = new Set(aligned.moved)
  const pairs: number[] = []
  for (const [i, j] of ofA.entries()) {
    if (j >= 0 && a.content[i] === b.content[j] && !Number.isNaN(a.sequence[i]! + b.sequence[j]!))
      pairs.push(i)
  }
  const distanceOf = (i: number) => b.sequence[ofA[i]!]! - a.sequence[i]!
  for (let from = 0; from < pairs.length; from += WINDOW) {
    const window = pairs.slice(from, from + WINDOW)
    const distance = mostFrequent(window.map(distanceOf))
    const odd = window.filter((i) => distanceOf(i) !== distance)
    for (const group of groupBy(odd, (i) => a.content[i]!)) {
      const places = new Map(group.map((i) => [b.sequence[ofA[i]!]!, ofA[i]!]))
      const mended = group.map((i) => [i, places.get(a.sequence[i]! + distance) ?? -1] as const)
      if (places.size < group.length || mended.some(([, j]) => j < 0)) continue
      const inOrder = new Set(longestRising(mended).map(([i]) => i))
      for (const [i, j] of mended) {
        ofA[i] = j
        ofB[j] = i
        if (inOrder.has(i)) moved.delete(i)
        else moved.add(i)
      }
    }
  }
  return { ofA, ofB, moved, bounded: aligned.bounded }
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0]
}

function groupBy(list: readonly number[], keyOf: (each: number) => number): Iterable<number[]> {
  const groups = new Map<number, number[]>()
  for (const each of list) {
    const group = groups.get(keyOf(each))
    if (group) group.push(each)
    else groups.set(keyOf(each), [each])
  }
  return groups.values()
}
