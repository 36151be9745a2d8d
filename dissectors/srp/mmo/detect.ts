/** How sure a first payload is one of the project's protocols. */
import { u32le } from '../../../src/fields/read.js'
import { AUTH_RESULTS } from './results.js'
import { LOCALES } from './version-fields.js'

/** A whole challenge, every length and number of it in its place: nothing else looks so. */
const SURE = 95
/** The same answer opens three links, and the port knows better. */
const ONE_OF_THREE = 80
/** Little to go by. */
const LIKELY = 60
/** Good enough on the link's own port only. */
const POSSIBLE = 40

const HEADER_LENGTH = 5
const LAST_OPCODE = 5
const SHORTEST_CHALLENGE = 11
const SUCCESSFUL_CHALLENGE = 66
const LONGEST_CHALLENGE = 98

/** Client and login server. World of Warcraft's logon has the same port, but a version and `WoW` where this has a length. */
export function detectLogin(bytes: Uint8Array, start: number, end: number): number {
  const length = bodyLength(bytes, start, end)
  if (length < 0) {
    return beginsChallenge(bytes, start, end) || isWholePackets(bytes, start, end) ? POSSIBLE : 0
  }
  if (isClientChallenge(bytes, start + HEADER_LENGTH, length)) return SURE
  return detectAnswer(bytes, start, length)
}

/** Realm and login server: the challenge has no locale. Its older form is that of a world. */
export function detectServer(bytes: Uint8Array, start: number, end: number): number {
  const length = bodyLength(bytes, start, end)
  if (length < 0) return 0
  if (endsInName(bytes, start + HEADER_LENGTH, 13, length)) return LIKELY + 10
  if (endsInName(bytes, start + HEADER_LENGTH, 5, length)) return POSSIBLE
  return Math.min(detectAnswer(bytes, start, length), POSSIBLE)
}

/** World and realm. */
export function detectWorld(bytes: Uint8Array, start: number, end: number): number {
  const length = bodyLength(bytes, start, end)
  if (length < 0) return 0
  if (endsInName(bytes, start + HEADER_LENGTH, 5, length)) return LIKELY
  return Math.min(detectAnswer(bytes, start, length), POSSIBLE)
}

/** Client and realm: both sides begin in plain. */
export function detectRealm(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < GAME_HEADER_LENGTH || bytes[start] !== 0 || bytes[start + 1] !== 0) return 0
  const length = u32le(bytes, start + 2)
  if (length !== end - start - GAME_HEADER_LENGTH) return 0
  if (length === 4) return LIKELY + 10
  return endsInName(bytes, start + GAME_HEADER_LENGTH, 4, length - 24) ? SURE : 0
}

const GAME_HEADER_LENGTH = 6

/** Length of the body of a payload that is exactly one packet with opcode 0; -1 for any other. */
function bodyLength(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= HEADER_LENGTH || bytes[start] !== 0) return -1
  const length = u32le(bytes, start + 1)
  return length === end - start - HEADER_LENGTH ? length : -1
}

/** Whether a payload is nothing but packets that a login server or its client may send. */
function isWholePackets(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at + HEADER_LENGTH <= end && bytes[at]! <= LAST_OPCODE) {
    at += HEADER_LENGTH + u32le(bytes, at + 1)
  }
  return at === end
}

/** Whether this may be the beginning of a challenge, or of its answer; those of World of Warcraft have 0 or 2 to 8 in the second byte. */
function beginsChallenge(bytes: Uint8Array, start: number, end: number): boolean {
  const [opcode, low = 0, ...high] = bytes.subarray(start, Math.min(end, start + HEADER_LENGTH))
  const isLength = low === 1 || low >= SHORTEST_CHALLENGE
  return opcode === 0 && isLength && high.every((byte, i) => byte <= (i === 0 ? 1 : 0))
}

function isClientChallenge(bytes: Uint8Array, body: number, length: number): boolean {
  return [5, 13].some(
    (locale) => endsInName(bytes, body, locale + 4, length) && LOCALES.has(u32le(bytes, body + locale)),
  )
}

/** Whether at `offset` of a body of `length` bytes a counted name begins that ends with the body and holds no control characters. */
function endsInName(bytes: Uint8Array, body: number, offset: number, length: number): boolean {
  if (length <= offset + 1 || bytes[body + offset] !== length - offset - 1) return false
  return bytes.subarray(body + offset + 1, body + length).every((byte) => byte >= 0x20 && byte !== 0x7f)
}

function detectAnswer(bytes: Uint8Array, start: number, length: number): number {
  const result = bytes[start + HEADER_LENGTH]!
  if (length === 1) return result !== 0 && AUTH_RESULTS.has(result) ? LIKELY : 0
  return result === 0 && length > SUCCESSFUL_CHALLENGE && length <= LONGEST_CHALLENGE ? ONE_OF_THREE : 0
}
