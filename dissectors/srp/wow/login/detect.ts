/** How sure a payload belongs to the logon. Kyoril/mmo's has the same port and a length where this has a version. */
import { CLIENT, SERVER } from '../../../../src/network/conversation.js'
import { clientChallengeLength } from './challenge.js'
import { LOGIN_RESULTS, SUCCESS } from './names.js'
import { LOGIN_PACKETS } from './packets.js'
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

const RECONNECT = 0x02
const REALM_LIST = 0x10
const LIST_REQUEST = 5

export function detectLogin(bytes: Uint8Array, start: number, end: number): number {
  const challenge = Math.max(
    detectClientChallenge(bytes, start, end),
    detectServerChallenge(bytes, start, end),
  )
  if (challenge > 0) return challenge
  if (!fitsExactly(bytes, start, end)) return 0
  return bytes[start] === REALM_LIST && end - start > LIST_REQUEST ? LIKELY : POSSIBLE
}

/** Whether the bytes are exactly one message, from one side and in one version. */
function fitsExactly(bytes: Uint8Array, start: number, end: number): boolean {
  return [CLIENT, SERVER].some((side) => {
    const packet = LOGIN_PACKETS[side].get(bytes[start]!)
    return (
      packet &&
      LOGIN_VERSIONS.some((version) => {
        const { length, sound } = tryVersion(packet, version, bytes, start, end)
        return sound && length === end - start
      })
    )
  })
}

function detectClientChallenge(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== 0 && bytes[start] !== RECONNECT) return 0
  const length = clientChallengeLength(bytes, start, end)
  return length > 0 && bytes[start + 1]! >= 2 && bytes[start + 1]! <= 8 ? SURE : 0
}

function detectServerChallenge(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== 0 || bytes[start + 1] !== 0) return 0
  const result = bytes[start + 2] ?? -1
  if (result !== SUCCESS) return end - start === 3 && LOGIN_RESULTS.has(result) ? POSSIBLE : 0
  const at = start + G_LENGTH
  return at + 3 <= end && bytes[at] === 1 && bytes[at + 2] === N_LENGTH ? NUMBERS : 0
}
