import type { Frame } from './frame.js'

/** 9999-12-31T23:59:59Z: no clock of a capture ran later, and a date beyond cannot be written. */
const LAST_SECOND = 253_402_300_799
const NANOSECONDS = 1_000_000_000

/**
 * Turns an interface's timestamps, 64-bit counts of ticks given as two halves, into seconds and nanoseconds.
 *
 * Resolutions of 10^0 to 10^-9 seconds, which is all that capture programs write, are computed with plain numbers;
 * any other one with BigInt.
 */
export class Clock {
  /** Ticks a second, or 0 where only BigInt is exact. */
  readonly #ticks: number
  /** Nanoseconds a tick. */
  readonly #scale: number
  readonly #bigTicks: bigint
  readonly #offset: number

  /**
   * @param resolution the byte of option if_tsresol: 10^-n seconds, or 2^-n with the top bit set
   * @param offset seconds to add (if_tsoffset)
   */
  constructor(resolution: number, offset: number) {
    const exponent = resolution & 0x7f
    const binary = (resolution & 0x80) !== 0
    const plain = !binary && exponent <= 9
    this.#ticks = plain ? 10 ** exponent : 0
    this.#scale = plain ? 10 ** (9 - exponent) : 0
    this.#bigTicks = (binary ? 2n : 10n) ** BigInt(exponent)
    this.#offset = offset
  }

  /** Sets the frame's time. Returns false, leaving it without one, when that lies before 1970 or after 9999. */
  set(frame: Frame, high: number, low: number): boolean {
    if (this.#ticks > 0) this.#divide(frame, high, low)
    else this.#divideBig(frame, high, low)
    frame.seconds += this.#offset
    if (frame.seconds >= 0 && frame.seconds <= LAST_SECOND) return true
    frame.seconds = -1
    frame.nanoseconds = 0
    return false
  }

  /** Long division by digits of 16 bits: every number in it stays below 2^53. */
  #divide(frame: Frame, high: number, low: number): void {
    const ticks = this.#ticks
    const first = Math.floor(high / ticks)
    const upper = (high - first * ticks) * 65536 + (low >>> 16)
    const second = Math.floor(upper / ticks)
    const lower = (upper - second * ticks) * 65536 + (low & 0xffff)
    const third = Math.floor(lower / ticks)
    frame.seconds = (first * 65536 + second) * 65536 + third
    frame.nanoseconds = (lower - third * ticks) * this.#scale
  }

  #divideBig(frame: Frame, high: number, low: number): void {
    const count = (BigInt(high) << 32n) | BigInt(low)
    frame.seconds = Number(count / this.#bigTicks)
    frame.nanoseconds = Number(((count % this.#bigTicks) * BigInt(NANOSECONDS)) / this.#bigTicks)
  }
}
