import { SERVER, type Side } from '../../src/network/conversation.js'
import { defaultAssociation } from './association.js'
import { hasTypicalHeader, headerAt, isFrameSize, OVERHEAD, sizeAt } from './framing.js'

/** An ICV that holds: a chance of one in 2^80. */
const PROVEN = 100

/** A header as the game's own programs write it, in a payload that does not contradict it. */
const TYPICAL = 60

const DEFAULT = defaultAssociation()

/** How sure a first payload is Grand Chase: beyond doubt when it begins with a frame that the default keys open. */
export function detect(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < OVERHEAD) return 0
  const size = sizeAt(bytes, start)
  if (!isFrameSize(size)) return 0
  if (isSetup(bytes, start, end)) return PROVEN
  const next = start + size
  const isWhole = next <= end
  if (isWhole && end - next >= 2 && !isFrameSize(sizeAt(bytes, next))) return 0
  return hasTypicalHeader(bytes, start, end) ? TYPICAL : 0
}

/** Servers speak first, in a frame that the default keys open. */
export function speaker(bytes: Uint8Array, start: number, end: number): Side | undefined {
  return end - start >= OVERHEAD && isSetup(bytes, start, end) ? SERVER : undefined
}

function isSetup(bytes: Uint8Array, start: number, end: number): boolean {
  const size = sizeAt(bytes, start)
  if (!isFrameSize(size) || start + size > end || headerAt(bytes, start).spi !== 0) return false
  return DEFAULT.opens(bytes, start, start + size)
}
