import { type Cursor, UNDECODED } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { linkKind } from '../../src/dissect/links.js'
import { tellDropped } from '../../src/dissect/waiting.js'
import type { Application } from './application.js'
import { recordBody } from './body.js'
import { HTTP } from './fields.js'
import type { Framed } from './framing.js'
import { recordFields } from './header.js'
import { MAX_WAITING } from './limits.js'
import { mayBeAnswer, mayStart, parseStartLine } from './start-line.js'
import { recordRequestLine, recordStatusLine } from './start-line-fields.js'
import { stopShort } from './stop.js'
import { CR, LF, lineEnd, textEnd } from './syntax.js'

const RESPONSE = linkKind('http', 'Request in', 'Response in')
const NO_START_LINE = findingKind('http.no-start-line', 'error')

/** Records one request or answer, whole or as far as it goes, and names the message. */
export function recordMessage(at: Cursor, framed: Framed, application: Application): void {
  recordEmptyLines(at)
  if (!at.more) return
  const target = recordStartLine(at, framed, application)
  if (at.failed) return
  if (!recordFields(at, HTTP.header, HTTP.header_end)) {
    stopShort(at, HTTP.header_end, framed)
    return
  }
  if (target !== undefined) application.request(at, target, framed.exchange)
  recordBody(at, framed, application)
  recordLink(at, framed)
}

/** Connects an answer with its request. */
function recordLink(at: Cursor, { head, exchange }: Framed): void {
  if (!head || !exchange) return
  if (head.start.kind === 'request') {
    exchange.request = at.message.ref()
    if (exchange.displaces) tellDropped(at.message, MAX_WAITING, 'requests wait for their answer')
  } else if (exchange.request && head.start.status >= 200) at.link(RESPONSE, exchange.request)
}

function recordEmptyLines(at: Cursor): void {
  let end = at.pos
  while (end < at.end && (at.bytes[end] === CR || at.bytes[end] === LF)) end++
  if (end > at.pos) at.take(HTTP.empty_lines, end - at.pos)
}

/** The start line; of one that is not whole, the parts that are. Returns the target of a request. */
function recordStartLine(at: Cursor, framed: Framed, application: Application): string | undefined {
  const { bytes, pos, end } = at
  const next = lineEnd(bytes, pos, end)
  const whole = next >= 0
  if (whole ? !parseStartLine(bytes, pos, next) : mayStart(bytes, pos, end) === 'no') {
    recordJunk(at)
    return undefined
  }
  // Where a CR is the last byte there is, its LF is yet to come.
  const stop = textEnd(bytes, pos, whole ? next : end + 1)
  let target: string | undefined
  if (mayBeAnswer(bytes, pos, stop)) recordStatusLine(at, stop)
  else target = recordRequestLine(at, stop, (name) => application.isSecret(name))
  if (whole) at.take(HTTP.line_end, next - at.pos)
  else stopShort(at, HTTP.line_end, framed)
  return target
}

function recordJunk(at: Cursor): void {
  const left = at.remaining
  at.rest(UNDECODED)
  const text = `Expected a request line (GET / HTTP/1.1) or a status line (HTTP/1.1 200 OK), found ${left} other bytes.`
  at.find(NO_START_LINE, text, left)
  at.failed = true
}
