import { diffArrays } from 'diff'

/** What is compared, reduced to numbers. */
export interface Sequence {
  /** Equal for elements of equal content. */
  readonly content: Int32Array
  /** Equal for elements of one kind. */
  readonly kind: Int32Array
}

/** Which elements of two sequences belong together. */
export interface Alignment {
  /** Index in the other sequence, -1 for none: of each element of the first and of the second. */
  readonly ofA: Int32Array
  readonly ofB: Int32Array
  /** Pairs, by index in the first, that stand at another place in the second. */
  readonly moved: ReadonlySet<number>
  /** The work allowed did not do: some parts were aligned by place only. */
  readonly bounded: boolean
}

/** How alike two elements of one kind are, from 0 to 1. */
export type Likeness = (a: number, b: number) => number

/** Insertions and deletions that one stretch between anchors may have before it is aligned by place. */
const MAX_EDITS = 1000

/** Cells of the table that aligns a short stretch by likeness. */
const MAX_CELLS = 20_000

/**
 * Aligns two sequences: what is equal at both ends, then contents that occur once on both sides, between them the
 * longest common run of contents, then of kinds; where few are left, the most alike of one kind. What is left over
 * on both sides with equal content has moved.
 */
export function align(a: Sequence, b: Sequence, likeness: Likeness): Alignment {
  const aligner = new Aligner(a, b, likeness)
  aligner.range(0, a.content.length, 0, b.content.length)
  aligner.findMoved()
  return aligner
}

class Aligner implements Alignment {
  readonly ofA: Int32Array
  readonly ofB: Int32Array
  readonly moved = new Set<number>()
  bounded = false
  readonly #a: Sequence
  readonly #b: Sequence
  readonly #likeness: Likeness

  constructor(a: Sequence, b: Sequence, likeness: Likeness) {
    this.#a = a
    this.#b = b
    this.#likeness = likeness
    this.ofA = new Int32Array(a.content.length).fill(-1)
    this.ofB = new Int32Array(b.content.length).fill(-1)
  }

  /** Aligns elements `a0..a1` of the first with `b0..b1` of the second. */
  range(a0: number, a1: number, b0: number, b1: number): void {
    let [fromA, toA, fromB, toB] = [a0, a1, b0, b1]
    const [a, b] = [this.#a.content, this.#b.content]
    while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) this.#pair(fromA++, fromB++)
    while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) this.#pair(--toA, --toB)
    if (fromA === toA || fromB === toB) return
    const anchors = anchorsIn(a, fromA, toA, b, fromB, toB)
    if (anchors.length === 0) this.#byContent(fromA, toA, fromB, toB)
    else {
      for (const [i, j] of anchors) {
        this.range(fromA, i, fromB, j)
        this.#pair(i, j)
        fromA = i + 1
        fromB = j + 1
      }
      this.range(fromA, toA, fromB, toB)
    }
  }

  /** Pairs what is left over on both sides with equal content. */
  findMoved(): void {
    const waiting = new Map<number, number[]>()
    for (const [j, i] of this.ofB.entries()) {
      if (i >= 0) continue
      const content = this.#b.content[j]!
      const places = waiting.get(content)
      if (places) places.push(j)
      else waiting.set(content, [j])
    }
    for (const [i, j] of this.ofA.entries()) {
      if (j >= 0) continue
      const place = waiting.get(this.#a.content[i]!)?.shift()
      if (place === undefined) continue
      this.#pair(i, place)
      this.moved.add(i)
    }
  }

  #byContent(a0: number, a1: number, b0: number, b1: number): void {
    const [a, b] = [this.#a.content, this.#b.content]
    const gaps = commonRuns(a, a0, a1, b, b0, b1, (i, j) => this.#pair(i, j))
    if (gaps === undefined) this.#byKind(a0, a1, b0, b1)
    else for (const [ga0, ga1, gb0, gb1] of gaps) this.#byKind(ga0, ga1, gb0, gb1)
  }

  #byKind(a0: number, a1: number, b0: number, b1: number): void {
    if (a0 === a1 || b0 === b1) return
    if ((a1 - a0 + 1) * (b1 - b0 + 1) <= MAX_CELLS) {
      this.#byLikeness(a0, a1, b0, b1)
      return
    }
    const [a, b] = [this.#a.kind, this.#b.kind]
    if (commonRuns(a, a0, a1, b, b0, b1, (i, j) => this.#pair(i, j)) !== undefined) return
    this.bounded = true
    for (let i = a0, j = b0; i < a1 && j < b1; i++, j++) if (a[i] === b[j]) this.#pair(i, j)
  }

  /** The pairs of one kind, in order, that are most alike altogether. */
  #byLikeness(a0: number, a1: number, b0: number, b1: number): void {
    const [a, b] = [this.#a.kind, this.#b.kind]
    const width = b1 - b0 + 1
    const best = new Float64Array((a1 - a0 + 1) * width)
    const gain = new Float64Array(best.length)
    for (let i = a1 - 1; i >= a0; i--) {
      for (let j = b1 - 1; j >= b0; j--) {
        const at = (i - a0) * width + (j - b0)
        if (a[i] === b[j]) gain[at] = KIND_GAIN + this.#likeness(i, j)
        best[at] = Math.max(
          best[at + width]!,
          best[at + 1]!,
          gain[at]! > 0 ? gain[at]! + best[at + width + 1]! : 0,
        )
      }
    }
    for (let i = a0, j = b0; i < a1 && j < b1; ) {
      const at = (i - a0) * width + (j - b0)
      if (gain[at]! > 0 && best[at] === gain[at]! + best[at + width + 1]!) this.#pair(i++, j++)
      else if (best[at] === best[at + width]) i++
      else j++
    }
  }

  #pair(i: number, j: number): void {
    this.ofA[i] = j
    this.ofB[j] = i
  }
}

/** What it is worth that two elements are of one kind, beside their likeness of at most 1. */
const KIND_GAIN = 0.5

type Gap = readonly [a0: number, a1: number, b0: number, b1: number]

/** Pairs the longest common subsequence and returns what lies between; undefined (and nothing paired) when that takes too long. */
function commonRuns(
  a: Int32Array,
  a0: number,
  a1: number,
  b: Int32Array,
  b0: number,
  b1: number,
  pair: (i: number, j: number) => void,
): Gap[] | undefined {
  const changes = diffArrays([...a.subarray(a0, a1)], [...b.subarray(b0, b1)], { maxEditLength: MAX_EDITS })
  if (changes === undefined) return undefined
  const gaps: Gap[] = []
  let [i, j] = [a0, b0]
  let [gapA, gapB] = [i, j]
  for (const { added, removed, count } of changes) {
    if (removed) i += count
    else if (added) j += count
    else {
      gaps.push([gapA, i, gapB, j])
      for (let left = count; left > 0; left--) pair(i++, j++)
      gapA = i
      gapB = j
    }
  }
  gaps.push([gapA, i, gapB, j])
  return gaps
}

/** Contents that occur once on either side, as pairs of places that rise on both sides: as many as possible. */
function anchorsIn(
  a: Int32Array,
  a0: number,
  a1: number,
  b: Int32Array,
  b0: number,
  b1: number,
): [number, number][] {
  const onceA = placesOfSingles(a, a0, a1)
  const onceB = placesOfSingles(b, b0, b1)
  const common: [number, number][] = []
  for (const [content, i] of onceA) {
    const j = onceB.get(content)
    if (i >= 0 && j !== undefined && j >= 0) common.push([i, j])
  }
  return longestRising(common)
}

/** The place of each content, -1 where it has several; in order of place. */
function placesOfSingles(list: Int32Array, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>()
  for (let i = from; i < to; i++) places.set(list[i]!, places.has(list[i]!) ? -1 : i)
  return places
}

/** Of pairs that rise in their first number, the most that rise in the second too. */
export function longestRising<P extends readonly [number, number]>(pairs: readonly P[]): P[] {
  /** Index of the pair that ends the best run of each length. */
  const ends: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  for (const [index, [, j]] of pairs.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[ends[middle]!]![1] < j) low = middle + 1
      else high = middle
    }
    if (low > 0) before[index] = ends[low - 1]!
    ends[low] = index
  }
  const run: P[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) run.push(pairs[at]!)
  return run.reverse()
}
