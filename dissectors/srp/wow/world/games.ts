/** What the world servers of the three games differ in (protocol page 3). */
import {
  clientHeaderKey,
  HEADER_KEY_LENGTH,
  serverHeaderKey,
  sharedHeaderKey,
} from '../../core/header-keys.js'
import type { HeaderKeyPair } from '../../core/key-ring.js'
import { KEY_LENGTH } from '../../core/srp6a.js'

export interface WorldGame {
  /** As titles show it. */
  readonly name: '1.12' | '2.4.3' | '3.3.5'
  /** Its table in files of opcodes. */
  readonly opcodes: string
  readonly cipher: 'rolling' | 'rc4'
  /** Bytes of a header key. */
  readonly keyLength: number
  /** The keys of both directions' headers, of the session key. */
  headerKeys(key: Uint8Array): HeaderKeyPair
  /** Long packets of the server have a size of three bytes. */
  readonly largeHeaders: boolean
  /** What its AUTH_SESSION and AUTH_RESPONSE have more than those of 1.12. */
  readonly realmIds: boolean
  readonly expansion: boolean
}

export const VANILLA: WorldGame = {
  name: '1.12',
  opcodes: 'wow-vanilla',
  cipher: 'rolling',
  keyLength: KEY_LENGTH,
  headerKeys: (key) => ({ client: key, server: key }),
  largeHeaders: false,
  realmIds: false,
  expansion: false,
}

export const BURNING_CRUSADE: WorldGame = {
  ...VANILLA,
  name: '2.4.3',
  opcodes: 'wow-tbc',
  keyLength: HEADER_KEY_LENGTH,
  headerKeys: (key) => ({ client: sharedHeaderKey(key), server: sharedHeaderKey(key) }),
  expansion: true,
}

export const WRATH: WorldGame = {
  ...BURNING_CRUSADE,
  name: '3.3.5',
  opcodes: 'wow-wotlk',
  cipher: 'rc4',
  headerKeys: (key) => ({ client: clientHeaderKey(key), server: serverHeaderKey(key) }),
  largeHeaders: true,
  realmIds: true,
}

/** Builds whose formats are known: 1.12.1 to 1.12.3, 2.4.3, 3.3.5a. */
const KNOWN_BUILDS: readonly number[] = [5875, 6005, 6141, 8606, 12340]

export function isKnownBuild(build: number): boolean {
  return KNOWN_BUILDS.includes(build)
}

/** The game of a build, or the one it is likely to be most like. */
export function gameOf(build: number): WorldGame {
  if (build <= 6141) return VANILLA
  return build <= 8606 ? BURNING_CRUSADE : WRATH
}
