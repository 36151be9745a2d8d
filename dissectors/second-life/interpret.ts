import { count } from '../../src/count.js'
import { type Cursor, UNDECODED } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { MAX_FIELDS } from '../../src/dissect/limits.js'
import { type FieldDef, fieldById } from '../../src/fields/index.js'
import { u16le, u32le } from '../../src/fields/read.js'
import type { Circuit } from './circuit.js'
import { BLOCK_SIZE, COUNTED, type Code, FIELDS_SIZE, Op } from './compile.js'

/** What is known about where a message's bytes end. */
export const enum Ends {
  /** They end where the message ends. */
  Exact,
  /** The same, but senders with an older template leave out the last blocks. */
  MayLackTail,
  /** Nothing, and that has been reported: running short or having bytes left over is no news. */
  Unknown,
}

const ABSENT_TAIL = findingKind('sl.absent-tail', 'note')
const ABSENT_FIELDS = findingKind('sl.absent-fields', 'warning')
const LEFT_OVER = findingKind('sl.left-over', 'warning')

/** Records the body of a message, from the cursor to the end of its region. Without `circuit` annotations are left out. */
export function runCode(code: Code, at: Cursor, ends: Ends, circuit: Circuit | undefined): void {
  const { ops } = code
  const { tree, bytes, source, end, depth } = at
  let pc = 0
  let pos = at.pos
  /** Where the last field's value begins. */
  let value = pos
  // The block being read: its definition, its row, repeats to come, where its fields are in the code.
  let block = 0
  let row = -1
  let repeats = 0
  let fields = 0
  for (;;) {
    switch (ops[pc]!) {
      case Op.Fields: {
        const count = ops[pc + 1]!
        const first = pc + FIELDS_SIZE
        if (pos + ops[pc + 2]! > end) {
          lackField(at, pos, ops, first, ends, row)
          return
        }
        pc = first + 2 * count
        pos = tree.addFields(ops, first, count, source, pos, depth + 1)
        value = pos - ops[pc - 1]!
        break
      }
      case Op.Variable: {
        const width = ops[pc + 2]!
        if (pos + width > end) {
          lack(at, pos, ops[pc + 1]!, width, ends, row)
          return
        }
        tree.addById(ops[pc + 1]!, source, pos, width, depth + 1)
        const length = readLength(bytes, pos, width)
        pos += width
        if (pos + length > end) {
          lack(at, pos, ops[pc + 3]!, length, needed(ends), row)
          return
        }
        tree.addById(ops[pc + 3]!, source, pos, length, depth + 1)
        value = pos
        pos += length
        pc += 4
        break
      }
      case Op.Annotate: {
        if (circuit) {
          at.pos = pos
          at.depth = depth + 2
          code.annotations[ops[pc + 1]!]!(at, value, circuit)
          at.depth = depth
        }
        pc += 2
        break
      }
      case Op.Block: {
        block = ops[pc + 1]!
        repeats = ops[pc + 2]!
        if (pos >= end && ends === Ends.MayLackTail && (repeats === COUNTED || ops[pc + 4]! > 0)) {
          at.pos = pos
          lackBlocks(at, fieldById(block))
          return
        }
        if (repeats === COUNTED) {
          if (pos >= end) {
            lack(at, pos, ops[pc + 3]!, 1, ends, -1)
            return
          }
          tree.addById(ops[pc + 3]!, source, pos, 1, depth)
          repeats = bytes[pos++]!
        }
        if (repeats > 0) {
          row = tree.addById(block, source, pos, 0, depth)
          fields = pc + BLOCK_SIZE
          pc = fields
        } else pc = ops[pc + 5]!
        break
      }
      case Op.Next: {
        tree.setEnd(row, pos)
        if (--repeats === 0) {
          pc++
          break
        }
        if (tree.count >= MAX_FIELDS) {
          lack(at, pos, block, 0, needed(ends), -1)
          return
        }
        row = tree.addById(block, source, pos, 0, depth)
        pc = fields
        break
      }
      default:
        at.pos = pos
        takeLeftOver(at, code.message, ends)
        return
    }
  }
}

function readLength(bytes: Uint8Array, at: number, width: number): number {
  if (width === 1) return bytes[at]!
  return width === 2 ? u16le(bytes, at) : u32le(bytes, at)
}

/** Of what has begun, the rest must be there. */
function needed(ends: Ends): Ends {
  return ends === Ends.MayLackTail ? Ends.Exact : ends
}

/** Records those of the fields in a row that fit, and accounts for what is left before the first that does not. */
function lackField(at: Cursor, start: number, ops: Int32Array, first: number, ends: Ends, row: number): void {
  const { tree, source, end, depth } = at
  let field = first
  let pos = start
  for (; pos + ops[field + 1]! <= end; field += 2) pos = tree.addFields(ops, field, 1, source, pos, depth + 1)
  lack(at, pos, ops[field]!, ops[field + 1]!, ends, row)
}

/** Accounts for what is left when a field does not fit, says so, and ends the open block (`row`, -1 when none is). */
function lack(at: Cursor, pos: number, id: number, width: number, ends: Ends, row: number): void {
  const { depth } = at
  const def = fieldById(id)
  at.pos = pos
  if (row >= 0) at.depth++
  // What is there of a secret stays one.
  if (ends === Ends.Unknown) at.rest(def.role === 'secret' ? def : UNDECODED)
  else if (ends === Ends.MayLackTail && !at.more)
    at.find(
      ABSENT_FIELDS,
      `The message ends inside a block, before '${def.label}'; viewers read zeros there.`,
    )
  else at.take(def, width)
  if (row >= 0) at.tree.setEnd(row, at.pos)
  at.depth = depth
}

function lackBlocks(at: Cursor, block: FieldDef): void {
  at.find(
    ABSENT_TAIL,
    `The message ends before the block '${block.label}': senders with an older template leave out what was added later.`,
  )
}

function takeLeftOver(at: Cursor, message: string, ends: Ends): void {
  const left = at.remaining
  if (left === 0) return
  at.rest(UNDECODED)
  if (ends === Ends.Unknown) return
  at.find(
    LEFT_OVER,
    `${message}: template older than sender, ${count(left, 'byte')} left; a newer template (--template) would name them.`,
    left,
  )
}
