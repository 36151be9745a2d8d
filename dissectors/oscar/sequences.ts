import { count } from '../../src/count.js'
import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Side } from '../../src/network/conversation.js'

const SEQUENCE = findingKind('oscar.sequence', 'warning')

/** The numbers of one connection's frames: one more each, in each direction. */
export class Sequences {
  /** The last of each direction, -1 before the first. */
  readonly #last: [number, number] = [-1, -1]
  /** Bytes of a direction are missing in the capture since its last frame. */
  readonly #lost: [boolean, boolean] = [false, false]

  gap(side: Side): void {
    this.#lost[side] = true
  }

  /** Takes note of a frame's number, the field just read, and tells if it does not follow the one before. */
  check(at: Cursor, side: Side, sequence: number): void {
    const last = this.#last[side]
    const lost = this.#lost[side]
    this.#last[side] = sequence
    this.#lost[side] = false
    if (last >= 0 && !follows(last, sequence))
      at.find(SEQUENCE, `Sequence ${sequence} follows ${last}${explanation(last, sequence, lost)}.`, 2)
  }
}

/** One more, or 0 again: senders wrap at 0x8000 or at 0x10000. */
function follows(last: number, sequence: number): boolean {
  return sequence === ((last + 1) & 0xffff) || (sequence === 0 && (last === 0x7fff || last === 0x8000))
}

/** A greater step is one back. */
const MAX_STEP = 0x8000

function explanation(last: number, sequence: number, lost: boolean): string {
  const missing = (sequence - last - 1) & 0xffff
  if (missing >= MAX_STEP)
    return lost
      ? ', a step back behind the hole of the capture'
      : ', a step back: the sender repeats frames or begins anew, or the stream was changed'
  const isOne = missing === 1
  const why = lost
    ? `${isOne ? 'it lies' : 'they lie'} in the hole of the capture`
    : `the capture has no hole here, so the sender left ${isOne ? 'it' : 'them'} out, or the stream was changed`
  return `: ${count(missing, 'frame')} missing; ${why}`
}
