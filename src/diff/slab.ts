/** Bytes of a block. */
const BLOCK = 1024 * 1024

/** Keeps many small runs of bytes in few large blocks; each lies in one piece and is found by its address. */
export class Slab {
  readonly #blocks: Uint8Array[] = []
  /** Bytes taken of the last block. */
  #used = BLOCK

  /** Keeps a copy and returns its address. */
  add(bytes: Uint8Array): number {
    if (this.#used + bytes.length > BLOCK) {
      this.#blocks.push(new Uint8Array(Math.max(BLOCK, bytes.length)))
      this.#used = 0
    }
    const last = this.#blocks.length - 1
    this.#blocks[last]!.set(bytes, this.#used)
    const address = last * BLOCK + this.#used
    this.#used += bytes.length
    return address
  }

  /** The block that holds an address, and where in it. */
  blockOf(address: number): Uint8Array {
    return this.#blocks[Math.floor(address / BLOCK)]!
  }

  placeOf(address: number): number {
    return address % BLOCK
  }
}
