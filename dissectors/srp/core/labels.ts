import { hexWord, wrongHex } from '../../../src/secrets/hex.js'
import type { SecretLabel } from '../../../src/secrets/label.js'
import { HEADER_KEY_LENGTH } from './header-keys.js'
import { KEY_LENGTH, NUMBER_LENGTH } from './srp6a.js'

/** Some servers store K without its high zero bytes. More than four of them do not happen. */
const SHORTEST_KEY = KEY_LENGTH - 4

/** K, in either byte order. */
export const SESSION_KEY: SecretLabel = {
  name: 'SRP_SESSION_KEY',
  words: ['ACCOUNT', 'K'],
  check: ([, key]) => wrongLength('the session key', key!, SHORTEST_KEY, KEY_LENGTH),
}

/** b of one logon, in either byte order; K follows from it. */
export const SERVER_PRIVATE: SecretLabel = {
  name: 'SRP_SERVER_PRIVATE',
  words: ['ACCOUNT', 'b'],
  check: ([, b]) => wrongLength('the private number b', b!, 1, NUMBER_LENGTH),
}

/** a of one logon, in either byte order, and the account's password; K follows from the two. */
export const CLIENT_PRIVATE: SecretLabel = {
  name: 'SRP_CLIENT_PRIVATE',
  words: ['ACCOUNT', 'a', 'PASSWORD'],
  check: ([, a]) => wrongLength('the private number a', a!, 1, NUMBER_LENGTH),
}

/** The key of both directions' headers (Kyoril/mmo, World of Warcraft 2.4.3). */
export const HEADER_KEY: SecretLabel = {
  name: 'SRP_HEADER_KEY',
  words: ['ACCOUNT', 'KEY'],
  check: ([, key]) => wrongHex('the header key', key!, HEADER_KEY_LENGTH),
}

/** The RC4 keys of the headers (World of Warcraft 3.3.5). */
export const HEADER_KEYS: SecretLabel = {
  name: 'SRP_HEADER_KEYS',
  words: ['ACCOUNT', 'CLIENT_KEY', 'SERVER_KEY'],
  check: ([, client, server]) =>
    wrongHex("the key of the client's headers", client!, HEADER_KEY_LENGTH) ??
    wrongHex("the key of the server's headers", server!, HEADER_KEY_LENGTH),
}

export const SRP_SECRET_LABELS: readonly SecretLabel[] = [
  SESSION_KEY,
  SERVER_PRIVATE,
  CLIENT_PRIVATE,
  HEADER_KEY,
  HEADER_KEYS,
]

function wrongLength(what: string, word: string, least: number, most: number): string | undefined {
  const bytes = hexWord(word)
  if (!bytes) return `${what} is not an even number of hex digits`
  if (bytes.length >= least && bytes.length <= most) return undefined
  return `${what} has ${bytes.length} bytes, ${most} are needed (at least ${least}, where zero bytes were cut)`
}
