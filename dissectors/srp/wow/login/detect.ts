/** How sure a payload belongs to the logon. Kyoril/mmo's has the same port and a length where this has a version. */
import { CLIENT, SERVER } from '../../../../src/network/conversation.js'
import { clientChallengeLength } from './challenge.js'
import { LOGIN_RESULTS, SUCCESS } from './names.js'
import { LOGIN_PACKETS } from './packets.js'
import { readRealmList, realmListLength } from './realm-list.js'
import { tryVersion } from './trial.js'
import { LOGIN_VERSIONS } from './versions.js'

/** The game's name, and all lengths fit. */
const SURE = 98
/** The lengths of the numbers fit. */
const NUMBERS = 92
/** All lengths fit. */
const LIKELY = 60
/** Little to go by: good enough on the port only. */
const POSSIBLE = 30

/** Offset of g's length in a server's challenge; g and the length of N follow. */
const G_LENGTH = 35
const N_LENGTH = 32

export function detectLogin(bytes: Uint8Array, start: number, end: number): number {
  switch (bytes[start]) {
    case 0x00:
      return Math.max(detectClientChallenge(bytes, start, end), detectServerChallenge(bytes, start, end))
    case 0x02:
      return Math.max(detectClientChallenge(bytes, start, end), POSSIBLE)
    case 0x10:
      return isRealmList(bytes, start, end) ? LIKELY : POSSIBLE
    default:
      return isCommand(bytes[start]!) ? POSSIBLE : 0
  }
}

function isCommand(byte: number): boolean {
  return LOGIN_PACKETS[CLIENT].has(byte) || LOGIN_PACKETS[SERVER].has(byte)
}

function detectClientChallenge(bytes: Uint8Array, start: number, end: number): number {
  const length = clientChallengeLength(bytes, start, end)
  return length > 0 && bytes[start + 1]! >= 2 && bytes[start + 1]! <= 8 ? SURE : 0
}

function detectServerChallenge(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start + 1] !== 0) return 0
  const result = bytes[start + 2] ?? -1
  if (result !== SUCCESS) return end - start === 3 && LOGIN_RESULTS.has(result) ? POSSIBLE : 0
  const at = start + G_LENGTH
  return at + 3 <= end && bytes[at] === 1 && bytes[at + 2] === N_LENGTH ? NUMBERS : 0
}

function isRealmList(bytes: Uint8Array, start: number, end: number): boolean {
  if (realmListLength(bytes, start, end) !== end - start) return false
  return LOGIN_VERSIONS.some(
    (version) => tryVersion({ read: readRealmList }, version, bytes, start, end).sound,
  )
}
