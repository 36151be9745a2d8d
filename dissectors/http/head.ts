import { type FindingKind, findingKind } from '../../src/dissect/finding.js'
import type { StartLine } from './start-line.js'
import { fieldEnd, latin1, nameEnd, textEnd, valueStart } from './syntax.js'

/** What a head says that decides where its message ends and what its body is. */
export interface Head {
  readonly start: StartLine
  /** Values of its Content-Length fields. */
  readonly lengths: readonly string[]
  /** Values of its Transfer-Encoding fields. */
  readonly codings: readonly string[]
  /** Values of its Content-Encoding fields. */
  readonly encodings: readonly string[]
  /** Its Content-Type in lower case, without parameters; empty when there is none. */
  readonly type: string
}

/** How the end of a body is found (RFC 9112 section 6.3). */
export interface Body {
  readonly by: 'nothing' | 'length' | 'chunks' | 'close'
  /** Bytes, where they are counted beforehand. */
  readonly length: number
  /** What is wrong with what the head says about it. */
  readonly problem: Problem | undefined
}

/** A finding yet to be placed. */
export interface Problem {
  readonly kind: FindingKind
  readonly text: string
}

const BAD_LENGTH = findingKind('http.content-length', 'error')
const BAD_CODING = findingKind('http.transfer-encoding', 'error')
const BOTH = findingKind('http.two-framings', 'warning')

/** Digits of a length that is believed: a petabyte less one. */
const MAX_LENGTH_DIGITS = 15
/** Characters of a wrong value that a sentence quotes. */
const MAX_QUOTE = 40

export const NO_BODY: Body = { by: 'nothing', length: 0, problem: undefined }
const UNTIL_CLOSE: Body = { by: 'close', length: 0, problem: undefined }
const CHUNKS: Body = { by: 'chunks', length: 0, problem: undefined }

/** The header fields that are read. */
const READ = ['content-length', 'transfer-encoding', 'content-encoding', 'content-type']

/** Reads the header fields `bytes[fields..end)`, which stand behind the start line. */
export function parseHead(start: StartLine, bytes: Uint8Array, fields: number, end: number): Head {
  const known: ReadonlyMap<string, string[]> = new Map(READ.map((name) => [name, []]))
  for (let at = fields, next = 0; at < end; at = next) {
    next = fieldEnd(bytes, at, end)
    if (next < 0) break
    const colon = nameEnd(bytes, at, next)
    if (colon < 0) continue
    const name = latin1(bytes, at, colon).toLowerCase()
    known.get(name)?.push(latin1(bytes, valueStart(bytes, colon, next), textEnd(bytes, at, next)).trim())
  }
  return {
    start,
    lengths: known.get('content-length')!,
    codings: known.get('transfer-encoding')!,
    encodings: known.get('content-encoding')!,
    type: (known.get('content-type')!.at(-1) ?? '').split(';')[0]!.trim().toLowerCase(),
  }
}

/** How the body behind `head` ends; `asked` is the method of the request it answers, where that is known. */
export function bodyOf(head: Head, asked: string | undefined): Body {
  const { start } = head
  if (start.kind === 'status' && answersWithoutBody(start.status, asked)) return NO_BODY
  if (head.codings.length > 0) return codedBody(head)
  if (head.lengths.length > 0) return countedBody(head.lengths)
  return start.kind === 'request' ? NO_BODY : UNTIL_CLOSE
}

/** The codings a body is in besides its chunks, in lower case; the last one was put on last. */
export function codingsOf({ encodings, codings }: Head): string[] {
  const transfer = listed(codings).filter((coding) => coding !== 'chunked')
  return [...listed(encodings), ...transfer].filter((coding) => coding !== 'identity' && coding !== '')
}

function listed(values: readonly string[]): string[] {
  return values
    .join()
    .split(',')
    .map((value) => value.trim().toLowerCase())
}

/** Whether what follows an answer is no longer HTTP: another protocol agreed on, or a tunnel. */
export function switchesProtocol(head: Head, asked: string | undefined): boolean {
  if (head.start.kind === 'request') return false
  const { status } = head.start
  return status === 101 || (asked === 'CONNECT' && isSuccess(status))
}

function answersWithoutBody(status: number, asked: string | undefined): boolean {
  const never = status < 200 || status === 204 || status === 304
  return never || asked === 'HEAD' || (asked === 'CONNECT' && isSuccess(status))
}

function codedBody(head: Head): Body {
  const last = head.codings.join().split(',').at(-1)!.trim()
  if (last.toLowerCase() === 'chunked')
    return head.lengths.length === 0 ? CHUNKS : { ...CHUNKS, problem: TWO }
  if (head.start.kind === 'status') return UNTIL_CLOSE
  return unknownEnd(BAD_CODING, `Transfer-Encoding ends in ${quote(last)} and not in 'chunked'`)
}

function countedBody(lengths: readonly string[]): Body {
  const values = lengths
    .join()
    .split(',')
    .map((value) => value.trim())
  const wrong = values.find((value) => !/^\d+$/.test(value) || value.length > MAX_LENGTH_DIGITS)
  if (wrong !== undefined)
    return unknownEnd(BAD_LENGTH, `Content-Length is ${quote(wrong)} and not a number of bytes`)
  const length = Number(values[0])
  const other = values.find((value) => Number(value) !== length)
  if (other !== undefined)
    return unknownEnd(BAD_LENGTH, `Content-Length is given as ${length} and as ${Number(other)}`)
  return { by: 'length', length, problem: undefined }
}

const TWO: Problem = {
  kind: BOTH,
  text: 'Both Transfer-Encoding and Content-Length are given; the chunks decide where the body ends.',
}

function unknownEnd(kind: FindingKind, what: string): Body {
  const text = `${what}, so the end of the body is not known; the next start line is searched for.`
  return { ...NO_BODY, problem: { kind, text } }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function quote(value: string): string {
  return value.length > MAX_QUOTE ? `'${value.slice(0, MAX_QUOTE)}...'` : `'${value}'`
}
