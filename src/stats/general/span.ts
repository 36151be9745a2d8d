/** The time from the first frame or message to the last, and of each since the first. */
export class Span {
  #base = -1
  #baseNanoseconds = 0
  /** Seconds since what came first; below 0 where the input is not in order. */
  #least = 0
  #most = 0

  /** Takes a time (`seconds` below 0: unknown); returns the seconds since what came first, NaN where unknown. */
  add(seconds: number, nanoseconds: number): number {
    if (seconds < 0) return Number.NaN
    if (this.#base < 0) {
      this.#base = seconds
      this.#baseNanoseconds = nanoseconds
    }
    const time = seconds - this.#base + (nanoseconds - this.#baseNanoseconds) / 1e9
    if (time > this.#most) this.#most = time
    else if (time < this.#least) this.#least = time
    return time
  }

  /** Seconds between the earliest and the latest. */
  get duration(): number {
    return this.#most - this.#least
  }
}

/** To the microsecond, which is as exact as most captures are; undefined where unknown. */
export function microseconds(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : Math.round(time * 1e6) / 1e6
}
