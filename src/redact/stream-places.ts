import type { StoredFrame } from './stored-frame.js'

/**
 * One direction of a TCP connection: which frames carry which of its bytes, for those that are sent more than once.
 * Places count from the direction's first segment on.
 */
export class StreamPlaces {
  /** Frames that others may be filled in from, by place. */
  #sources: StoredFrame[] = []
  #gone = 0
  #begun = false
  #sequence = 0
  #place = 0
  /** Bytes of data that the longest source has. */
  #longest = 0
  /** The place behind the farthest byte whose frame has been forgotten. */
  #forgotten = Number.NEGATIVE_INFINITY

  /** Notes a frame whose data are of this direction; `isSource` where messages may take some of them. */
  add(stored: StoredFrame, isSource: boolean): void {
    const { sequence, data, dataEnd } = stored.places
    if (stored.stream || dataEnd <= data) return
    if (this.#begun) this.#place += (sequence - this.#sequence) | 0
    this.#begun = true
    this.#sequence = sequence
    stored.stream = this
    stored.place = this.#place
    if (!isSource) return
    this.#longest = Math.max(this.#longest, dataEnd - data)
    this.#sources.splice(this.#behind(stored.place), 0, stored)
  }

  /** Takes away a frame that turned out to be no source: no message has taken any of it. */
  remove(stored: StoredFrame): void {
    for (let i = this.#behind(stored.place) - 1; i >= 0 && this.#sources[i]!.place === stored.place; i--) {
      if (this.#sources[i] !== stored) continue
      this.#sources.splice(i, 1)
      return
    }
  }

  /** Lets go of a source that has been written, to make room. */
  forget(stored: StoredFrame): void {
    this.#forgotten = Math.max(this.#forgotten, stored.endPlace)
    stored.forget()
    if (++this.#gone <= this.#sources.length / 2) return
    this.#sources = this.#sources.filter(({ isGone }) => !isGone)
    this.#gone = 0
  }

  /** The last source of bytes that `stored` lacks which is not settled. */
  blockerOf(stored: StoredFrame): StoredFrame | undefined {
    let last: StoredFrame | undefined
    for (const [from, to] of stored.unclaimed()) {
      for (const other of this.#around(stored, from, to))
        if (!other.isSettled && other !== stored) last = other
    }
    return last
  }

  /** Fills in what `stored` lacks from others that hold the same bytes. Returns how many bytes are of frames forgotten by now. */
  fill(stored: StoredFrame): number {
    let lost = 0
    for (const [from, to] of stored.unclaimed()) {
      let found = false
      for (const other of this.#around(stored, from, to)) {
        if (other === stored || other.isGone) continue
        copy(other, stored, from, to)
        found = true
      }
      const place = stored.place + from - stored.places.data
      if (!found && place < this.#forgotten) lost += Math.min(to - from, this.#forgotten - place)
    }
    return lost
  }

  /** Sources of some of a frame's bytes `from..to`. */
  *#around({ place, places }: StoredFrame, from: number, to: number): Generator<StoredFrame> {
    const shift = place - places.data
    for (let i = this.#behind(from + shift - this.#longest); i < this.#sources.length; i++) {
      const other = this.#sources[i]!
      if (other.place >= to + shift) return
      if (other.endPlace > from + shift) yield other
    }
  }

  /** Index of the first source behind a place. */
  #behind(place: number): number {
    let low = 0
    let high = this.#sources.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#sources[middle]!.place <= place) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Copies what of `stored`'s bytes `from..to` another frame has, where both were sent with the same value. */
function copy(other: StoredFrame, stored: StoredFrame, from: number, to: number): void {
  const back = stored.place - stored.places.data - other.place + other.places.data
  const { claimed } = other
  for (let i = 0; i < claimed.length; i += 2) {
    const begin = Math.max(from, claimed[i]! - back)
    const end = Math.min(to, claimed[i + 1]! - back)
    for (let at = begin; at < end; at++) {
      if (other.frame.bytes[at + back] === stored.frame.bytes[at]) stored.out[at] = other.out[at + back]!
    }
  }
}
