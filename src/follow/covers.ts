import { MESSAGE_SOURCE } from '../dissect/message.js'
import { isMasked } from '../fields/definition.js'
import { ByteMarks, Mark } from '../views/byte-marks.js'
import type { Turn } from './turn.js'

/** Stands for a byte of a secret. */
export const STAR = 0x2a
/** Stands for a byte that secrets are made of elsewhere (compressed, encrypted). */
const DASH = 0x2d

const marks = new ByteMarks((def) => isMasked(def, false), undefined)

/**
 * Which bytes of a source, the message itself unless another is named, must not be shown: for each byte 0, or the
 * character that stands for it. Undefined when all may be shown.
 */
export function coversOf(turn: Turn, index = MESSAGE_SOURCE): Uint8Array | undefined {
  const source = turn.sources[index]
  if (!source) return undefined
  marks.read(turn)
  if (!marks.covers) return undefined
  return marks
    .of(index)
    .slice(0, source.end - source.start)
    .map(standsFor)
}

function standsFor(mark: number): number {
  if ((mark & Mark.Secret) !== 0) return STAR
  return (mark & Mark.Covered) !== 0 ? DASH : 0
}
