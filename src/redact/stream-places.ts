import type { StoredFrame } from './store.js'

/** Where bytes of a TCP direction lie. */
interface Piece {
  readonly stored: StoredFrame
  /** Place of the frame's first data byte in the stream, counted from its first segment on. */
  readonly place: number
}

/** One direction of a TCP connection: which frames carry which of its bytes, for those that are sent more than once. */
export class StreamPlaces {
  readonly #pieces: Piece[] = []
  readonly #seen = new Set<StoredFrame>()
  #sequence = 0
  #place = 0

  /** Notes a frame whose data are of this direction. */
  add(stored: StoredFrame): void {
    if (this.#seen.has(stored)) return
    const { sequence, data, dataEnd } = stored.places
    if (dataEnd <= data) return
    if (this.#pieces.length > 0) this.#place += (sequence - this.#sequence) | 0
    this.#sequence = sequence
    this.#seen.add(stored)
    this.#pieces.push({ stored, place: this.#place })
  }

  /** Fills data that nothing has come in for from frames that hold the same bytes of the stream. */
  repeat(): void {
    const sorted = [...this.#pieces].sort((a, b) => a.place - b.place)
    const longest = sorted.reduce(
      (most, { stored: { places } }) => Math.max(most, places.dataEnd - places.data),
      0,
    )
    for (const piece of this.#pieces) {
      for (const [from, to] of unclaimed(piece.stored)) this.#fill(piece, from, to, sorted, longest)
    }
  }

  #fill({ stored, place }: Piece, from: number, to: number, sorted: readonly Piece[], longest: number): void {
    const shift = place - stored.places.data
    for (let i = firstFrom(sorted, from + shift - longest); i < sorted.length; i++) {
      const other = sorted[i]!
      if (other.place >= to + shift) return
      if (other.stored !== stored) copy(other, stored, from, to, shift)
    }
  }
}

/** Copies what of `stored`'s bytes `from..to` another frame has, where both were sent with the same value. */
function copy(
  { stored: other, place }: Piece,
  stored: StoredFrame,
  from: number,
  to: number,
  shift: number,
): void {
  const back = shift - place + other.places.data
  const { claimed } = other
  for (let i = 0; i < claimed.length; i += 2) {
    const begin = Math.max(from, claimed[i]! - back)
    const end = Math.min(to, claimed[i + 1]! - back)
    for (let at = begin; at < end; at++) {
      if (other.frame.bytes[at + back] === stored.frame.bytes[at]) stored.out[at] = other.out[at + back]!
    }
  }
}

/** Ranges of a frame's data that nothing has come in for. */
function unclaimed({ places: { data, dataEnd }, claimed }: StoredFrame): [from: number, to: number][] {
  const ranges: [number, number][] = []
  let at = data
  const sorted = Array.from(
    { length: claimed.length / 2 },
    (_, i) => [claimed[2 * i]!, claimed[2 * i + 1]!] as const,
  )
  for (const [from, to] of sorted.sort((a, b) => a[0] - b[0])) {
    if (from > at) ranges.push([at, from])
    at = Math.max(at, to)
  }
  if (at < dataEnd) ranges.push([at, dataEnd])
  return ranges
}

/** Index of the first piece at or behind a place. */
function firstFrom(sorted: readonly Piece[], place: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]!.place < place) low = middle + 1
    else high = middle
  }
  return low
}
