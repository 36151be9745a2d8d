import { coreDialect } from './dialect.js'
import { readsExactly } from './era.js'

/** A handshake's packet: some twenty bytes or more in their only right places. */
const HANDSHAKE_SCORE = 95
/** Exactly one message, with a number of four bytes. */
const LONG_NUMBER_SCORE = 75
/** Exactly one message, of some length. */
const LONG_SCORE = 60
/** Exactly one message, but short: good enough only on the ports of the protocol. */
const SHORT_SCORE = 40

/** Header and number of the shortest packet, and something to judge by. */
const SHORTEST = 7

const HANDSHAKE = new Set(['SecuredTemplateChecksumRequest', 'TemplateChecksumReply', 'UseCircuitCode'])

/** Shortest packet whose exact reading is no coincidence even when its number is one byte. */
const LONG_ENOUGH = 24

/**
 * How sure a payload is a Second Life packet. It must be exactly one message of one era; sequences begin
 * at 1 and stay below 2^16 for long in the classic era, below 2^24 for ever in the modern one.
 */
export function detect(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < SHORTEST || bytes[start + 1] !== 0) return 0
  const modern = bytes[start + 5] === 0 ? readsExactly(bytes, start, end, coreDialect('modern')) : undefined
  const type = modern ?? readsExactly(bytes, start, end, coreDialect('classic'))
  if (type === undefined) return 0
  if (HANDSHAKE.has(type)) return HANDSHAKE_SCORE
  const number = bytes[start + (modern ? 6 : 4)]
  if (number === 0xff) return LONG_NUMBER_SCORE
  return end - start >= LONG_ENOUGH ? LONG_SCORE : SHORT_SCORE
}
