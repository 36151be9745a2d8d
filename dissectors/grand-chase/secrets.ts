import { wrongHex } from '../../src/secrets/hex.js'
import type { SecretLabel } from '../../src/secrets/label.js'

/** Bytes of either key: DES takes eight, and authentication keys of this game have as many. */
export const KEY_WIDTH = 8

/**
 * The keys of a session. The first word, its SPI or any other name, is for whoever reads the file: keys are tried on every
 * frame, and the ICV tells which are right.
 */
export const GRAND_CHASE_SA: SecretLabel = {
  name: 'GRAND_CHASE_SA',
  words: ['SPI', 'AUTHENTICATION_KEY', 'ENCRYPTION_KEY'],
  check: ([, authentication, encryption]) =>
    wrongHex('the authentication key', authentication!, KEY_WIDTH) ??
    wrongHex('the encryption key', encryption!, KEY_WIDTH),
}
