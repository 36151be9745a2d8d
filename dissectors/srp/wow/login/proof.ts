/** CMD_AUTH_LOGON_PROOF and CMD_AUTH_RECONNECT_PROOF. */
import type { Cursor } from '../../../../src/dissect/cursor.js'
import { Wire } from '../../../../src/fields/index.js'
import { DIGEST_LENGTH } from '../../core/digest.js'
import { readBytes } from '../../core/read.js'
import { NUMBER_LENGTH } from '../../core/srp6a.js'
import { KEY, LOGIN, PROOF, RECONNECT } from './fields.js'
import type { Logon } from './logon.js'
import { SUCCESS } from './names.js'
import { AUTHENTICATOR, type LoginVersion, MATRIX, PIN } from './versions.js'

const PIN_SALT_LENGTH = 16
const UNKNOWN3_LENGTH = 4
const PROOF_DATA_LENGTH = 16

export function readClientProof(at: Cursor, { security }: LoginVersion, logon?: Logon): void {
  const publicA = readBytes(at, PROOF.A, NUMBER_LENGTH)
  const proof = readBytes(at, PROOF.M1, DIGEST_LENGTH)
  const check = publicA && proof && logon?.clientProof(at, publicA, proof)
  at.take(PROOF.crc_hash, DIGEST_LENGTH)
  readKeys(at)
  if (security !== undefined) readSecurity(at, at.read(LOGIN.security_flag) & security)
  logon?.tell(at, { check })
}

function readKeys(at: Cursor): void {
  const count = at.read(PROOF.key_count)
  for (let i = 0; i < count && !at.failed; i++) {
    at.open(PROOF.key)
    at.read(KEY.unknown1)
    at.read(KEY.unknown2)
    at.take(KEY.unknown3, UNKNOWN3_LENGTH)
    at.take(KEY.cd_key_proof, DIGEST_LENGTH)
    at.close()
  }
}

function readSecurity(at: Cursor, flags: number): void {
  if (flags & PIN) {
    at.take(PROOF.pin_salt, PIN_SALT_LENGTH)
    at.take(PROOF.pin_hash, DIGEST_LENGTH)
  }
  if (flags & MATRIX) at.take(PROOF.matrix_proof, DIGEST_LENGTH)
  if (flags & AUTHENTICATOR) {
    const length = at.read(PROOF.authenticator_length)
    if (!at.failed) at.take(PROOF.authenticator, length)
  }
}

const TAIL = { 'account flags': PROOF.account_flags, survey: PROOF.survey_id, flags: PROOF.unknown_flags }

export function readServerProof(at: Cursor, version: LoginVersion, logon?: Logon): void {
  const result = at.read(LOGIN.result)
  if (at.failed) return
  if (result !== SUCCESS) {
    if (failurePadded(version, result)) readPadding(at)
    logon?.tell(at, { result })
    return
  }
  const proof = readBytes(at, PROOF.M2, DIGEST_LENGTH)
  const check = proof && logon?.serverProof(at, proof)
  for (const part of version.proofTail) at.read(TAIL[part])
  logon?.tell(at, { result, check })
}

export function readReconnectClientProof(at: Cursor, _version: LoginVersion, logon?: Logon): void {
  const data = readBytes(at, RECONNECT.proof_data, PROOF_DATA_LENGTH)
  const proof = readBytes(at, RECONNECT.proof, DIGEST_LENGTH)
  const check = data && proof && logon?.reconnectProof(at, data, proof)
  const checksum = readBytes(at, RECONNECT.checksum, DIGEST_LENGTH)
  if (data && checksum) logon?.reconnectChecksum(at, data, checksum)
  readKeys(at)
  logon?.tell(at, { check })
}

export function readReconnectServerProof(at: Cursor, version: LoginVersion, logon?: Logon): void {
  const result = at.read(LOGIN.result)
  if (at.failed) return
  // Some servers pad it for every version; then nothing else follows.
  if (version.reconnectPadding || at.remaining === PADDING) readPadding(at)
  logon?.tell(at, { result })
}

export function failurePadded({ failurePadding }: LoginVersion, result: number): boolean {
  return failurePadding && result !== SUCCESS
}

export function reconnectPadded({ reconnectPadding }: LoginVersion): boolean {
  return reconnectPadding
}

const PADDING = 2
/** Values seen in the padding: 0, and 3 for a wrong PIN at cmangos. */
const MAX_PADDING = 3

/** The padding, where it is there. */
function readPadding(at: Cursor): void {
  const value = at.peek(Wire.U16LE, PADDING)
  if (value >= 0 && value <= MAX_PADDING) at.take(LOGIN.padding, PADDING)
}
