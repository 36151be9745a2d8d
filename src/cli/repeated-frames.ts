import type { Registry } from '../dissect/registry.js'
import type { Frame } from '../ingest/frame.js'
import { InputError } from '../ingest/input-error.js'
import { addWords } from '../network/checksum.js'
import { sizeOf } from '../passes.js'
import type { Frames, TakeFrame } from '../redact/frames.js'
import { Spool } from '../redact/spool.js'
import { Interrupted, interruptible, wasInterrupted } from './interrupt.js'
import { LinkFrames, type Remarks } from './link-frames.js'
import { type FrameReading, readAllFrames } from './read-all-frames.js'
import type { Reporter } from './reporter.js'

/** Bytes of packets kept in memory between passes; beyond, files are read again, and other inputs go to a temporary file. */
export const MAX_SPOOLED = 16 * 1024 * 1024

/** The frames of inputs, for as many passes as are wanted. What is to be said of the inputs is said in the first. */
export class RepeatedFrames implements Frames {
  /** Frames, and whether any has a time finer than microseconds: known after the first pass. */
  count = 0
  hasNanoseconds = false
  readonly #inputs: readonly string[]
  readonly #registry: Registry
  readonly #text: FrameReading['text']
  readonly #reporter: Reporter
  readonly #mostSpooled: number
  #spool: Spool | undefined = new Spool()
  #isFirst = true
  /** Over everything the first pass handed on. */
  #sum = 0

  constructor(
    inputs: readonly string[],
    registry: Registry,
    text: FrameReading['text'],
    reporter: Reporter,
    mostSpooled = MAX_SPOOLED,
  ) {
    this.#inputs = inputs
    this.#registry = registry
    this.#text = text
    this.#reporter = reporter
    this.#mostSpooled = mostSpooled
  }

  /** Throws Interrupted after Ctrl-C, and InputError when files changed meanwhile. */
  async each(take: TakeFrame): Promise<void> {
    if (this.#isFirst) return this.#first(take)
    const spool = this.#spool
    if (!spool) return this.#again(take)
    await interruptible((signal) => spool.each(take, () => signal.aborted))
    if (wasInterrupted()) throw new Interrupted('nothing was written.')
  }

  close(): void {
    this.#spool?.close()
  }

  async #first(take: TakeFrame): Promise<void> {
    const canReadAgain = this.#inputs.length > 0 && (await sizeOf(this.#inputs)) !== undefined
    await this.#read(this.#reporter, (frame) => {
      this.count = frame.number
      this.hasNanoseconds ||= frame.nanoseconds % 1000 !== 0
      this.#sum = summed(this.#sum, frame)
      this.#keep(frame, canReadAgain)
      take(frame)
      return true
    })
    this.#isFirst = false
  }

  #keep(frame: Frame, canReadAgain: boolean): void {
    const spool = this.#spool
    if (!spool) return
    spool.add(frame)
    if (spool.size <= this.#mostSpooled || spool.isInFile) return
    if (canReadAgain) this.#spool = undefined
    else spool.moveToFile()
  }

  async #again(take: TakeFrame): Promise<void> {
    let sum = 0
    let count = 0
    await this.#read({ ...SILENT, progress: this.#reporter.progress }, (frame) => {
      // What was added meanwhile nobody has looked at.
      if (count === this.count) return false
      count++
      sum = summed(sum, frame)
      take(frame)
      return true
    })
    if (count === this.count && sum === this.#sum) return
    throw new InputError('The input changed while it was read, and nothing was written; redact a copy of it.')
  }

  async #read(reporter: FrameReading['reporter'] & Remarks, take: (frame: Frame) => boolean): Promise<void> {
    let number = 0
    let wanted = true
    const plain = {
      frame: (frame: Frame) => void (wanted &&= take({ ...frame, number: ++number, note: undefined })),
    }
    const frames = new LinkFrames({ ...plain, flush: nothing, end: nothing }, this.#registry, reporter)
    const reading = { text: this.#text, reporter, afterChunk: nothing }
    await readAllFrames(this.#inputs, this.#registry, reading, (frame) => {
      frames.frame(frame)
      return wanted
    })
    frames.end()
  }
}

function nothing(): void {}

const SILENT = { say: nothing, problem: nothing, skipped: nothing }

const PRIME = 0x0100_0193

/** A number that changes with any of the frames it was made over. */
function summed(
  sum: number,
  { seconds, nanoseconds, linkType, originalLength, bytes, start, end }: Frame,
): number {
  let next = sum
  for (const part of [
    seconds,
    nanoseconds,
    linkType,
    originalLength,
    end - start,
    addWords(bytes, start, end),
  ])
    next = Math.imul(next ^ part, PRIME)
  return next
}
