import { type FindingKind, findingKind } from '../../src/dissect/finding.js'
import { chunkSize } from './chunk.js'
import { type Body, bodyOf, type Head, NO_BODY, type Problem, parseHead, switchesProtocol } from './head.js'
import { MAX_CHUNK_LINE, MAX_HEAD } from './limits.js'
import type { Exchange, Requests } from './requests.js'
import { endsMidLine, Progress, Seeker } from './seek.js'
import type { StartLine } from './start-line.js'
import { lineEndLength, textEnd } from './syntax.js'

/** What is known about where one message ends. */
export interface Framed {
  /** How its body ends; no body as long as the head is incomplete. */
  readonly body: Body
  /** What follows on the connection is no longer HTTP. */
  readonly switches: boolean
  /** What the head says; undefined as long as it is incomplete. */
  readonly head: Head | undefined
  /** The request and its answer that the message belongs to, where that is known. */
  readonly exchange: Exchange | undefined
  /** Why the message ends without being whole, where it was given up. */
  readonly givenUp: Problem | undefined
}

const HEAD_TOO_LONG = findingKind('http.head-too-long', 'error')
const TRAILERS_TOO_LONG = findingKind('http.trailers-too-long', 'error')
const BAD_CHUNK = findingKind('http.chunk', 'error')

const SEARCHED = 'the next start line is searched for.'

const UNKNOWN: Framed = {
  body: NO_BODY,
  switches: false,
  head: undefined,
  exchange: undefined,
  givenUp: undefined,
}

const enum Step {
  Seek,
  Head,
  /** The body's end is `progress.at`. */
  Counted,
  /** The body's end is the stream's. */
  UntilClose,
  ChunkSize,
  /** At the end of a chunk's data, which may still have to come. */
  ChunkEnd,
  Trailers,
}

/**
 * Finds where the messages of one direction end. It remembers how far it got in the message at the front,
 * so that a message that comes in small pieces is read once.
 */
export class Framer {
  readonly #requests: Requests
  #step: Step = Step.Seek
  #progress = new Progress()
  #seeker = new Seeker(this.#progress, false)
  #start: StartLine | undefined
  /** Where the section being read began: header fields, trailers. */
  #section = 0
  #framed = UNKNOWN
  /** What is known about the message that was cut last, until `take`. */
  #cut: Framed | undefined

  /** `requests` is shared by both directions. */
  constructor(requests: Requests) {
    this.#requests = requests
  }

  /** As `Session.cut`: the length of the message at `start`, 0 for more bytes, negative for junk to skip. */
  cut(bytes: Uint8Array, start: number, end: number): number {
    const size = this.#advance(bytes, start, end)
    if (size === 0) return 0
    const framed = this.#framed
    const unfinished = size < 0 || framed.givenUp !== undefined
    this.reset(unfinished && endsMidLine(bytes, start, Math.abs(size)))
    if (size > 0) this.#cut = framed
    return size
  }

  /** What is known about the message in these bytes: the one cut just now, or one that stays incomplete. */
  take(bytes: Uint8Array, start: number, end: number): Framed {
    if (!this.#cut) this.#advance(bytes, start, end)
    const framed = this.#cut ?? this.#framed
    if (!this.#cut) this.reset(false)
    this.#cut = undefined
    return framed
  }

  /** Whether the message at the front ends where the connection does. */
  get endsAtClose(): boolean {
    return this.#step === Step.UntilClose
  }

  /** Begins anew with the next bytes, which may belong to a line whose beginning is gone. */
  reset(midLine: boolean): void {
    this.#step = Step.Seek
    this.#progress = new Progress()
    this.#seeker = new Seeker(this.#progress, midLine)
    this.#start = undefined
    this.#section = 0
    this.#framed = UNKNOWN
    this.#cut = undefined
  }

  /** Goes as far as the bytes reach; a step that waits for more leaves `#step` as it is and gives 0. */
  #advance(bytes: Uint8Array, start: number, end: number): number {
    for (;;) {
      const step = this.#step
      const size = this.#run(step, bytes, start, end)
      if (size !== 0 || step === this.#step) return size
    }
  }

  #run(step: Step, bytes: Uint8Array, start: number, end: number): number {
    switch (step) {
      case Step.Seek:
        return this.#seek(bytes, start, end)
      case Step.Head:
        return this.#readHead(bytes, start, end)
      case Step.Counted:
        return this.#progress.at <= end - start ? this.#progress.at : 0
      case Step.UntilClose:
        return 0
      case Step.ChunkSize:
        return this.#readChunkSize(bytes, start, end)
      case Step.ChunkEnd:
        return this.#readChunkEnd(bytes, start, end)
      case Step.Trailers:
        return this.#readFields(bytes, start, end, TRAILERS_TOO_LONG, Step.Counted)
    }
  }

  #seek(bytes: Uint8Array, start: number, end: number): number {
    const found = this.#seeker.seek(bytes, start, end)
    if (typeof found === 'number') return found
    this.#start = found
    this.#progress.at = this.#progress.line(bytes, start, end)
    this.#enter(Step.Head)
    return 0
  }

  #readHead(bytes: Uint8Array, start: number, end: number): number {
    const fields = start + this.#section
    const size = this.#readFields(bytes, start, end, HEAD_TOO_LONG, Step.Counted)
    if (this.#step === Step.Head) return size
    const head = parseHead(this.#start!, bytes, fields, start + this.#progress.at)
    const exchange = this.#requests.note(head.start)
    const asked = head.start.kind === 'status' ? exchange?.method : undefined
    const body = bodyOf(head, asked)
    this.#framed = { body, switches: switchesProtocol(head, asked), head, exchange, givenUp: undefined }
    this.#progress.at += body.length
    this.#step = body.by === 'chunks' ? Step.ChunkSize : body.by === 'close' ? Step.UntilClose : Step.Counted
    return 0
  }

  /** Goes from line to line up to the empty one, then on to `next`. */
  #readFields(bytes: Uint8Array, start: number, end: number, tooLong: FindingKind, next: Step): number {
    const progress = this.#progress
    const limit = this.#section + MAX_HEAD
    while (progress.at < limit) {
      const line = progress.at
      const after = progress.line(bytes, start, end)
      if (after < 0 && end - start < limit) return 0
      if (after < 0 || after > limit) break
      progress.at = after
      if (textEnd(bytes, start + line, start + after) === start + line) {
        this.#step = next
        return 0
      }
    }
    return this.#giveUp(limit, tooLong, `No empty line follows within ${MAX_HEAD} bytes; ${SEARCHED}`)
  }

  #readChunkSize(bytes: Uint8Array, start: number, end: number): number {
    const progress = this.#progress
    const line = progress.at
    const next = progress.line(bytes, start, end)
    if (next < 0 && end - start - line < MAX_CHUNK_LINE) return 0
    const fits = next >= 0 && next - line <= MAX_CHUNK_LINE
    const size = fits ? chunkSize(bytes, start + line, start + next) : -1
    if (size < 0) {
      const text = `Expected a chunk size in hexadecimal digits at offset ${line}, found another line`
      return this.#giveUp(fits ? next : line + MAX_CHUNK_LINE, BAD_CHUNK, `${text}; ${SEARCHED}`)
    }
    progress.at = next + size
    this.#enter(size > 0 ? Step.ChunkEnd : Step.Trailers)
    return 0
  }

  #readChunkEnd(bytes: Uint8Array, start: number, end: number): number {
    const at = this.#progress.at
    const length = lineEndLength(bytes, start + at, end)
    if (length < 0)
      return this.#giveUp(at, BAD_CHUNK, `Expected a line end behind the chunk, at offset ${at}; ${SEARCHED}`)
    if (length === 0) return 0
    this.#progress.at += length
    this.#enter(Step.ChunkSize)
    return 0
  }

  #enter(step: Step): void {
    this.#step = step
    this.#section = this.#progress.at
  }

  #giveUp(size: number, kind: FindingKind, text: string): number {
    this.#framed = { ...this.#framed, givenUp: { kind, text } }
    return size
  }
}
