import type { Cursor } from '../../src/dissect/cursor.js'
import type { FieldDef } from '../../src/fields/index.js'
import { chunkSize } from './chunk.js'
import { BODY_BYTES, BODY_TEXT, CHUNK, HTTP } from './fields.js'
import type { Framed } from './framing.js'
import { recordFields } from './header.js'
import { stopShort } from './stop.js'
import { isText, lineEnd, lineEndLength } from './syntax.js'

/** Records what follows the header fields. */
export function recordBody(at: Cursor, framed: Framed): void {
  const { by, length, problem } = framed.body
  if (problem) at.find(problem.kind, problem.text)
  if (by === 'length') {
    at.derive(HTTP.content_length, length)
    recordContent(at, length, HTTP.content_length)
  } else if (by === 'chunks') recordChunks(at, framed)
  else if (by === 'close') recordRest(at)
}

function recordChunks(at: Cursor, framed: Framed): void {
  while (recordChunk(at, framed) > 0);
  if (at.failed) return
  if (!recordFields(at, HTTP.trailer, HTTP.trailer_end)) stopShort(at, HTTP.trailer_end, framed)
}

/** Returns the chunk's size: 0 for the last one, and after a failure. */
function recordChunk(at: Cursor, framed: Framed): number {
  const next = lineEnd(at.bytes, at.pos, at.end)
  const size = next < 0 ? -1 : chunkSize(at.bytes, at.pos, next)
  if (size < 0) {
    stopShort(at, CHUNK.size, framed)
    return 0
  }
  at.open(HTTP.chunk)
  at.take(CHUNK.size, next - at.pos)
  if (size > 0) recordChunkData(at, size, framed)
  at.close()
  return at.failed ? 0 : size
}

function recordChunkData(at: Cursor, size: number, framed: Framed): void {
  recordContent(at, size, CHUNK.size)
  if (at.failed) return
  const length = lineEndLength(at.bytes, at.pos, at.end)
  if (length > 0) at.take(CHUNK.end, length)
  else stopShort(at, CHUNK.end, framed)
}

/** Records `length` bytes, as the field `by` said, or as many of them as are there. */
function recordContent(at: Cursor, length: number, by: FieldDef): void {
  at.enter(length, by)
  recordRest(at)
  at.leave()
}

function recordRest(at: Cursor): void {
  at.rest(isText(at.bytes, at.pos, at.end) ? BODY_TEXT : BODY_BYTES)
}
