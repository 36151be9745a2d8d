import { ByPlace } from './by-place.js'
import type { SentRun } from './sent.js'
import type { StoredFrame } from './stored-frame.js'

/**
 * One direction of a TCP connection: which of its bytes lie where, for those that are sent more than once. Places count from
 * the direction's first segment on.
 */
export class StreamPlaces {
  /** Frames of which messages may still take some. */
  readonly #open = new ByPlace<StoredFrame>()
  readonly #sent = new ByPlace<SentRun>()
  #begun = false
  #sequence = 0
  #place = 0
  /** The place behind the farthest byte that was sent and is kept no more. */
  #forgotten = Number.NEGATIVE_INFINITY

  /** Notes a frame whose data are of this direction; `isOpen` where messages may take some of them. */
  add(stored: StoredFrame, isOpen: boolean): void {
    const { sequence, data, dataEnd } = stored.places
    if (stored.stream || dataEnd <= data) return
    if (this.#begun) this.#place += (sequence - this.#sequence) | 0
    this.#begun = true
    this.#sequence = sequence
    stored.stream = this
    stored.place = this.#place
    if (isOpen) this.#open.add(stored)
    stored.isOpen = isOpen
  }

  /** Messages take nothing more of a frame. */
  close(stored: StoredFrame): void {
    if (stored.isOpen) this.#open.tellOver()
    stored.isOpen = false
  }

  sent(run: SentRun): void {
    this.#sent.add(run)
  }

  forget(run: SentRun): void {
    this.#forgotten = Math.max(this.#forgotten, run.endPlace)
    run.forget()
    this.#sent.tellOver()
  }

  /** A frame of which messages may still take bytes that `stored` lacks. */
  blockerOf(stored: StoredFrame): StoredFrame | undefined {
    const shift = stored.place - stored.places.data
    for (const [from, to] of stored.unclaimed())
      for (const other of this.#open.around(from + shift, to + shift)) return other
    return undefined
  }

  /** Fills in what a frame lacks and was sent with the same value. Returns how many bytes of it are kept no more. */
  fill(stored: StoredFrame): number {
    const shift = stored.place - stored.places.data
    let lost = 0
    for (const [from, to] of stored.unclaimed()) {
      const runs = [...this.#sent.around(from + shift, to + shift)]
      for (const run of runs.reverse()) run.copyTo(stored, from, to)
      if (runs.length === 0 && from + shift < this.#forgotten)
        lost += Math.min(to, this.#forgotten - shift) - from
    }
    return lost
  }
}
