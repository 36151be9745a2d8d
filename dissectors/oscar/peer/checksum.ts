/** The running checksum of OFT2 ("OFT2" on the protocol page): starts at ffff0000, and empty data leave it so. */
export class OftChecksum {
  #sum: number
  #odd: boolean

  /** Goes on behind `length` bytes that have this checksum. */
  constructor(checksum = 0xffff0000, length = 0) {
    this.#sum = checksum >>> 16
    this.#odd = length % 2 === 1
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    let sum = this.#sum
    for (let at = start; at < end; at++) {
      const value = this.#odd ? bytes[at]! : bytes[at]! << 8
      this.#odd = !this.#odd
      sum -= value
      // A borrow goes around, as in ones' complement arithmetic.
      if (sum < 0) sum += 0xffff
    }
    this.#sum = sum
  }

  get value(): number {
    return (this.#sum << 16) >>> 0
  }
}
