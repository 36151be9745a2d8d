import { viewOfLast } from './view.js'

/** An entry of a KeyTable. The fields are the table's own. */
export class Entry {
  /** @internal */ key: Int32Array = NO_KEY
  /** @internal */ bucket = 0
  /** @internal */ chained: Entry | undefined = undefined
  /** @internal */ older: Entry | undefined = undefined
  /** @internal */ newer: Entry | undefined = undefined
}

const NO_KEY = new Int32Array(0)

/** Longest key in words: two IPv6 addresses and a name of 255 bytes, with three words of ports and kinds. */
const MAX_KEY_WORDS = 75

const MAX_BITS = 17

/**
 * A hash table over keys of 32-bit words that knows the order of use. A key is written into `words` and
 * looked up from there, so that a packet costs neither a string nor an object.
 *
 * The hash is multilinear over half words with multipliers drawn anew for each table: whoever writes the
 * packets cannot know which keys collide. (Half words, because up to MAX_BITS bits taken from the top of a
 * product are evenly spread over factors below 2^16 only.)
 */
export class KeyTable<T extends Entry> {
  readonly words = new Int32Array(MAX_KEY_WORDS)
  size = 0
  readonly #multipliers = Int32Array.from({ length: 2 * MAX_KEY_WORDS }, () => Math.random() * 2 ** 32)
  readonly #buckets: (T | undefined)[]
  readonly #shift: number
  #oldest: T | undefined = undefined
  #newest: T | undefined = undefined

  /** The table works best with up to `capacity` entries. */
  constructor(capacity: number) {
    const bits = Math.min(MAX_BITS, Math.max(1, Math.ceil(Math.log2(capacity))))
    this.#buckets = new Array(2 ** bits).fill(undefined)
    this.#shift = 32 - bits
  }

  /** The entry whose use lies back farthest. */
  get oldest(): T | undefined {
    return this.#oldest
  }

  /** Packs `length` bytes from `at` into `words` from `index` on and returns the index behind them. */
  pack(index: number, bytes: Uint8Array, at: number, length: number): number {
    const view = viewOfLast(bytes)
    let to = index
    let from = at
    for (const last = at + length - 4; from <= last; from += 4) this.words[to++] = view.getInt32(from)
    if (from === at + length) return to
    let word = 0
    for (; from < at + length; from++) word = (word << 8) | bytes[from]!
    this.words[to++] = word
    return to
  }

  /** Looks up the first `length` of `words`; what is found counts as used now. */
  find(length: number): T | undefined {
    let entry = this.#buckets[this.#bucketOf(length)]
    while (entry && !this.#matches(entry.key, length)) entry = entry.chained as T | undefined
    if (entry && entry !== this.#newest) {
      this.#unlink(entry)
      this.#append(entry)
    }
    return entry
  }

  /** Adds an entry under the first `length` of `words`, where none is yet. */
  add(entry: T, length: number): void {
    entry.key = this.words.slice(0, length)
    entry.bucket = this.#bucketOf(length)
    entry.chained = this.#buckets[entry.bucket]
    this.#buckets[entry.bucket] = entry
    this.#append(entry)
    this.size++
  }

  remove(entry: T): void {
    const first = this.#buckets[entry.bucket]
    if (first === entry) this.#buckets[entry.bucket] = entry.chained as T | undefined
    else {
      let before: Entry = first!
      while (before.chained !== entry) before = before.chained!
      before.chained = entry.chained
    }
    entry.chained = undefined
    this.#unlink(entry)
    this.size--
  }

  #bucketOf(length: number): number {
    const { words } = this
    const multipliers = this.#multipliers
    let sum = 0
    for (let i = 0; i < length; i++) {
      const word = words[i]!
      sum =
        (sum +
          Math.imul(word & 0xffff, multipliers[2 * i]!) +
          Math.imul(word >>> 16, multipliers[2 * i + 1]!)) |
        0
    }
    return sum >>> this.#shift
  }

  #matches(key: Int32Array, length: number): boolean {
    if (key.length !== length) return false
    for (let i = 0; i < length; i++) if (key[i] !== this.words[i]) return false
    return true
  }

  #append(entry: T): void {
    entry.older = this.#newest
    entry.newer = undefined
    if (this.#newest) this.#newest.newer = entry
    else this.#oldest = entry
    this.#newest = entry
  }

  #unlink(entry: T): void {
    if (entry.older) entry.older.newer = entry.newer
    else this.#oldest = entry.newer as T | undefined
    if (entry.newer) entry.newer.older = entry.older
    else this.#newest = entry.older as T | undefined
  }
}
