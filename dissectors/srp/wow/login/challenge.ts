/** CMD_AUTH_LOGON_CHALLENGE and CMD_AUTH_RECONNECT_CHALLENGE. */
import type { Cursor } from '../../../../src/dissect/cursor.js'
import { Wire } from '../../../../src/fields/index.js'
import { readNumber } from '../../../../src/fields/read.js'
import { readBytes, readText } from '../../core/read.js'
import { tellGroup } from '../../core/soundness.js'
import { groupOf } from '../../core/srp6a.js'
import { CHALLENGE, LOGIN, RECONNECT } from './fields.js'
import type { Logon } from './logon.js'
import { SUCCESS } from './names.js'
import { AUTHENTICATOR, type LoginVersion, MATRIX, PIN } from './versions.js'

/** Command, protocol version and size. */
const SIZE_END = 4
/** Bytes behind the size besides the account's name. */
const FIXED = 30
const GAME_NAME = 4

/** The length that a client's challenge says it has. */
export function clientChallengeLength(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < SIZE_END + GAME_NAME) return 0
  if (!saysWow(bytes, start + SIZE_END)) return -1
  const size = readNumber(bytes, start + 2, Wire.U16LE)
  return size >= FIXED && size <= FIXED + 0xff ? SIZE_END + size : -1
}

/** Whether the game's name stands there: `WoW` and a zero byte. */
export function saysWow(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x57 && bytes[at + 1] === 0x6f && bytes[at + 2] === 0x57 && bytes[at + 3] === 0
}

/** The same for a logon and a reconnect, and in every version. */
export function readClientChallenge(at: Cursor, _version: LoginVersion, logon?: Logon): void {
  const version = at.read(CHALLENGE.protocol_version)
  if (!at.failed) logon?.beginVersion(at, version)
  at.enter(at.read(CHALLENGE.size), CHALLENGE.size)
  at.take(CHALLENGE.game_name, GAME_NAME)
  for (const def of FROM_CLIENT) at.read(def)
  const account = readText(at, CHALLENGE.account_length, CHALLENGE.account)
  at.leave()
  logon?.begin(at, account)
}

const FROM_CLIENT = [
  CHALLENGE.major,
  CHALLENGE.minor,
  CHALLENGE.patch,
  CHALLENGE.build,
  CHALLENGE.platform,
  CHALLENGE.os,
  CHALLENGE.country,
  CHALLENGE.timezone_bias,
  CHALLENGE.client_ip,
]

const PUBLIC_LENGTH = 32
const SALT_LENGTH = 32
const CRC_SALT_LENGTH = 16
const PIN_SALT_LENGTH = 16

export function readServerChallenge(at: Cursor, { security }: LoginVersion, logon?: Logon): void {
  at.read(CHALLENGE.unused)
  const result = at.read(LOGIN.result)
  if (at.failed || result !== SUCCESS) {
    logon?.tell(at, { result })
    return
  }
  const publicB = readBytes(at, CHALLENGE.B, PUBLIC_LENGTH)
  const generator = readText(at, CHALLENGE.g_length, CHALLENGE.g)
  const prime = readText(at, CHALLENGE.N_length, CHALLENGE.N)
  const group = prime && generator && groupOf(prime, generator)
  if (prime && logon) tellGroup(at, group)
  const salt = readBytes(at, CHALLENGE.salt, SALT_LENGTH)
  if (publicB && salt) logon?.challenge(at, { group, publicB, salt })
  at.take(CHALLENGE.crc_salt, CRC_SALT_LENGTH)
  if (security !== undefined) readSecurity(at, at.read(LOGIN.security_flag) & security)
  logon?.tell(at, { result })
}

/** What the client is asked for besides its password. */
function readSecurity(at: Cursor, flags: number): void {
  if (flags & PIN) {
    at.read(CHALLENGE.pin_grid_seed)
    at.take(CHALLENGE.pin_salt, PIN_SALT_LENGTH)
  }
  if (flags & MATRIX) {
    at.read(CHALLENGE.matrix_width)
    at.read(CHALLENGE.matrix_height)
    at.read(CHALLENGE.matrix_digits)
    at.read(CHALLENGE.matrix_count)
    at.read(CHALLENGE.matrix_seed)
  }
  if (flags & AUTHENTICATOR) at.read(CHALLENGE.authenticator_required)
}

const RECONNECT_LENGTH = 16

export function readReconnectChallenge(at: Cursor, _version: LoginVersion, logon?: Logon): void {
  const result = at.read(LOGIN.result)
  if (!at.failed && result === SUCCESS) {
    const data = readBytes(at, RECONNECT.challenge_data, RECONNECT_LENGTH)
    if (data) logon?.reconnectChallenge(data)
    at.take(RECONNECT.checksum_salt, RECONNECT_LENGTH)
  }
  logon?.tell(at, { result })
}
