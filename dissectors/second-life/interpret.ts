import { count } from '../../src/count.js'
import { type Cursor, UNDECODED } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { MAX_FIELDS } from '../../src/dissect/limits.js'
import type { FieldDef } from '../../src/fields/index.js'
import { readNumber } from '../../src/fields/read.js'
import type { Circuit } from './circuit.js'
import { COUNTED, Op, type Program } from './compile.js'

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
export function runProgram(program: Program, at: Cursor, ends: Ends, circuit: Circuit | undefined): void {
  const { code, defs } = program
  const { tree, bytes, source, end, depth } = at
  let pc = 0
  let pos = at.pos
  /** Where the last field's value begins. */
  let value = pos
  // The block being read: its definition, its row, repeats to come, where its fields are in the code.
  let block = defs[0]!
  let row = -1
  let repeats = 0
  let fields = 0
  for (;;) {
    switch (code[pc]!) {
      case Op.Field: {
        const def = defs[code[pc + 1]!]!
        const width = code[pc + 2]!
        if (pos + width > end) {
          lack(at, pos, def, width, ends, row)
          return
        }
        tree.add(def, source, pos, width, depth + 1)
        value = pos
        pos += width
        pc += 3
        break
      }
      case Op.Variable: {
        const lengthDef = defs[code[pc + 1]!]!
        const width = code[pc + 2]!
        if (pos + width > end) {
          lack(at, pos, lengthDef, width, ends, row)
          return
        }
        tree.add(lengthDef, source, pos, width, depth + 1)
        const length = width === 1 ? bytes[pos]! : readNumber(bytes, pos, lengthDef.wire)
        pos += width
        const def = defs[code[pc + 3]!]!
        if (pos + length > end) {
          lack(at, pos, def, length, needed(ends), row)
          return
        }
        tree.add(def, source, pos, length, depth + 1)
        value = pos
        pos += length
        pc += 4
        break
      }
      case Op.Annotate:
      case Op.Explain: {
        if (circuit && (code[pc] === Op.Annotate || circuit.explains)) {
          at.pos = pos
          at.depth = depth + 2
          program.annotations[code[pc + 1]!]!(at, value, circuit)
          at.depth = depth
        }
        pc += 2
        break
      }
      case Op.Block: {
        block = defs[code[pc + 1]!]!
        repeats = code[pc + 2]!
        if (pos >= end && ends === Ends.MayLackTail && (repeats === COUNTED || code[pc + 4]! > 0)) {
          at.pos = pos
          lackBlocks(at, block)
          return
        }
        if (repeats === COUNTED) {
          const countDef = defs[code[pc + 3]!]!
          if (pos >= end) {
            lack(at, pos, countDef, 1, ends, -1)
            return
          }
          tree.add(countDef, source, pos, 1, depth)
          repeats = bytes[pos++]!
        }
        if (repeats > 0) {
          row = tree.add(block, source, pos, 0, depth)
          fields = pc + 6
          pc = fields
        } else pc = code[pc + 5]!
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
        row = tree.add(block, source, pos, 0, depth)
        pc = fields
        break
      }
      default:
        at.pos = pos
        takeLeftOver(at, program, ends)
        return
    }
  }
}

/** Of what has begun, the rest must be there. */
function needed(ends: Ends): Ends {
  return ends === Ends.MayLackTail ? Ends.Exact : ends
}

/** Accounts for what is left when a field does not fit, says so, and ends the open block (`row`, -1 when none is). */
function lack(at: Cursor, pos: number, def: FieldDef, width: number, ends: Ends, row: number): void {
  const { depth } = at
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

function takeLeftOver(at: Cursor, program: Program, ends: Ends): void {
  const left = at.remaining
  if (left === 0) return
  at.rest(UNDECODED)
  if (ends === Ends.Unknown) return
  at.find(
    LEFT_OVER,
    `${program.name}: template older than sender, ${count(left, 'byte')} left; a newer template (--template) would name them.`,
    left,
  )
}
