import type { Association } from './association.js'
import type { KeyRing } from './key-ring.js'
import { MAX_FRUITLESS } from './limits.js'

/** The keys of one connection, found by trying: what a frame's SPI says is not asked. */
export class Keys {
  readonly #ring: KeyRing
  /** Those of the newest setup message on this connection. */
  own: Association | undefined
  /** By side: it has been said that no key opens its frames. */
  readonly toldNone: [boolean, boolean] = [false, false]
  /** What opened the last frame. */
  #last: Association | undefined
  /** Keys of the ring before this one are not tried any more. */
  #from = 0
  #fruitless = 0

  constructor(ring: KeyRing) {
    this.#ring = ring
  }

  /** What should open the next frame, when one can tell: the session's keys, the default ones for SPI 0. */
  expected(spi: number): Association | undefined {
    if (spi === 0) return this.#ring.default
    return this.own ?? (this.#last === this.#ring.default ? undefined : this.#last)
  }

  /** The keys under which the ICV of a whole frame holds. */
  find(bytes: Uint8Array, start: number, end: number): Association | undefined {
    const found = this.#try(bytes, start, end)
    if (found) this.#last = found
    return found
  }

  #try(bytes: Uint8Array, start: number, end: number): Association | undefined {
    const likely = new Set([this.#last, this.own, this.#ring.default])
    for (const association of likely) if (association?.opens(bytes, start, end)) return association
    const { associations } = this.#ring
    // The last ones first: a connection without its setup message may belong to a session just seen.
    for (let i = associations.length - 1; i >= this.#from; i--) {
      const association = associations[i]!
      if (!likely.has(association) && association.opens(bytes, start, end)) return association
    }
    if (++this.#fruitless >= MAX_FRUITLESS) {
      this.#fruitless = 0
      this.#from = associations.length
    }
    return undefined
  }
}
