import type { FieldDef } from '../fields/definition.js'
import { pathNumber } from './path-number.js'

/** Ids shorter than this are told apart by their field; longer ones mean the same wherever they occur. */
const LEAST_GLOBAL = 8

/** A character that stands for no byte: what is before it is no part of an id. */
const NO_BYTE = '\u0100'

/** Ids are numbered; a pairing of two is one number. */
const MOST_IDS = 2 ** 26

/**
 * Which id of one side stands for which of the other. While votes are taken every pairing is allowed and counted; then the
 * pairings met most often make the renaming, one to one, and whoever pairs otherwise breaks it.
 */
export class Renaming {
  readonly #numbers = new Map<string, number>()
  readonly #votes = new Map<number, number>()
  #forth: Int32Array | undefined

  /** Ids that have another name on the other side. */
  get renamed(): number {
    let count = 0
    for (const [a, b] of this.#forth?.entries() ?? []) if (b >= 0 && a !== b) count++
    return count
  }

  /** Whether the ids, a character a byte, may stand for each other. Zeros stand for zeros only. */
  fits(def: FieldDef, a: string, b: string): boolean {
    if (isZero(a) || isZero(b)) return isZero(a) && isZero(b)
    const scope = Math.min(a.length, b.length) < LEAST_GLOBAL ? `${pathNumber(def)}${NO_BYTE}` : ''
    const [numberA, numberB] = [this.#numberOf(scope + a), this.#numberOf(scope + b)]
    if (this.#forth) return this.#forth[numberA] === numberB
    const pairing = numberA * MOST_IDS + numberB
    this.#votes.set(pairing, (this.#votes.get(pairing) ?? 0) + 1)
    return true
  }

  /** Ends the voting. Returns whether no id stands for two: every pairing that was allowed still is. */
  settle(): boolean {
    const agreed = this.#elect([...this.#votes.keys()])
    if (!agreed) {
      // Equal counts go by the order they were met in.
      const byVotes = [...this.#votes].toSorted(([, x], [, y]) => y - x)
      this.#elect(byVotes.map(([pairing]) => pairing))
    }
    this.#votes.clear()
    return agreed
  }

  /** Makes the renaming of pairings, the first ones before others that contradict them. Returns whether there are none. */
  #elect(pairings: readonly number[]): boolean {
    const forth = new Int32Array(this.#numbers.size).fill(-1)
    const taken = new Uint8Array(this.#numbers.size)
    let agreed = true
    for (const pairing of pairings) {
      const [a, b] = [Math.floor(pairing / MOST_IDS), pairing % MOST_IDS]
      if (forth[a]! >= 0 || taken[b]) agreed = false
      else {
        forth[a] = b
        taken[b] = 1
      }
    }
    this.#forth = forth
    return agreed
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    this.#numbers.set(id, this.#numbers.size)
    return this.#numbers.size - 1
  }
}

function isZero(id: string): boolean {
  return /^\0*$/.test(id)
}
