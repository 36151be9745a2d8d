/**
 * Things that wait for something later (requests for their reply), by a key. Keeps at most `capacity`; the one
 * that has waited longest goes first.
 */
export class Waiting<K, V> {
  readonly #things = new Map<K, V>()
  readonly #capacity: number
  /** How many had to go before anything came for them. */
  dropped = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#things.size
  }

  add(key: K, thing: V): void {
    this.#things.delete(key)
    this.#things.set(key, thing)
    if (this.#things.size <= this.#capacity) return
    this.#things.delete(this.#things.keys().next().value!)
    this.dropped++
  }

  get(key: K): V | undefined {
    return this.#things.get(key)
  }

  /** Takes a thing out. */
  take(key: K): V | undefined {
    const thing = this.#things.get(key)
    if (thing !== undefined) this.#things.delete(key)
    return thing
  }

  values(): IterableIterator<V> {
    return this.#things.values()
  }
}
