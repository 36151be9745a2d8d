const EMPTY = new Uint8Array(0)
const SMALLEST = 4096
/** An emptied buffer larger than this is given back. */
const KEPT = 1 << 20

/**
 * Bytes that were received and cannot be used yet: `bytes[start..end)`.
 *
 * It grows by doubling with what has arrived, never with what a length field announces, and moves its bytes to
 * the front only when that frees at least half of it: appending and dropping are linear in the bytes that pass.
 */
export class Carry {
  bytes: Uint8Array = EMPTY
  start = 0
  end = 0

  get length(): number {
    return this.end - this.start
  }

  append(chunk: Uint8Array, from: number, to: number): void {
    const added = to - from
    if (added <= 0) return
    if (this.end + added > this.bytes.length) this.#makeRoom(added)
    this.bytes.set(chunk.subarray(from, to), this.end)
    this.end += added
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    this.start += count
    if (this.start < this.end) return
    this.start = 0
    this.end = 0
    if (this.bytes.length > KEPT) this.bytes = EMPTY
  }

  #makeRoom(added: number): void {
    const length = this.length
    const wanted = length + added
    const roomy = this.start >= this.bytes.length / 2 && wanted <= this.bytes.length
    const target = roomy ? this.bytes : new Uint8Array(Math.max(SMALLEST, wanted, this.bytes.length * 2))
    target.set(this.bytes.subarray(this.start, this.end), 0)
    this.bytes = target
    this.start = 0
    this.end = length
  }
}
