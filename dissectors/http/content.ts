import { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Application, Content } from './application.js'
import { BODY_BYTES, BODY_PART, BODY_TEXT, HTTP } from './fields.js'
import { inflate, isInflatable } from './inflate.js'
import { MAX_CODINGS } from './limits.js'
import { isText, latin1 } from './syntax.js'
import { CAPABILITY_URL } from './target.js'

const CODING = findingKind('http.content-encoding', 'warning')
const INFLATE = findingKind('http.inflate', 'error')

/** Records the body in the cursor's region; `codings` are those it is in, the last one outermost. */
export function recordContent(
  at: Cursor,
  codings: readonly string[],
  content: Content,
  application: Application,
): void {
  const coding = codings.at(-1)
  if (!at.more) return
  if (coding === undefined) recordPlain(at, content, application)
  else if (isInflatable(coding) && codings.length <= MAX_CODINGS)
    recordInflated(at, coding, codings.slice(0, -1), content, application)
  else {
    at.rest(BODY_BYTES)
    at.find(CODING, `The body is in a content encoding that slx does not undo; it undoes gzip and deflate.`)
  }
}

function recordInflated(
  at: Cursor,
  coding: string,
  inner: readonly string[],
  content: Content,
  application: Application,
): void {
  const { message } = at
  const length = at.remaining
  const { bytes, problem } = inflate(at.bytes.subarray(at.pos, at.end), coding, content.complete)
  if (!bytes) {
    at.rest(BODY_BYTES)
    at.find(INFLATE, `${problem} The body is not inflated.`, length)
    return
  }
  at.rest(HTTP.encoded)
  if (problem) at.find(INFLATE, problem, length)
  const source = message.addSource('inflated', bytes, 0, bytes.length)
  const inside = new Cursor()
  inside.begin(message, source, at.depth, 'the end of the inflated body')
  const complete = content.complete && problem === undefined
  recordContent(inside, inner, { ...content, complete }, application)
  inside.finish()
}

function recordPlain(at: Cursor, content: Content, application: Application): void {
  if (application.body(at, content)) return
  if (!isText(at.bytes, at.pos, at.end)) at.rest(BODY_BYTES)
  else recordText(at)
}

/** A text; the URLs of capabilities in it are secrets. */
function recordText(at: Cursor): void {
  const { pos } = at
  const text = latin1(at.bytes, pos, at.end)
  const secrets = [...text.matchAll(CAPABILITY_URL)]
  if (secrets.length === 0) at.rest(BODY_TEXT)
  for (const found of secrets) {
    const [url, open] = found
    at.take(BODY_PART, pos + found.index + open!.length - at.pos)
    at.depth++
    at.take(HTTP.capability, url.length - open!.length)
    at.depth--
  }
  at.rest(BODY_PART)
}
