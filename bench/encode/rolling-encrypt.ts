/** The other half of RollingCipher, for encoders: one object a direction. */
export class RollingEncrypt {
  readonly #key: Uint8Array
  #index = 0
  #previous = 0

  constructor(key: Uint8Array) {
    this.#key = key
  }

  encrypt(plain: Uint8Array): Uint8Array {
    return plain.map((byte) => {
      this.#previous = ((byte ^ this.#key[this.#index]!) + this.#previous) & 0xff
      this.#index = (this.#index + 1) % this.#key.length
      return this.#previous
    })
  }
}
