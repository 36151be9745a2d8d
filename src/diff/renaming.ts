/** Ids shorter than this are told apart by their field; longer ones mean the same wherever they occur. */
const LEAST_GLOBAL = 8

/**
 * Which id of one side stands for which of the other, found as the comparison goes. The first pairing of an id counts;
 * whoever pairs it otherwise later breaks the renaming.
 */
export class Renaming {
  readonly #forth = new Map<string, string>()
  readonly #back = new Map<string, string>()

  /** Ids that have another name on the other side. */
  get renamed(): number {
    let count = 0
    for (const [a, b] of this.#forth) if (a !== b) count++
    return count
  }

  /** The same as `fits`, without remembering anything. */
  mayFit(path: string, a: string, b: string): boolean {
    if (isZero(a) || isZero(b)) return isZero(a) && isZero(b)
    const [keyA, keyB] = keysOf(path, a, b)
    const knownB = this.#forth.get(keyA)
    const knownA = this.#back.get(keyB)
    return knownB === undefined ? knownA === undefined : knownB === keyB && knownA === keyA
  }

  /** Whether the ids, as hex, may stand for each other; if they are both new they do from now on. Zeros stand for zeros only. */
  fits(path: string, a: string, b: string): boolean {
    if (!this.mayFit(path, a, b)) return false
    const [keyA, keyB] = keysOf(path, a, b)
    if (isZero(a) || this.#forth.has(keyA)) return true
    this.#forth.set(keyA, keyB)
    this.#back.set(keyB, keyA)
    return true
  }

  /** What an id of the first side is called on the second, if that is known. */
  nameOf(path: string, a: string): string | undefined {
    const scope = a.length / 2 < LEAST_GLOBAL ? path : ''
    return this.#forth.get(`${scope} ${a}`)?.split(' ')[1]
  }
}

function keysOf(path: string, a: string, b: string): [string, string] {
  const scope = Math.min(a.length, b.length) / 2 < LEAST_GLOBAL ? path : ''
  return [`${scope} ${a}`, `${scope} ${b}`]
}

function isZero(hex: string): boolean {
  return /^0*$/.test(hex)
}
