/** A run of bytes of a stream. */
export interface Placed {
  readonly place: number
  /** The place behind its last byte. */
  readonly endPlace: number
  /** It counts no more, and may be taken off. */
  readonly isOver: boolean
}

/** Runs of a stream, which may overlap, in order of their places. */
export class ByPlace<T extends Placed> {
  #all: T[] = []
  #over = 0
  /** Bytes of the longest run. */
  #longest = 0

  add(run: T): void {
    this.#longest = Math.max(this.#longest, run.endPlace - run.place)
    const last = this.#all.at(-1)
    if (!last || last.place <= run.place) this.#all.push(run)
    else this.#all.splice(this.#behind(run.place), 0, run)
  }

  /** Told when a run is over. */
  tellOver(): void {
    if (++this.#over <= this.#all.length / 2) return
    this.#all = this.#all.filter(({ isOver }) => !isOver)
    this.#over = 0
  }

  /** Runs with some of the bytes between two places, the last first. */
  *around(from: number, to: number): Generator<T> {
    for (let i = this.#behind(to - 1) - 1; i >= 0; i--) {
      const run = this.#all[i]!
      if (run.place <= from - this.#longest) return
      if (run.endPlace > from && !run.isOver) yield run
    }
  }

  /** Index of the first run behind a place. */
  #behind(place: number): number {
    let low = 0
    let high = this.#all.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#all[middle]!.place <= place) low = middle + 1
      else high = middle
    }
    return low
  }
}
