import type { Cursor } from '../../../src/dissect/cursor.js'
import { ROW_DEPTH, ROW_SIZE, ROW_START } from '../../../src/dissect/tree.js'
import { type FieldDef, Wire } from '../../../src/fields/index.js'
import { readNumber } from '../../../src/fields/read.js'
import { type BlockTemplate, type FieldTemplate, fieldWidth } from '../template/model.js'

/**
 * Finds the number of another field of the same repeat of a block, when the cursor stands behind a field of
 * it, one level deeper. NaN when it is not there.
 */
export type Sibling = (at: Cursor) => number

/** How to find, from `field`, the field defined as `wanted`; in the classic order it may come later. */
export function siblingOf(block: BlockTemplate, field: FieldTemplate, wanted: FieldDef): Sibling {
  const own = block.fields.indexOf(field)
  const other = block.fields.findIndex(({ name }) => name === wanted.name)
  return other < own
    ? (at) => recorded(at, wanted)
    : (at) => ahead(at, block.fields.slice(own + 1, other), wanted)
}

/** In a row of this repeat. */
function recorded(at: Cursor, wanted: FieldDef): number {
  const { rows, count } = at.tree
  for (let row = (count - 1) * ROW_SIZE; row >= 0; row -= ROW_SIZE) {
    if (rows[row + ROW_DEPTH]! < at.depth - 1) break
    if (rows[row] === wanted.id) return readNumber(at.bytes, rows[row + ROW_START]!, wanted.wire)
  }
  return Number.NaN
}

/** In bytes not yet recorded, behind `between`. */
function ahead(at: Cursor, between: readonly FieldTemplate[], wanted: FieldDef): number {
  let offset = 0
  for (const field of between) {
    if (field.type === 'Variable') {
      const length = at.peek(LENGTHS[field.size]!, field.size, offset)
      if (length < 0) return Number.NaN
      offset += length
    }
    offset += fieldWidth(field)
  }
  if (at.pos + offset + wanted.width > at.end) return Number.NaN
  return readNumber(at.bytes, at.pos + offset, wanted.wire)
}

/** By the size of a length. */
const LENGTHS: Readonly<Record<number, Wire>> = { 1: Wire.U8, 2: Wire.U16LE, 4: Wire.U32LE }
