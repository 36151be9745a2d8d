import type { Cursor } from '../../../src/dissect/cursor.js'
import type { FieldDef } from '../../../src/fields/index.js'

/** Records a field of bytes and gives a copy of them; undefined when they are not all there. */
export function readBytes(at: Cursor, def: FieldDef, length: number): Uint8Array | undefined {
  const start = at.take(def, length)
  return start < 0 ? undefined : at.bytes.slice(start, start + length)
}

/** Text behind a count of its bytes: its bytes, undefined when they are not all there. */
export function readText(at: Cursor, length: FieldDef, def: FieldDef): Uint8Array | undefined {
  const count = at.read(length)
  return at.failed ? undefined : readBytes(at, def, count)
}

/** Text that ends with a zero byte: its bytes without that one, undefined when the end is not there. */
export function readTerminated(at: Cursor, def: FieldDef): Uint8Array | undefined {
  const length = at.bytes.subarray(at.pos, at.end).indexOf(0)
  if (length < 0) {
    at.take(def, at.remaining + 1)
    return undefined
  }
  return readBytes(at, def, length + 1)?.subarray(0, length)
}
