/** Ids shorter than this are told apart by their field; longer ones mean the same wherever they occur. */
const LEAST_GLOBAL = 8

/**
 * Which id of one side stands for which of the other. While votes are taken every pairing is allowed and counted; then the
 * pairings met most often make the renaming, one to one, and whoever pairs otherwise breaks it.
 */
export class Renaming {
  readonly #votes = new Map<string, Map<string, number>>()
  #forth: Map<string, string> | undefined

  /** Ids that have another name on the other side. */
  get renamed(): number {
    let count = 0
    for (const [a, b] of this.#forth ?? []) if (a !== b) count++
    return count
  }

  /** Whether the ids, as hex, may stand for each other. Zeros stand for zeros only. */
  fits(path: string, a: string, b: string): boolean {
    if (isZero(a) || isZero(b)) return isZero(a) && isZero(b)
    const [keyA, keyB] = keysOf(path, a, b)
    if (this.#forth) return this.#forth.get(keyA) === keyB
    const votes = this.#votes.get(keyA)
    if (!votes) this.#votes.set(keyA, new Map([[keyB, 1]]))
    else votes.set(keyB, (votes.get(keyB) ?? 0) + 1)
    return true
  }

  /** Ends the voting. Returns whether every pairing that was allowed still is: no id stands for two. */
  settle(): boolean {
    const candidates = [...this.#votes].flatMap(([a, votes]) =>
      [...votes].map(([b, count]) => ({ a, b, count })),
    )
    // Equal counts go by the order they were met in.
    candidates.sort((x, y) => y.count - x.count)
    const forth = new Map<string, string>()
    const taken = new Set<string>()
    for (const { a, b } of candidates) {
      if (forth.has(a) || taken.has(b)) continue
      forth.set(a, b)
      taken.add(b)
    }
    this.#forth = forth
    this.#votes.clear()
    return candidates.length === forth.size
  }
}

function keysOf(path: string, a: string, b: string): [string, string] {
  const scope = Math.min(a.length, b.length) / 2 < LEAST_GLOBAL ? path : ''
  return [`${scope} ${a}`, `${scope} ${b}`]
}

function isZero(hex: string): boolean {
  return /^0*$/.test(hex)
}
