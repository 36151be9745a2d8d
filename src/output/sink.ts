import { writeSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

/** Where output goes. */
export interface Sink {
  /** Nobody reads any more: what is written is dropped, and the program should come to an end. */
  readonly closed: boolean
  /** Takes all of `bytes`; it must not keep them, the buffer is used again. */
  write(bytes: Uint8Array): void
}

/** Output could not be written, for a reason the user can do something about. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
}

/** How it is told that nobody reads: of a pipe, and of the socket that Node has to a child. */
const GONE = new Set(['EPIPE', 'ECONNRESET'])

/** Longest pause before a full pipe is tried again, in milliseconds. */
const MAX_PAUSE = 16

/** Writes `length` bytes from `offset` on, or some of them, and tells how many. */
export type Write = (descriptor: number, bytes: Uint8Array, offset: number, length: number) => number

/** Writes to a file descriptor, whole, however little of it each call takes; a reader that goes away ends it quietly. */
export class DescriptorSink implements Sink {
  closed = false
  readonly #descriptor: number
  readonly #name: string
  readonly #write: Write

  /** `name` is for error messages: `standard output`. */
  constructor(descriptor: number, name: string, write: Write = writeSync) {
    this.#descriptor = descriptor
    this.#name = name
    this.#write = write
  }

  write(bytes: Uint8Array): void {
    let done = 0
    let pause = 1
    while (done < bytes.length && !this.closed) {
      const written = this.#try(bytes, done)
      done += written
      if (written > 0) {
        pause = 1
      } else if (!this.closed) {
        sleep(pause)
        pause = Math.min(MAX_PAUSE, pause * 2)
      }
    }
  }

  /** Bytes taken; 0 when the pipe is full. */
  #try(bytes: Uint8Array, from: number): number {
    try {
      return this.#write(this.#descriptor, bytes, from, bytes.length - from)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN') return 0
      if (code === undefined || !GONE.has(code))
        throw new OutputError(`Cannot write to ${this.#name}: ${message}.`)
      this.closed = true
      return 0
    }
  }
}

/** Keeps what is written, for tests and for callers that want a string. */
export class CollectingSink implements Sink {
  readonly closed = false
  readonly #decoder = new StringDecoder('utf8')
  #text = ''

  write(bytes: Uint8Array): void {
    this.#text += this.#decoder.write(bytes)
  }

  /** All that was written, up to the last whole character. */
  get text(): string {
    return this.#text
  }
}

const never = new Int32Array(new SharedArrayBuffer(4))

function sleep(milliseconds: number): void {
  Atomics.wait(never, 0, 0, milliseconds)
}
