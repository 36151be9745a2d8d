/** A run of bytes at a place in something that is put together: a datagram, or one direction of a stream. */
export interface Piece<O> {
  /** Place of the first byte. */
  readonly at: number
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  readonly origin: O
}

/** What became of an insert: bytes that were new, and whether the others differ from those that came first. */
export interface Inserted {
  readonly added: number
  readonly conflict: boolean
}

/** Pieces that do not overlap, in order. Where two come for the same place the first one stays. */
export class Pieces<O> {
  readonly list: Piece<O>[] = []

  /** Adds those of `bytes[start..end)`, which belong at `at`, whose places are still free. Keeps `bytes`. */
  insert(at: number, bytes: Uint8Array, start: number, end: number, origin: O): Inserted {
    const { list } = this
    const stop = at + end - start
    let place = at
    let added = 0
    let conflict = false
    for (let i = this.#firstEndingAfter(at); place < stop; i++) {
      const piece = list[i]
      const free = Math.min(stop, piece ? piece.at : stop)
      if (place < free) {
        const from = start + place - at
        list.splice(i, 0, { at: place, bytes, start: from, end: from + free - place, origin })
        added += free - place
        place = free
      } else if (piece) {
        const until = Math.min(stop, endOf(piece))
        const from = start + place - at
        conflict ||= differ(bytes, from, from + until - place, piece.bytes, piece.start + place - piece.at)
        place = until
      }
    }
    return { added, conflict }
  }

  #firstEndingAfter(at: number): number {
    const { list } = this
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (endOf(list[middle]!) > at) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** The place behind a piece. */
export function endOf(piece: Piece<unknown>): number {
  return piece.at + piece.end - piece.start
}

function differ(a: Uint8Array, start: number, end: number, b: Uint8Array, at: number): boolean {
  for (let i = start; i < end; i++) if (a[i] !== b[at + i - start]) return true
  return false
}
