import { createInflateRaw } from 'node:zlib'

/** Size of the buffers that unpacked bytes come in. */
const OUTPUT = 65_536

/**
 * One deflate stream, fed a piece at a time. What a piece unpacks to is taken before the next is fed, since streams
 * of node:zlib drop what was not taken when an error follows.
 */
export class Inflater {
  readonly #engine = createInflateRaw({ chunkSize: OUTPUT })
  #unpacked: Uint8Array[] = []
  #answer: () => void = () => undefined
  /** The deflate stream is complete. */
  ended = false
  /** What is wrong with the deflate stream; nothing can be fed any more. */
  fault: string | undefined

  constructor() {
    this.#engine.on('data', (part: Uint8Array) => this.#unpacked.push(part))
    this.#engine.on('end', () => {
      this.ended = true
      this.#answer()
    })
    this.#engine.on('error', (error) => this.#fail(error))
  }

  /** How many of the bytes fed so far belong to the deflate stream. */
  get consumed(): number {
    return this.#engine.bytesWritten
  }

  /** Feeds a piece and gives what it unpacks to; the piece must stay as it is until then. */
  feed(piece: Uint8Array): Promise<Uint8Array[]> {
    return new Promise((resolve) => {
      this.#answer = () => resolve(this.#unpacked.splice(0))
      this.#engine.write(piece, (error) => (error ? this.#fail(error) : this.#answer()))
    })
  }

  close(): void {
    this.#engine.close()
  }

  #fail(error: Error): void {
    this.fault ??= error.message
    this.#answer()
  }
}
