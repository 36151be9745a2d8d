/** Writes whole numbers in as few bytes as they need, seven bits a byte, the lowest first; and bytes as they are. */
export class Packing {
  #bytes = new Uint8Array(4096)
  #length = 0

  /** What was written; valid until the next call. */
  get packed(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
  }

  /** 0 to 2^53 - 1. */
  number(value: number): void {
    this.#reserve(MAX_NUMBER)
    let left = value
    for (; left > 0x7f; left = Math.floor(left / 0x80)) this.#bytes[this.#length++] = (left % 0x80) | 0x80
    this.#bytes[this.#length++] = left
  }

  /** A number of 31 bits with its sign: small ones take few bytes either way. */
  signed(value: number): void {
    this.number(((value << 1) ^ (value >> 31)) >>> 0)
  }

  bytes(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start)
    this.#bytes.set(bytes.subarray(start, end), this.#length)
    this.#length += end - start
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.packed)
    this.#bytes = larger
  }
}

/** Bytes that a number takes at most. */
const MAX_NUMBER = 8

/** Reads what Packing wrote. */
export class Unpacking {
  bytes: Uint8Array = new Uint8Array(0)
  at = 0

  number(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.bytes[this.at++]!
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  signed(): number {
    const value = this.number()
    return (value >>> 1) ^ -(value & 1)
  }
}
