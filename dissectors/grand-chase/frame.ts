import { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Association } from './association.js'
import { CIPHERTEXT_CLOSED, CIPHERTEXT_OPENED, GC, KEYS_FROM } from './fields.js'
import { ICV_WIDTH, IV_WIDTH, OVERHEAD, SIZE_WIDTH } from './framing.js'
import type { Keys } from './keys.js'
import { FrameSeal } from './seal.js'

/** What a frame turned out to be. */
export interface Opened {
  /** The keys under which its ICV holds. */
  readonly association: Association | undefined
  /** Its ICV should hold under keys that are known, and does not. */
  readonly damaged: boolean
  readonly sequence: number
  /** The plaintext, ready to be read; absent when the frame stays closed. */
  readonly plaintext: Cursor | undefined
}

const CLOSED: Opened = { association: undefined, damaged: false, sequence: 0, plaintext: undefined }

const NO_KEY = findingKind('grand-chase.no-key', 'note')
const WRONG_ICV = findingKind('grand-chase.icv', 'error')

/**
 * Records a frame of the security layer (protocol page section 2) and decrypts it into a source of its own. A frame whose
 * ICV is wrong is decrypted only with `unauthenticated`.
 */
export function readFrame(at: Cursor, keys: Keys, unauthenticated: boolean): Opened {
  const { bytes, pos: start } = at
  const size = at.read(GC.size)
  at.enter(size - SIZE_WIDTH, GC.size)
  const spi = at.read(GC.spi)
  const sequence = at.read(GC.sequence)
  at.take(GC.iv, IV_WIDTH)
  const end = start + size
  if (at.failed || end > at.end || size <= OVERHEAD) {
    at.take(CIPHERTEXT_CLOSED, Math.max(0, size - OVERHEAD))
    at.take(GC.icv, ICV_WIDTH)
    at.leave()
    return CLOSED
  }
  const association = keys.find(bytes, start, end)
  const expected = association ? undefined : keys.expected(spi)
  const opener = association ?? (unauthenticated ? expected : undefined)
  at.take(opener ? CIPHERTEXT_OPENED : CIPHERTEXT_CLOSED, size - OVERHEAD)
  at.take(GC.icv, ICV_WIDTH)
  at.derive(
    GC.icv_check,
    association ? 'verified' : expected ? 'failed' : 'not checkable, because no key is known',
  )
  if (association) tellKeys(at, association)
  else if (expected) tellFailed(at, expected, opener !== undefined)
  else tellNoKey(at, keys)
  at.leave()
  const plaintext = opener && beginPlaintext(at, opener.decrypt(bytes, start, end), association !== undefined)
  if (association) at.message.sources.at(-1)!.seal = new FrameSeal(association, start, end)
  return { association, damaged: expected !== undefined, sequence, plaintext }
}

/** Says where the keys are from; the first frame of each side is linked with their setup message. */
function tellKeys(at: Cursor, association: Association): void {
  const { setup, origin } = association
  const kind = KEYS_FROM[at.message.side]
  const side = 1 << at.message.side
  if (!setup) at.derive(GC.keys, origin)
  else if ((association.usedBy & side) === 0) at.link(kind, setup)
  else at.derive(kind.back, setup.number)
  association.usedBy |= side
}

/** Once for each side: without a setup message, frames that stay closed are many. */
function tellNoKey(at: Cursor, keys: Keys): void {
  const { side } = at.message
  if (keys.toldNone[side]) return
  keys.toldNone[side] = true
  at.find(
    NO_KEY,
    'No key opens this frame or those that follow: the setup message of the connection is not in the capture. --secrets FILE gives keys (GRAND_CHASE_SA SPI AUTHENTICATION_KEY ENCRYPTION_KEY).',
    ICV_WIDTH,
  )
}

function tellFailed(at: Cursor, expected: Association, decrypted: boolean): void {
  const from = expected.setup ? `the keys from #${expected.setup.number}` : `the ${expected.origin} keys`
  const shown = decrypted
    ? 'it is decrypted all the same, unauthenticated'
    : '--gc-unauthenticated decrypts it all the same'
  at.find(
    WRONG_ICV,
    `The ICV does not hold under ${from} or any other that is known: the frame is damaged, altered or encrypted with other keys; ${shown}.`,
    ICV_WIDTH,
  )
}

function beginPlaintext({ message, depth }: Cursor, bytes: Uint8Array, authenticated: boolean): Cursor {
  const name = authenticated ? 'decrypted' : 'decrypted, unauthenticated'
  const inner = new Cursor()
  inner.begin(message, message.addSource(name, bytes, 0, bytes.length), depth, 'the end of the plaintext')
  return inner
}
