const NONE = new Uint8Array(0)

/** Bytes asked for a few at a time from chunks that arrive. */
export class ChunkInput {
  readonly #chunks: AsyncIterator<Uint8Array>
  #chunk: Uint8Array = NONE
  #at = 0
  #before = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Byte offset of the next byte. */
  get offset(): number {
    return this.#before + this.#at
  }

  /** The next bytes, at most `most` and at least one, without passing them; undefined at the end of the input. */
  async peek(most: number): Promise<Uint8Array | undefined> {
    while (this.#at === this.#chunk.length) {
      const next = await this.#chunks.next()
      if (next.done) return undefined
      this.#before += this.#chunk.length
      this.#chunk = next.value
      this.#at = 0
    }
    return this.#chunk.subarray(this.#at, this.#at + most)
  }

  pass(count: number): void {
    this.#at += count
  }

  /** The next `count` bytes; fewer where the input ends. */
  async take(count: number): Promise<Uint8Array> {
    const taken = new Uint8Array(count)
    let have = 0
    while (have < count) {
      const part = await this.peek(count - have)
      if (part === undefined) break
      taken.set(part, have)
      have += part.length
      this.pass(part.length)
    }
    return taken.subarray(0, have)
  }

  /** Tells the source of the chunks that no more are wanted. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
