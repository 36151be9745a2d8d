/** Sequence numbers that the window spans. */
export const WINDOW = 32

/** What a sequence number is to a receiver. */
export type Verdict =
  | { readonly kind: 'next' | 'first' | 'zero' }
  /** Newer than expected: so many numbers were left out. */
  | { readonly kind: 'gap'; readonly missing: number; readonly last: number }
  /** Older than the newest: not seen before, seen before, or too old to know. */
  | { readonly kind: 'late' | 'replay' | 'old'; readonly last: number }

/** The sequence numbers of one direction under one association, followed as RFC 2401 (appendix C) does. */
export class ReplayWindow {
  #last: number
  #mask: number

  /** The state a setup message gives; without one the first number is taken as it is. */
  constructor(last = -1, mask = 0) {
    this.#last = last
    this.#mask = mask
  }

  /** Judges a number and remembers it. */
  accept(sequence: number): Verdict {
    if (sequence === 0) return { kind: 'zero' }
    const last = this.#last
    if (sequence > last) {
      const step = sequence - last
      this.#mask = step < WINDOW && last >= 0 ? (this.#mask << step) | 1 : 1
      this.#last = sequence
      if (last < 0) return { kind: 'first' }
      return step === 1 ? { kind: 'next' } : { kind: 'gap', missing: step - 1, last }
    }
    const age = last - sequence
    if (age >= WINDOW) return { kind: 'old', last }
    const bit = 1 << age
    if ((this.#mask & bit) !== 0) return { kind: 'replay', last }
    this.#mask |= bit
    return { kind: 'late', last }
  }
}
