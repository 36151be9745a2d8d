/** CMD_REALM_LIST, the realms with the sockets of their world servers. */
import type { Cursor } from '../../../../src/dissect/cursor.js'
import { Wire } from '../../../../src/fields/index.js'
import { readNumber } from '../../../../src/fields/read.js'
import { readTerminated } from '../../core/read.js'
import { REALM, REALMS } from './fields.js'
import type { Logon } from './logon.js'
import { SPECIFY_BUILD } from './names.js'
import type { LoginVersion } from './versions.js'

const PADDING = 4

export function readListRequest(at: Cursor, _version: LoginVersion, logon?: Logon): void {
  at.take(REALMS.request_padding, PADDING)
  logon?.tell(at)
}

/** Length of a list: command, size, and what the size says. */
export function realmListLength(bytes: Uint8Array, start: number, end: number): number {
  return end - start < 3 ? 0 : 3 + readNumber(bytes, start + 1, Wire.U16LE)
}

export function readRealmList(at: Cursor, version: LoginVersion, logon?: Logon): void {
  at.enter(at.read(REALMS.size), REALMS.size)
  at.take(REALMS.header_padding, PADDING)
  const count = at.read(version.realmCount === 1 ? REALMS.count8 : REALMS.count16)
  for (let i = 0; i < count && !at.failed; i++) readRealm(at, version, logon)
  at.read(REALMS.footer)
  at.leave()
  logon?.tell(at, { realms: count })
}

function readRealm(at: Cursor, version: LoginVersion, logon?: Logon): void {
  at.open(REALMS.realm)
  if (version.realmLocked) {
    at.read(REALM.type)
    at.read(REALM.locked)
  } else at.read(REALM.type32)
  const flags = at.read(REALM.flags)
  readTerminated(at, REALM.name)
  const address = readTerminated(at, REALM.address)
  at.read(REALM.population)
  at.read(REALM.characters)
  at.read(REALM.category)
  at.read(REALM.id)
  if (version.realmVersion && flags & SPECIFY_BUILD) {
    at.read(REALM.major)
    at.read(REALM.minor)
    at.read(REALM.patch)
    at.read(REALM.build)
  }
  if (address && !at.failed) logon?.realm(at, Buffer.from(address).toString('latin1'))
  at.close()
}
