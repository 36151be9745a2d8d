import type { Expectations } from '../../src/dissect/expectations.js'
import type { MessageRef } from '../../src/dissect/message.js'
import { u16be, u32be } from '../../src/fields/read.js'
import { PREFIX } from './fields.js'
import { PROFILES, type Profile } from './profiles.js'

/** What a server list hands over to the connections it announces. */
export interface Announced {
  readonly profiles: readonly Profile[]
}

/** Protocol versions in server lists and logins (protocol page section 7). */
const VERSIONS: ReadonlyMap<number, readonly Profile[]> = new Map([
  [323, ['eternal']],
  [327, ['s5', 's5ep3']],
])

/** Widths of what stands in an entry between strings: ID and part; users, max users; levels; level limit. */
const BEFORE_NAME = 8
const BEFORE_VERSION = 8
const LEVELS = 8
const LEVEL_LIMIT = 4

/** Expects connections to the game servers in a SERVER_LIST_NOT that is known to be whole. Returns the builds it tells. */
export function announceServers(
  bytes: Uint8Array,
  start: number,
  message: MessageRef,
  expectations: Expectations,
): readonly Profile[] {
  let at = start + 4
  let told = PROFILES as readonly Profile[]
  for (let left = u32be(bytes, start); left > 0; left--) {
    at = stringEnd(bytes, at + BEFORE_NAME)
    const ipAt = at + 4
    at = stringEnd(bytes, at)
    const address = Buffer.from(bytes.subarray(ipAt, at)).toString('latin1')
    const port = u16be(bytes, at)
    told = VERSIONS.get(u32be(bytes, at + 2 + BEFORE_VERSION)) ?? told
    const data: Announced = { profiles: told }
    expectations.add('tcp', address, port, { dissector: PREFIX, message, by: 'SERVER_LIST_NOT', data })
    at = stringEnd(bytes, stringEnd(bytes, at + 2 + BEFORE_VERSION + 4 + LEVELS)) + LEVEL_LIMIT
  }
  return told
}

function stringEnd(bytes: Uint8Array, at: number): number {
  return at + 4 + u32be(bytes, at)
}
