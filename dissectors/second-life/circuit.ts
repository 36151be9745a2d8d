/** Checksum requests remembered on one circuit; viewers send one with a few resends. The oldest goes first. */
const MAX_TOKENS = 16

const TOKEN_LENGTH = 16

/** What is remembered from packet to packet of one conversation. */
export class Circuit {
  /** Number of the message that first sent a token, by the token in hexadecimal. */
  readonly #tokens = new Map<string, number>()

  get sawTokens(): boolean {
    return this.#tokens.size > 0
  }

  /** Remembers the token at `start` as that of checksum request `message`. */
  rememberToken(bytes: Uint8Array, start: number, message: number): void {
    const token = hex(bytes, start)
    if (this.#tokens.has(token)) return
    if (this.#tokens.size === MAX_TOKENS) this.#tokens.delete(this.#tokens.keys().next().value!)
    this.#tokens.set(token, message)
  }

  /** The message that sent the token at `start` first. */
  requestWithToken(bytes: Uint8Array, start: number): number | undefined {
    return this.#tokens.get(hex(bytes, start))
  }
}

function hex(bytes: Uint8Array, start: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, TOKEN_LENGTH).toString('hex')
}
