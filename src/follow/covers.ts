import { MESSAGE_SOURCE } from '../dissect/message.js'
import { ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import type { Turn } from './turn.js'

/** Stands for a byte of a secret. */
export const STAR = 0x2a
/** Stands for a byte that secrets are made of elsewhere (compressed, encrypted). */
const DASH = 0x2d

/**
 * Which bytes of a source, the message itself unless another is named, must not be shown: for each byte 0, or the
 * character that stands for it. Undefined when all may be shown.
 */
export function coversOf({ tree, sources }: Turn, index = MESSAGE_SOURCE): Uint8Array | undefined {
  const source = sources[index]
  const { rows, count } = tree
  let covers: Uint8Array | undefined
  if (!source || !holdsSecret(rows, count)) return undefined
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const { role, elsewhere } = fieldById(rows[at]!)
    if (rows[at + ROW_SOURCE] !== index || (role !== 'secret' && !elsewhere)) continue
    covers ??= new Uint8Array(source.end - source.start)
    const start = rows[at + ROW_START]! - source.start
    covers.fill(role === 'secret' ? STAR : DASH, start, start + rows[at + ROW_LENGTH]!)
  }
  return covers
}

function holdsSecret(rows: Int32Array, count: number): boolean {
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE)
    if (fieldById(rows[at]!).role === 'secret') return true
  return false
}
