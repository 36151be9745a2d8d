/**
 * The header cipher of Kyoril/mmo and of World of Warcraft up to 2.4.3, one object a direction: each byte is XORed with
 * the next byte of the key, then the cipher byte before it is added.
 */
export class RollingCipher {
  readonly #key: Uint8Array
  /** Next byte of the key. */
  #index: number
  /** The last cipher byte. */
  #previous: number

  /** `headerBytes` is how many bytes went through the cipher already, `previous` the last of them. */
  constructor(key: Uint8Array, headerBytes = 0, previous = 0) {
    this.#key = key
    this.#index = headerBytes % key.length
    this.#previous = previous
  }

  /** Decrypts the next `length` bytes that go through the cipher, which lie at `start`. */
  decrypt(bytes: Uint8Array, start: number, length: number): Uint8Array {
    const plain = new Uint8Array(length)
    for (let i = 0; i < length; i++) {
      const byte = bytes[start + i]!
      plain[i] = (byte - this.#previous) ^ this.#key[this.#index]!
      this.#previous = byte
      this.#index = (this.#index + 1) % this.#key.length
    }
    return plain
  }
}
