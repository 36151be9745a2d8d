import type { Cursor } from '../../src/dissect/cursor.js'
import type { FieldDef } from '../../src/fields/index.js'
import { HTTP } from './fields.js'
import { methodEnd, STATUS_LENGTH, targetEnd, VERSION_LENGTH } from './start-line.js'
import { STATUS_NAMES } from './status.js'
import { latin1 } from './syntax.js'
import { publicLength, shortTarget } from './target.js'

/** Characters of a reason that the message's type shows. */
const MAX_REASON = 60

/** Records `METHOD target HTTP/1.1` up to `end`, where the line's text ends or is broken off. Returns the target. */
export function recordRequestLine(at: Cursor, end: number, isSecret: (target: string) => boolean): string {
  const { message } = at
  message.type = takeText(at, HTTP.method, methodEnd(at.bytes, at.pos, end))
  at.take(HTTP.after_method, 1)
  if (at.pos >= end) return ''
  const stop = targetEnd(at.bytes, at.pos, end)
  const target = latin1(at.bytes, at.pos, stop)
  const secret = isSecret(target)
  takeText(at, HTTP.target, at.pos + publicLength(target, secret))
  takeText(at, HTTP.capability, stop)
  message.type += ` ${shortTarget(target, secret)}`
  at.take(HTTP.after_target, 1)
  recordVersion(at)
  return target
}

/** Records `HTTP/1.1 200 reason` likewise. */
export function recordStatusLine(at: Cursor, end: number): void {
  recordVersion(at)
  at.take(HTTP.after_version, 1)
  const status = at.take(HTTP.status, STATUS_LENGTH)
  if (status < 0) return
  const code = latin1(at.bytes, status, at.pos)
  const name = STATUS_NAMES.get(Number(code)) ?? ''
  if (name !== '') recordStatusName(at, name)
  if (at.pos < end) at.take(HTTP.after_status, 1)
  const reason = at.pos < end ? takeText(at, HTTP.reason, end) : name
  at.message.type = `${code} ${reason.slice(0, MAX_REASON)}`.trimEnd()
}

function recordVersion(at: Cursor): void {
  const start = at.take(HTTP.version, VERSION_LENGTH)
  if (start >= 0) at.message.title = latin1(at.bytes, start, at.pos)
}

function recordStatusName(at: Cursor, name: string): void {
  at.depth++
  at.derive(HTTP.status_name, name)
  at.depth--
}

/** Records what stands before `end`, unless that is nothing, and returns it. */
function takeText(at: Cursor, def: FieldDef, end: number): string {
  const { bytes, pos } = at
  if (pos < end) at.take(def, end - pos)
  return latin1(bytes, pos, end)
}
