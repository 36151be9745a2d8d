import { type Cursor, UNDECODED } from '../../src/dissect/cursor.js'
import type { FieldDef } from '../../src/fields/index.js'
import type { Framed } from './framing.js'

/** Ends a message that is not whole where `missing` should come: it was given up there, or its bytes end there. */
export function stopShort(at: Cursor, missing: FieldDef, framed: Framed): void {
  const { givenUp } = framed
  const left = at.remaining
  if (givenUp && !at.failed) {
    at.rest(UNDECODED)
    at.find(givenUp.kind, givenUp.text, left)
    at.failed = true
  } else at.take(missing, left + 1)
}
