import type { Message, MessageRef } from './message.js'
import { tellDropped } from './waiting.js'

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
  readonly #what: string
  /** Drawn anew for each: who writes the packets cannot know which keys share a chain. */
  readonly #multipliers = Int32Array.from({ length: 6 }, () => Math.random() * 2 ** 32)
  #size = 0
  /** Entries ever added; entry n lies at place n modulo the size. */
  #added = 0
  #words = NO_WORDS
  #times = NO_TIMES
  /** Youngest entry of each chain. */
  #heads = NO_WORDS

  /** `capacity` is a power of two, 2^17 at most; beyond it the oldest entry goes, and the message at hand says so: `what` as in `Waiting.tellDropped`. */
  constructor(capacity: number, what: string) {
    this.#capacity = capacity
    this.#what = what
  }

  /** Adds a message; it takes over the key from an earlier one. */
  add(scope: number, high: number, low: number, message: Message, tag = 0): void {
    const { number, seconds, nanoseconds } = message
    const known = this.find(scope, high, low)
    if (known !== NONE) {
      this.#unlink(known)
      this.#words[known * WORDS + NEXT] = DEAD
    }
    if (this.#added === this.#size && this.#size < this.#capacity) this.#grow()
    const place = this.#added & (this.#size - 1)
    if (this.#added >= this.#size && this.#words[place * WORDS + NEXT] !== DEAD) {
      this.#unlink(place)
      if (this.dropped++ === 0) tellDropped(message, this.#capacity, this.#what)
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
    let place = this.#heads[this.#chainOf(scope, high, low)]!
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
    const chain = this.#chainAt(at)
    words[at + NEXT] = this.#heads[chain]!
    this.#heads[chain] = place
  }

  #unlink(place: number): void {
    const words = this.#words
    const at = place * WORDS
    const next = words[at + NEXT]!
    const chain = this.#chainAt(at)
    let before = this.#heads[chain]!
    if (before === place) {
      this.#heads[chain] = next
      return
    }
    while (words[before * WORDS + NEXT] !== place) before = words[before * WORDS + NEXT]!
    words[before * WORDS + NEXT] = next
  }

  /** The chain of the entry whose words begin at `at`. */
  #chainAt(at: number): number {
    const words = this.#words
    return this.#chainOf(words[at + SCOPE]!, words[at + HIGH]!, words[at + LOW]!)
  }

  /** By half words, as `KeyTable`: up to 17 bits from the top of a sum of products of 32 bits are spread evenly. */
  #chainOf(scope: number, high: number, low: number): number {
    const by = this.#multipliers
    const sum =
      Math.imul(scope & 0xffff, by[0]!) +
      Math.imul(scope >>> 16, by[1]!) +
      Math.imul(high & 0xffff, by[2]!) +
      Math.imul(high >>> 16, by[3]!) +
      Math.imul(low & 0xffff, by[4]!) +
      Math.imul(low >>> 16, by[5]!)
    return (sum >>> 0) >>> (Math.clz32(this.#size) + 1)
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

function enlarged<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
