import type { Frame } from '../ingest/frame.js'
import { keepFrame } from '../network/kept.js'
import { KEPT_FRAME_OVERHEAD } from '../network/limits.js'
import type { Placed } from './by-place.js'
import type { Gathered } from './mend.js'
import { type Places, placesOf } from './places.js'
import type { StreamPlaces } from './stream-places.js'

const NOTHING = new Uint8Array(0)

/** A frame of the input, and what becomes of it. */
export class StoredFrame implements Placed {
  /** A copy that is the store's own and begins at its buffer's first byte. */
  readonly frame: Frame
  readonly places: Places
  /** The frame as it will be written: headers at first, and zeros; data come in as they are found to be harmless. */
  out: Uint8Array
  /** Ranges of the data that have come in: starts and ends. */
  readonly claimed: number[] = []
  /** Ranges of the data that have been handed on and no message has taken. */
  waiting = 0
  /** The network stage is done with it. */
  isHeard = false
  /** Nothing more comes in: `claimed` is all there is. */
  isSettled = false
  /** It was written before all came in, since too much waited. */
  isGone = false
  /** Where in the output its bytes are; -1 before they are written. */
  at = -1
  /** The direction of a TCP connection that its data are of, and the place of the first of them there. */
  stream: StreamPlaces | undefined = undefined
  place = 0
  /** The stream counts on messages to take some of it. */
  isOpen = false
  /** Frames whose data may be filled in from this one once it is settled. */
  blocked: StoredFrame[] | undefined = undefined
  /** The fragments that its checksum, or that of their first, is over. */
  gathered: Gathered | undefined = undefined

  constructor(frame: Frame) {
    this.frame = keepFrame(frame)
    this.places = placesOf(this.frame)
    const { bytes } = this.frame
    this.out = new Uint8Array(bytes.length)
    this.out.set(bytes.subarray(0, this.places.data))
  }

  /** About what it takes. */
  get cost(): number {
    return 2 * this.frame.bytes.length + KEPT_FRAME_OVERHEAD
  }

  get isOver(): boolean {
    return !this.isOpen
  }

  get endPlace(): number {
    return this.place + this.places.dataEnd - this.places.data
  }

  /** Ranges of its data that nothing has come in for. */
  unclaimed(): [from: number, to: number][] {
    const { claimed } = this
    const { data, dataEnd } = this.places
    if (claimed.length === 2 && claimed[0] === data && claimed[1] === dataEnd) return []
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

  /** Lets go of what it holds. */
  forget(): void {
    this.isGone = true
    this.frame.bytes = NOTHING
    this.out = NOTHING
    this.claimed.length = 0
  }
}
