import { Cursor } from '../../src/dissect/cursor.js'
import type { Application, Content } from './application.js'
import { chunkSize } from './chunk.js'
import { recordContent } from './content.js'
import { CHUNK, HTTP } from './fields.js'
import type { Framed } from './framing.js'
import { codingsOf } from './head.js'
import { recordFields } from './header.js'
import { MAX_CHUNKS_SHOWN } from './limits.js'
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

function recordChunks(at: Cursor, framed: Framed, application: Application): void {
  const body = new Joined(at.remaining)
  let shown = 0
  while (recordChunk(at, framed, body) > 0) if (++shown === MAX_CHUNKS_SHOWN) takeWholeChunks(at, body)
  const complete = !at.failed
  if (complete && !recordFields(at, HTTP.trailer, HTTP.trailer_end)) stopShort(at, HTTP.trailer_end, framed)
  if (body.length === 0) return
  const source = at.message.addSource('body', body.bytes, 0, body.length)
  const inside = new Cursor()
  inside.begin(at.message, source, at.depth, 'the end of the body')
  record(inside, framed, complete, application)
  inside.finish()
}

/** The data of chunks, put together. */
class Joined {
  readonly bytes: Uint8Array
  length = 0

  constructor(most: number) {
    this.bytes = new Uint8Array(most)
  }

  add(part: Uint8Array): void {
    this.bytes.set(part, this.length)
    this.length += part.length
  }
}

/** Returns the chunk's size: 0 for the last one, and after a failure. */
function recordChunk(at: Cursor, framed: Framed, body: Joined): number {
  const next = lineEnd(at.bytes, at.pos, at.end)
  const size = next < 0 ? -1 : chunkSize(at.bytes, at.pos, next)
  if (size < 0) {
    stopShort(at, CHUNK.size, framed)
    return 0
  }
  at.open(HTTP.chunk)
  at.take(CHUNK.size, next - at.pos)
  if (size > 0) recordChunkData(at, size, framed, body)
  at.close()
  return at.failed ? 0 : size
}

function recordChunkData(at: Cursor, size: number, framed: Framed, body: Joined): void {
  const start = at.pos
  at.enter(size, CHUNK.size)
  at.rest(CHUNK.data)
  body.add(at.bytes.subarray(start, at.pos))
  at.leave()
  if (at.failed) return
  const length = lineEndLength(at.bytes, at.pos, at.end)
  if (length > 0) at.take(CHUNK.end, length)
  else stopShort(at, CHUNK.end, framed)
}

/** Takes all chunks that are whole, but for the last one, as one field. */
function takeWholeChunks(at: Cursor, body: Joined): void {
  const { bytes, end } = at
  let pos = at.pos
  for (;;) {
    const data = lineEnd(bytes, pos, end)
    const size = data < 0 ? 0 : chunkSize(bytes, pos, data)
    const length = size > 0 ? lineEndLength(bytes, data + size, end) : 0
    if (length <= 0) break
    body.add(bytes.subarray(data, data + size))
    pos = data + size + length
  }
  if (pos > at.pos) at.take(HTTP.more_chunks, pos - at.pos)
}
