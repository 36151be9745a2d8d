import { u16be } from '../../src/fields/read.js'
import { knowsSnac, SNAC_HEADER } from './framing.js'
import { EXTRA_BLOCK, MORE_FOLLOWS } from './layout/foodgroup.js'

/** TLVs walked before it is settled. */
const ENOUGH = 64

/** Bare SNACs are likely where header and a list of at least two TLVs fit the bytes exactly. */
const LIKELY = 55

/** How sure a payload is one bare SNAC. Without FLAP around it little gives it away. */
export function detectSnac(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < SNAC_HEADER || !knowsSnac(u16be(bytes, start), u16be(bytes, start + 2))) return 0
  const flags = u16be(bytes, start + 4)
  if ((flags & ~(MORE_FOLLOWS | EXTRA_BLOCK)) !== 0) return 0
  let at = start + SNAC_HEADER
  let found = 0
  while (at + 4 <= end && found < ENOUGH) {
    at += 4 + u16be(bytes, at + 2)
    found++
  }
  return found >= 2 && at === end ? LIKELY : 0
}
