const SIZE = 65_536

/** Takes the next bytes of a file being written; they hold only during the call. */
export type WriteBytes = (bytes: Uint8Array) => void

/** Gathers small pieces of a file into larger ones. */
export class Batch {
  readonly bytes = new Uint8Array(SIZE)
  readonly view = new DataView(this.bytes.buffer)
  readonly #write: WriteBytes
  #used = 0
  /** Bytes of the file that have left the batch. */
  #written = 0

  constructor(write: WriteBytes) {
    this.#write = write
  }

  /** Bytes of the file so far. */
  get length(): number {
    return this.#written + this.#used
  }

  /** Replaces bytes at a place in the file; false where they have left the batch, which they do together when appended together. */
  rewrite(at: number, bytes: Uint8Array): boolean {
    if (at < this.#written) return false
    this.bytes.set(bytes, at - this.#written)
    return true
  }

  /** Index in `bytes` of room for `count` (at most SIZE) zero bytes, to be filled in before the next call. */
  reserve(count: number): number {
    if (this.#used + count > SIZE) this.flush()
    const at = this.#used
    this.#used += count
    this.bytes.fill(0, at, this.#used)
    return at
  }

  append(bytes: Uint8Array): void {
    if (this.#used + bytes.length > SIZE) this.flush()
    if (bytes.length > SIZE) {
      this.#write(bytes)
      this.#written += bytes.length
    } else {
      this.bytes.set(bytes, this.#used)
      this.#used += bytes.length
    }
  }

  flush(): void {
    if (this.#used > 0) this.#write(this.bytes.subarray(0, this.#used))
    this.#written += this.#used
    this.#used = 0
  }
}
