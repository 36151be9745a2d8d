import type { Message, MessageRef } from './message.js'

/** Numbers of an entry in `#words`. */
const SCOPE = 0
const HIGH = 1
const LOW = 2
/** Place of the next older entry of the same chain; NONE at its end, DEAD where a younger entry has taken over the key. */
const NEXT = 3
const TAG = 4
const USED = 5
const WORDS = 6

/** Numbers of an entry in `#times`. */
const NUMBER = 0
const SECONDS = 1
const NANOSECONDS = 2
const TIMES = 3

const NONE = -1
const DEAD = -2

/** Entries there is room for at first, once there is one. */
const FIRST_SIZE = 64
const NO_WORDS = new Int32Array(0)
const NO_TIMES = new Float64Array(0)

/**
 * The latest messages of a run by a key of 64 bits within a scope (their conversation), each with a tag of 32 bits.
 * Entries are numbers in typed arrays: an object for each message that may be answered would outlive the young ones, and
 * die old; arrays for each conversation would be garbage when it ends.
 */
export class RecentMessages {
  /** How many had to go because there were too many. */
  dropped = 0
  readonly #capacity: number
  #size = 0
  /** Entries ever added; entry n lies at place n modulo the size. */
  #added = 0
  #words = NO_WORDS
  #times = NO_TIMES
  /** Youngest entry of each chain. */
  #heads = NO_WORDS

  /** `capacity` is a power of two; beyond it the oldest entry goes. */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** Adds a message; it takes over the key from an earlier one. */
  add(scope: number, high: number, low: number, { number, seconds, nanoseconds }: Message, tag = 0): void {
    const known = this.find(scope, high, low)
    if (known !== NONE) {
      this.#unlink(known)
      this.#words[known * WORDS + NEXT] = DEAD
    }
    if (this.#added === this.#size && this.#size < this.#capacity) this.#grow()
    const place = this.#added & (this.#size - 1)
    if (this.#added >= this.#size && this.#words[place * WORDS + NEXT] !== DEAD) {
      this.#unlink(place)
      this.dropped++
    }
    this.#added++
    const words = this.#words
    const at = place * WORDS
    words[at + SCOPE] = scope
    words[at + HIGH] = high
    words[at + LOW] = low
    words[at + TAG] = tag
    words[at + USED] = 0
    const times = this.#times
    times[place * TIMES + NUMBER] = number
    times[place * TIMES + SECONDS] = seconds
    times[place * TIMES + NANOSECONDS] = nanoseconds
    this.#link(place)
  }

  /** The place of what was added last under a key, -1 if there is nothing. It holds until the next `add`. */
  find(scope: number, high: number, low: number): number {
    if (this.#size === 0) return NONE
    const words = this.#words
    let place = this.#heads[chainOf(scope, high, low) & (this.#size - 1)]!
    while (place !== NONE) {
      const at = place * WORDS
      if (words[at + LOW] === (low | 0) && words[at + SCOPE] === scope && words[at + HIGH] === (high | 0))
        return place
      place = words[at + NEXT]!
    }
    return NONE
  }

  tag(place: number): number {
    return this.#words[place * WORDS + TAG]!
  }

  /** Whether this is asked of an entry for the first time. */
  isFirstUse(place: number): boolean {
    return this.#words[place * WORDS + USED]!++ === 0
  }

  ref(place: number): MessageRef {
    const at = place * TIMES
    const times = this.#times
    return {
      number: times[at + NUMBER]!,
      seconds: times[at + SECONDS]!,
      nanoseconds: times[at + NANOSECONDS]!,
    }
  }

  #link(place: number): void {
    const at = place * WORDS
    const words = this.#words
    const chain = this.#chainOf(at)
    words[at + NEXT] = this.#heads[chain]!
    this.#heads[chain] = place
  }

  #unlink(place: number): void {
    const words = this.#words
    const at = place * WORDS
    const next = words[at + NEXT]!
    const chain = this.#chainOf(at)
    let before = this.#heads[chain]!
    if (before === place) {
      this.#heads[chain] = next
      return
    }
    while (words[before * WORDS + NEXT] !== place) before = words[before * WORDS + NEXT]!
    words[before * WORDS + NEXT] = next
  }

  /** The chain of the entry whose words begin at `at`. */
  #chainOf(at: number): number {
    const words = this.#words
    return chainOf(words[at + SCOPE]!, words[at + HIGH]!, words[at + LOW]!) & (this.#size - 1)
  }

  #grow(): void {
    const before = this.#size
    this.#size = Math.max(FIRST_SIZE, 2 * before)
    this.#words = enlarged(this.#words, new Int32Array(this.#size * WORDS))
    this.#times = enlarged(this.#times, new Float64Array(this.#size * TIMES))
    this.#heads = new Int32Array(this.#size).fill(NONE)
    for (let place = 0; place < before; place++)
      if (this.#words[place * WORDS + NEXT] !== DEAD) this.#link(place)
  }
}

/** Ids go up one by one, and cookies are random: both are spread within their scope already. */
function chainOf(scope: number, high: number, low: number): number {
  return low ^ high ^ Math.imul(scope, SPREAD)
}

/** Odd, and near the golden ratio of 2^32, so that scopes that follow each other lie far apart. */
const SPREAD = 0x9e37_79b1 | 0

function enlarged<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
