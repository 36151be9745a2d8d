import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { FieldDef } from '../../src/fields/index.js'
import { HTTP } from './fields.js'
import { CR, fieldEnd, latin1, lineEnd, nameEnd, textEnd, valueStart } from './syntax.js'
import { holdsCapability } from './target.js'

/** Header fields whose value lets in whoever reads it. */
const SECRET = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

const NO_COLON = findingKind('http.header-field', 'warning')

/** Records header lines as `line` up to the empty one, which is recorded as `emptyLine`. False when that is not there. */
export function recordFields(at: Cursor, line: FieldDef, emptyLine: FieldDef): boolean {
  while (at.more) {
    const { bytes, pos, end } = at
    const next = lineEnd(bytes, pos, end)
    if (next >= 0 && textEnd(bytes, pos, next) === pos) return at.take(emptyLine, next - pos) >= 0
    const halfEmptyLine = bytes[pos] === CR && pos + 1 === end
    if (halfEmptyLine) return false
    recordField(at, line, fieldEnd(bytes, pos, end))
  }
  return false
}

/** Records the header field that ends at `next`, or what there is of it when that is -1. */
function recordField(at: Cursor, line: FieldDef, next: number): void {
  const { bytes, pos } = at
  const end = next < 0 ? at.end : next
  const colon = nameEnd(bytes, pos, end)
  const value = isSecret(bytes, pos, colon, end) ? valueStart(bytes, colon, end) : end
  at.take(line, value - pos)
  if (value < end) recordSecret(at, end - value)
  if (colon < 0 && next >= 0) {
    const text = 'Expected a header field, a name and a colon, found a line without a colon.'
    at.find(NO_COLON, text, end - pos)
  }
}

/** A part of the line just recorded. */
function recordSecret(at: Cursor, length: number): void {
  at.depth++
  at.take(HTTP.credentials, length)
  at.depth--
}

function isSecret(bytes: Uint8Array, start: number, colon: number, end: number): boolean {
  if (colon < 0) return false
  return (
    SECRET.has(latin1(bytes, start, colon).trim().toLowerCase()) || holdsCapability(latin1(bytes, colon, end))
  )
}
