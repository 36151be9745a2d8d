import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Frame, newFrame } from '../ingest/frame.js'
import { DescriptorSink, OutputError } from '../output/sink.js'
import type { TakeFrame } from './frames.js'

/** Bytes of a record before the frame's: seconds, nanoseconds, link type, length on the wire, length. */
const HEADER = 24

/** Frames are gathered, and read back, in pieces of about this size. */
const PIECE = 1 << 18

/** What a piece is written to, and read from. */
interface TemporaryFile {
  readonly descriptor: number
  readonly sink: DescriptorSink
  length: number
}

/** Frames put by so that they can be gone through again: in memory, or in a temporary file. */
export class Spool {
  /** Bytes that it takes, wherever. */
  size = 0
  #full: Uint8Array[] = []
  #piece = new Uint8Array(PIECE)
  #used = 0
  #longest = PIECE
  #file: TemporaryFile | undefined

  add({ seconds, nanoseconds, linkType, originalLength, bytes, start, end }: Frame): void {
    const length = HEADER + end - start
    if (this.#used + length > this.#piece.length) this.#next(length)
    const view = new DataView(this.#piece.buffer, this.#used)
    view.setFloat64(0, seconds)
    view.setUint32(8, nanoseconds)
    view.setUint32(12, linkType)
    view.setUint32(16, originalLength)
    view.setUint32(20, end - start)
    this.#piece.set(bytes.subarray(start, end), this.#used + HEADER)
    this.#used += length
    this.size += length
    this.#longest = Math.max(this.#longest, length)
  }

  get isInFile(): boolean {
    return this.#file !== undefined
  }

  /** Moves what there is, and whatever is added, to a temporary file. Throws OutputError where that cannot be. */
  moveToFile(): void {
    const descriptor = openUnnamed()
    const name = `a temporary file in ${tmpdir()} (TMPDIR names another folder; a capture that is a file needs none)`
    this.#file = { descriptor, sink: new DescriptorSink(descriptor, name), length: 0 }
    for (const piece of this.#full.splice(0)) this.#write(piece)
  }

  /** Hands on all frames, numbered from 1 on; ends early once `isOver` says so. */
  async each(take: TakeFrame, isOver: () => boolean): Promise<void> {
    const frame = newFrame()
    for (const piece of this.#pieces()) {
      handOn(piece, frame, take)
      await setImmediate()
      if (isOver()) return
    }
  }

  /** Lets go of everything. */
  close(): void {
    if (this.#file) closeSync(this.#file.descriptor)
    this.#file = undefined
    this.#full = []
    this.#used = 0
  }

  /** Begins another piece. */
  #next(length: number): void {
    const full = this.#piece.subarray(0, this.#used)
    if (this.#file) this.#write(full)
    else this.#full.push(full)
    // What is in a file by now may be written over.
    if (!this.#file || length > this.#piece.length) this.#piece = new Uint8Array(Math.max(PIECE, length))
    this.#used = 0
  }

  #write(piece: Uint8Array): void {
    const file = this.#file!
    file.sink.write(piece)
    file.length += piece.length
  }

  /** Runs of whole records. */
  *#pieces(): Generator<Uint8Array> {
    yield* this.#full
    if (this.#file) yield* readBack(this.#file, new Uint8Array(this.#longest))
    yield this.#piece.subarray(0, this.#used)
  }
}

function* readBack({ descriptor, length }: TemporaryFile, buffer: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < length; ) {
    const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, length - at), at)
    const whole = wholeRecords(buffer.subarray(0, count))
    if (whole === 0)
      throw new OutputError('The temporary file was cut short; nothing was written. Try again.')
    yield buffer.subarray(0, whole)
    at += whole
  }
}

/** Bytes of the records that are all there. */
function wholeRecords(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  while (at + HEADER <= bytes.length) {
    const next = at + HEADER + view.getUint32(at + 20)
    if (next > bytes.length) break
    at = next
  }
  return at
}

function handOn(bytes: Uint8Array, frame: Frame, take: TakeFrame): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < bytes.length; at = frame.end) {
    frame.number++
    frame.seconds = view.getFloat64(at)
    frame.nanoseconds = view.getUint32(at + 8)
    frame.linkType = view.getUint32(at + 12)
    frame.originalLength = view.getUint32(at + 16)
    frame.bytes = bytes
    frame.start = at + HEADER
    frame.end = frame.start + view.getUint32(at + 20)
    take(frame)
  }
}

/** Opens a file for the user's eyes only that has no name any more: so it is gone however the program ends. */
function openUnnamed(): number {
  const path = join(tmpdir(), `slx-${randomBytes(12).toString('hex')}.tmp`)
  try {
    const descriptor = openSync(path, 'wx+', 0o600)
    unlinkSync(path)
    return descriptor
  } catch (error) {
    throw new OutputError(
      `Cannot make a temporary file: ${(error as Error).message}; name another folder with TMPDIR.`,
    )
  }
}
