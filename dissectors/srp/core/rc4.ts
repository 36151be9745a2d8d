/** Bytes of RC4's stream that World of Warcraft 3.3.5 throws away before the first header. */
const DROPPED = 1024

/** The header cipher of World of Warcraft 3.3.5, one object a direction: RC4 without its first 1024 bytes. */
export class Rc4Drop1024 {
  readonly #rc4: Rc4

  constructor(key: Uint8Array) {
    this.#rc4 = new Rc4(key)
    this.#rc4.apply(new Uint8Array(DROPPED), 0, DROPPED)
  }

  /** Decrypts (or encrypts) the next `length` bytes that go through the cipher, which lie at `start`. */
  decrypt(bytes: Uint8Array, start: number, length: number): Uint8Array {
    return this.#rc4.apply(bytes, start, length)
  }
}

/** RC4. OpenSSL 3 has it no more. */
export class Rc4 {
  readonly #state = Uint8Array.from({ length: 256 }, (_, i) => i)
  #i = 0
  #j = 0

  constructor(key: Uint8Array) {
    const state = this.#state
    for (let i = 0, j = 0; i < 256; i++) {
      j = (j + state[i]! + key[i % key.length]!) & 0xff
      ;[state[i], state[j]] = [state[j]!, state[i]!]
    }
  }

  apply(bytes: Uint8Array, start: number, length: number): Uint8Array {
    const state = this.#state
    const out = new Uint8Array(length)
    for (let n = 0; n < length; n++) {
      this.#i = (this.#i + 1) & 0xff
      this.#j = (this.#j + state[this.#i]!) & 0xff
      const [a, b] = [state[this.#i]!, state[this.#j]!]
      state[this.#i] = b
      state[this.#j] = a
      out[n] = bytes[start + n]! ^ state[(a + b) & 0xff]!
    }
    return out
  }
}
