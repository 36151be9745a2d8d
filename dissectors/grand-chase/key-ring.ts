import type { MessageRef } from '../../src/dissect/message.js'
import type { Slot } from '../../src/dissect/slots.js'
import { hexWord } from '../../src/secrets/hex.js'
import type { Secrets } from '../../src/secrets/secrets.js'
import { Association, defaultAssociation } from './association.js'
import { MAX_KEYS } from './limits.js'
import { GRAND_CHASE_SA } from './secrets.js'

/** The keys of a setup message. */
export interface LearnedKeys {
  readonly spi: number
  readonly authentication: Uint8Array
  readonly encryption: Uint8Array
}

/** The keys a run knows beyond those of single connections: the user's, and those of setup messages. */
export class KeyRing {
  readonly default = defaultAssociation()
  /** Up to MAX_KEYS of them; new ones come at the end. */
  readonly associations: Association[] = []
  #filled = false

  /** Takes over what is known when the run begins: keys of the user, and those an earlier pass has learned. */
  fill(secrets: Secrets): void {
    if (this.#filled) return
    this.#filled = true
    for (const { words, from } of secrets.of(GRAND_CHASE_SA).slice(0, MAX_KEYS)) {
      this.associations.push(new Association(hexWord(words[1]!)!, hexWord(words[2]!)!, from))
    }
  }

  /** Adds the keys of a setup message, for this pass and for the next. */
  learn({ spi, authentication, encryption }: LearnedKeys, setup: MessageRef, secrets: Secrets): Association {
    const origin = `message #${setup.number}`
    const words = [spi.toString(16).padStart(4, '0'), hex(authentication), hex(encryption)]
    secrets.learn(GRAND_CHASE_SA, words, origin)
    const learned = new Association(authentication, encryption, origin, setup)
    if (this.associations.length < MAX_KEYS) this.associations.push(learned)
    return learned
  }
}

export const KEY_RING: Slot<KeyRing> = { name: 'grand-chase keys', make: () => new KeyRing() }

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
