import { createDecipheriv, createHmac, type Decipher } from 'node:crypto'
import type { MessageRef } from '../../src/dissect/message.js'
import { BLOCK, ICV_WIDTH, IV_AT, SIZE_WIDTH } from './framing.js'

/** A security association: the keys of a session, as far as opening frames goes. */
export class Association {
  readonly authentication: Uint8Array
  readonly encryption: Uint8Array
  /** Where the keys are from, in words: `default`, `keys.txt line 3`. */
  readonly origin: string
  /** The setup message they are from, when this run has seen it. */
  readonly setup: MessageRef | undefined
  #decipher: Decipher | undefined
  /** Sides of whose frames one has been opened with these keys, as bits. */
  usedBy = 0

  constructor(authentication: Uint8Array, encryption: Uint8Array, origin: string, setup?: MessageRef) {
    this.authentication = authentication
    this.encryption = encryption
    this.origin = origin
    this.setup = setup
  }

  hasKeys({ authentication, encryption }: Pick<Association, 'authentication' | 'encryption'>): boolean {
    return (
      Buffer.compare(this.authentication, authentication) === 0 &&
      Buffer.compare(this.encryption, encryption) === 0
    )
  }

  /** Whether the ICV of a whole frame holds: the first 10 bytes of HMAC-MD5 from the SPI to the end of the ciphertext. */
  opens(bytes: Uint8Array, start: number, end: number): boolean {
    const icvAt = end - ICV_WIDTH
    const digest = createHmac('md5', this.authentication)
      .update(bytes.subarray(start + SIZE_WIDTH, icvAt))
      .digest()
    for (let i = 0; i < ICV_WIDTH; i++) if (digest[i] !== bytes[icvAt + i]) return false
    return true
  }

  /**
   * The plaintext of a whole frame. One cipher object goes on for all frames: in CBC a block's plaintext depends on the
   * block before it only, so the IV is fed as if it were ciphertext, and what comes out for it is dropped.
   */
  decrypt(bytes: Uint8Array, start: number, end: number): Uint8Array {
    this.#decipher ??= createDecipher(this.encryption)
    return this.#decipher.update(bytes.subarray(start + IV_AT, end - ICV_WIDTH)).subarray(BLOCK)
  }
}

/** Single DES: three times with the same key is the same as once, and OpenSSL 3 has only that. */
function createDecipher(key: Uint8Array): Decipher {
  const decipher = createDecipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), new Uint8Array(BLOCK))
  return decipher.setAutoPadding(false)
}

/** The keys every server and client knows, for setup messages (protocol page section 4). */
export function defaultAssociation(): Association {
  return new Association(
    Uint8Array.of(0xc0, 0xd3, 0xbd, 0xc3, 0xb7, 0xce, 0xb8, 0xb8),
    Uint8Array.of(0xc7, 0xd8, 0xc4, 0xbf, 0xb5, 0xe9, 0xc0, 0xfd),
    'default',
  )
}
