import type { Cursor } from '../../../src/dissect/cursor.js'
import { type FieldDef, type FieldOptions, group, layer, padding, text } from '../../../src/fields/index.js'
import { indexOfByte, type Payload } from './payload.js'

/*
 * Lines of text, a NUL behind the last: `FirstName STRING RW SV Philip`.
 *
 *   name, type, who may change it, who is told, value
 *
 * The third and fourth part may be absent. Each part is shown with the blank or line end behind it among its
 * bytes.
 */

const BLANK = 0x20
const LINE_END = 0x0a
const NUL = 0x00

const part = (options: FieldOptions = {}) => text({ type: 'string', ends: BLANK, ...options })

const NV = layer('sl.name-value', {
  Pair: group({ repeated: true }),
  Name: part(),
  Type: part(),
  Class: part({ doc: 'Who may change it' }),
  SendTo: part({ doc: 'Who is told' }),
  Value: part({ ends: LINE_END }),
  End: padding({ doc: 'A NUL behind the last line end' }),
})

/** The value of the last line. */
const LAST = layer('sl.name-value', { Value: part({ ends: NUL }) })

const CLASSES = new Set(['R', 'RW', 'READ_ONLY', 'READ_WRITE', 'CB', 'CALLBACK'])
const RECEIVERS = new Set(['S', 'SIM', 'SV', 'SIM_VIEWER', 'DS', 'DATA_SIM', 'DSV', 'DATA_SIM_VIEWER'])

/** Bytes of the longest word of those. */
const MAX_WORD = 16

export const NAME_VALUES: Payload = { doc: 'Names with values, one a line', read: readNameValues }

function readNameValues(at: Cursor): void {
  while (at.more) {
    const lineEnd = indexOfByte(at.bytes, LINE_END, at.pos, at.end)
    if (at.remaining === 1 && at.bytes[at.pos] === NUL) at.rest(NV.End)
    else readPair(at, lineEnd < 0 ? at.end : lineEnd + 1)
  }
}

function readPair(at: Cursor, end: number): void {
  at.open(NV.Pair)
  takeWord(at, NV.Name, end)
  takeWord(at, NV.Type, end)
  if (CLASSES.has(wordAt(at, end))) takeWord(at, NV.Class, end)
  if (RECEIVERS.has(wordAt(at, end))) takeWord(at, NV.SendTo, end)
  if (at.pos < end) at.take(at.bytes[end - 1] === LINE_END ? NV.Value : LAST.Value, end - at.pos)
  at.close()
}

/** Takes a word with the blank behind it; nothing when no blank is left in the line. */
function takeWord(at: Cursor, def: FieldDef, end: number): void {
  const blank = indexOfByte(at.bytes, BLANK, at.pos, end)
  if (blank >= 0) at.take(def, blank + 1 - at.pos)
}

function wordAt(at: Cursor, end: number): string {
  const blank = indexOfByte(at.bytes, BLANK, at.pos, Math.min(end, at.pos + MAX_WORD))
  return blank < 0 ? '' : Buffer.from(at.bytes.subarray(at.pos, blank)).toString('latin1')
}
