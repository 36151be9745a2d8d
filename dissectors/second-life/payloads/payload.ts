import type { Cursor } from '../../../src/dissect/cursor.js'
import { UNDECODED } from '../../../src/dissect/cursor.js'
import { findingKind } from '../../../src/dissect/finding.js'
import type { FieldDef } from '../../../src/fields/index.js'

/** What is packed into a field of variable length: a structure that the template does not tell. */
export interface Payload {
  /** One line for `slx fields`. */
  readonly doc: string
  /** The field of the same block whose number says which of several layouts it is. */
  readonly by?: string
  /**
   * Records what the bytes say. The cursor is confined to them, there is at least one, and what is not read
   * becomes a leaf of its own. `by` is the number of the field that decides, NaN when it is not there.
   */
  readonly read: (at: Cursor, by: number) => void
}

/** Reads fields of fixed width one behind the other. */
export function readAll(at: Cursor, fields: readonly FieldDef[]): void {
  for (const field of fields) at.take(field, field.width)
}

/** Where the next `byte` is in `bytes[start..end)`; -1 when it is not there. */
export function indexOfByte(bytes: Uint8Array, byte: number, start: number, end: number): number {
  for (let at = start; at < end; at++) if (bytes[at] === byte) return at
  return -1
}

/** Records text up to and with the next NUL, or to the end when there is none. */
export function takeString(at: Cursor, def: FieldDef): void {
  const nul = indexOfByte(at.bytes, 0, at.pos, at.end)
  at.take(def, (nul < 0 ? at.end : nul + 1) - at.pos)
}

/** A payload in none of the forms known: its bytes stay as they are. */
export function takeUnknown(at: Cursor, known: string): void {
  const length = at.remaining
  at.rest(UNDECODED)
  at.find(FORM, `These ${length} bytes are in no form known (${known}); they are not decoded.`, length)
}

const FORM = findingKind('sl.payload-form', 'note')
