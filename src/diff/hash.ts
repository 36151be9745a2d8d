/** Two 32-bit FNV-1a hashes side by side, with different offsets. */
export class Hash {
  low = 0x811c9dc5 | 0
  #high = 0x01234567 | 0

  number(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.#byte((value >>> shift) & 0xff)
  }

  bytes(bytes: Uint8Array): void {
    this.part(bytes, 0, bytes.length)
  }

  part(bytes: Uint8Array, start: number, end: number): void {
    this.number(end - start)
    for (let i = start; i < end; i++) this.#byte(bytes[i]!)
  }

  #byte(byte: number): void {
    this.low = Math.imul(this.low ^ byte, 0x01000193)
    this.#high = Math.imul(this.#high + byte, 0x5bd1e995) ^ (this.#high >>> 15)
  }

  /** 53 bits of both: what has the same is taken for the same where a mistake does no harm. */
  get key(): number {
    return (this.low >>> 0) + (this.#high & 0x1fffff) * 0x1_0000_0000
  }
}

export function hashOf(bytes: Uint8Array): number {
  const hash = new Hash()
  hash.bytes(bytes)
  return hash.key
}
