import { Cursor } from '../../src/dissect/cursor.js'
import type { Application, Content } from './application.js'
import { chunkSize } from './chunk.js'
import { recordContent } from './content.js'
import { CHUNK, HTTP } from './fields.js'
import type { Framed } from './framing.js'
import { codingsOf } from './head.js'
import { recordFields } from './header.js'
import { stopShort } from './stop.js'
import { lineEnd, lineEndLength } from './syntax.js'

/** Records what follows the header fields. */
export function recordBody(at: Cursor, framed: Framed, application: Application): void {
  const { by, length, problem } = framed.body
  if (problem) at.find(problem.kind, problem.text)
  if (by === 'length') {
    at.derive(HTTP.content_length, length)
    const complete = at.remaining >= length
    at.enter(length, HTTP.content_length)
    record(at, framed, complete, application)
    at.leave()
  } else if (by === 'chunks') recordChunks(at, framed, application)
  else if (by === 'close') record(at, framed, true, application)
}

function record(at: Cursor, framed: Framed, complete: boolean, application: Application): void {
  const { head, exchange } = framed
  const content: Content = {
    isRequest: head!.start.kind === 'request',
    type: head!.type,
    complete,
    exchange,
  }
  recordContent(at, codingsOf(head!), content, application)
}

/** Where the data of chunks stands. */
type Range = readonly [start: number, end: number]

function recordChunks(at: Cursor, framed: Framed, application: Application): void {
  const { bytes } = at
  const data: Range[] = []
  while (recordChunk(at, framed, data) > 0);
  const complete = !at.failed
  if (complete && !recordFields(at, HTTP.trailer, HTTP.trailer_end)) stopShort(at, HTTP.trailer_end, framed)
  if (data.length === 0) return
  const joined = Buffer.concat(data.map(([start, end]) => bytes.subarray(start, end)))
  const source = at.message.addSource('body', joined, 0, joined.length)
  const inside = new Cursor()
  inside.begin(at.message, source, at.depth, 'the end of the body')
  record(inside, framed, complete, application)
  inside.finish()
}

/** Returns the chunk's size: 0 for the last one, and after a failure. */
function recordChunk(at: Cursor, framed: Framed, data: Range[]): number {
  const next = lineEnd(at.bytes, at.pos, at.end)
  const size = next < 0 ? -1 : chunkSize(at.bytes, at.pos, next)
  if (size < 0) {
    stopShort(at, CHUNK.size, framed)
    return 0
  }
  at.open(HTTP.chunk)
  at.take(CHUNK.size, next - at.pos)
  if (size > 0) recordChunkData(at, size, framed, data)
  at.close()
  return at.failed ? 0 : size
}

function recordChunkData(at: Cursor, size: number, framed: Framed, data: Range[]): void {
  const start = at.pos
  at.enter(size, CHUNK.size)
  at.rest(CHUNK.data)
  if (at.pos > start) data.push([start, at.pos])
  at.leave()
  if (at.failed) return
  const length = lineEndLength(at.bytes, at.pos, at.end)
  if (length > 0) at.take(CHUNK.end, length)
  else stopShort(at, CHUNK.end, framed)
}
