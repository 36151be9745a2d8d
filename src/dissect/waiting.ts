import { findingKind } from './finding.js'
import { MESSAGE_SOURCE, type Message } from './message.js'

const DROPPED = findingKind('limit.waiting', 'note')

/** Changes that a standing iterator is kept for. */
const MOST_CHANGES = 256

/**
 * Things that wait for something later (requests for their reply), by a key. Keeps at most `capacity`; the one
 * that has waited longest goes first.
 */
export class Waiting<K, V> {
  /** Made for the first thing: most conversations that ever open have none. */
  #things: Map<K, V> | undefined
  /** Goes over the keys as they grow old: beginning anew, a map steps over all that were deleted before its first. */
  #oldest: Iterator<K> | undefined
  /** Changes since it moved. */
  #changes = 0
  readonly #capacity: number
  /** How many had to go before anything came for them. */
  dropped = 0
  #told = false

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#things?.size ?? 0
  }

  add(key: K, thing: V): void {
    const things = (this.#things ??= new Map<K, V>())
    const { size } = things
    things.set(key, thing)
    if (things.size === size) {
      // It was there: now it is the youngest.
      things.delete(key)
      things.set(key, thing)
      this.#change()
    } else if (size === this.#capacity) this.#dropOldest(things)
    else this.#change()
  }

  get(key: K): V | undefined {
    return this.#things?.get(key)
  }

  /** Takes a thing out. */
  take(key: K): V | undefined {
    const thing = this.#things?.get(key)
    if (thing !== undefined) {
      this.#things!.delete(key)
      this.#change()
    }
    return thing
  }

  /** Says, once, in the message at hand that the oldest go; `what`: `requests wait for their reply`. */
  tellDropped(message: Message, what: string): void {
    if (this.dropped === 0 || this.#told) return
    this.#told = true
    tellDropped(message, this.#capacity, what)
  }

  values(): Iterable<V> {
    return this.#things?.values() ?? []
  }

  #dropOldest(things: Map<K, V>): void {
    this.#oldest ??= things.keys()
    things.delete(this.#oldest.next().value!)
    this.#changes = 0
    this.dropped++
  }

  /** An iterator that stands still keeps alive every table the map has outgrown since. */
  #change(): void {
    if (this.#oldest && ++this.#changes > MOST_CHANGES) this.#oldest = undefined
  }
}

/** Says in a message that more things wait than are remembered, for `Waiting` and what else keeps the youngest only. */
export function tellDropped(message: Message, capacity: number, what: string): void {
  const text = `More than ${capacity} ${what}; from here on each new one makes the oldest be forgotten.`
  message.find(DROPPED, text, MESSAGE_SOURCE, message.sources[MESSAGE_SOURCE]?.start ?? 0, 0)
}
