import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import type { Context } from './compare.js'
import type { Kept } from './kept.js'
import { pathNumber } from './path-number.js'
import type { Counted } from './steps.js'

/**
 * Whether two messages agree row by row, which most do: a walk over the flat rows, without opening them up. False says only
 * that a closer look is needed; nothing is remembered then.
 */
export function agreeQuickly(a: Kept, b: Kept, context: Context): boolean {
  if (a.tree.count !== b.tree.count || errorsOf(a) !== errorsOf(b)) return false
  const ids: [def: FieldDef, a: string, b: string][] = []
  const sequences: [def: FieldDef, a: Counted, b: Counted][] = []
  const rowsA = a.tree.rows
  const rowsB = b.tree.rows
  for (let at = 0; at < a.tree.count * ROW_SIZE; at += ROW_SIZE) {
    const def = fieldById(rowsA[at]!)
    const other = fieldById(rowsB[at]!)
    if (pathNumber(def) !== pathNumber(other) || rowsA[at + ROW_DEPTH] !== rowsB[at + ROW_DEPTH]) return false
    const treatment = context.policy.of(def)
    if (treatment === 'ignored' || treatment === 'group') continue
    const [sourceA, sourceB] = [rowsA[at + ROW_SOURCE]!, rowsB[at + ROW_SOURCE]!]
    if (sourceA !== sourceB) return false
    const [startA, startB] = [rowsA[at + ROW_START]!, rowsB[at + ROW_START]!]
    if (sourceA === NO_SOURCE) {
      if (a.tree.derived[startA] !== b.tree.derived[startB]) return false
      continue
    }
    const length = rowsA[at + ROW_LENGTH]!
    if (length !== rowsB[at + ROW_LENGTH]) return false
    const bytesA = a.sources[sourceA]!.bytes
    const bytesB = b.sources[sourceB]!.bytes
    if (treatment === 'random' || areEqual(bytesA, startA, bytesB, startB, length)) {
      if (treatment !== 'id' && treatment !== 'sequence') continue
    } else if (treatment !== 'id' && treatment !== 'sequence') return false
    if (treatment === 'id') ids.push([def, textOf(bytesA, startA, length), textOf(bytesB, startB, length)])
    else if (def.width === 0 || length < def.width) return false
    else {
      const [valueA, valueB] = [readNumber(bytesA, startA, def.wire), readNumber(bytesB, startB, def.wire)]
      sequences.push([def, { value: valueA, message: a }, { value: valueB, message: b }])
    }
  }
  const { renaming, steps } = context
  return ids.every(([def, x, y]) => renaming.fits(def, x, y)) && steps.agreeAll(sequences)
}

/** The codes of what is wrong with a message. */
function errorsOf({ findings }: Kept): string {
  if (findings.length === 0) return ''
  const errors = findings.filter(({ kind }) => kind.severity === 'error')
  return errors.map(({ kind }) => kind.code).join()
}

function areEqual(a: Uint8Array, startA: number, b: Uint8Array, startB: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[startA + i] !== b[startB + i]) return false
  return true
}

/** A character a byte. */
function textOf(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1')
}
