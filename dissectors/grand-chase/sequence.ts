import { count } from '../../src/count.js'
import { type FindingKind, findingKind } from '../../src/dissect/finding.js'
import type { Verdict } from './replay-window.js'
import { WINDOW } from './replay-window.js'

const ZERO = findingKind('grand-chase.sequence-zero', 'note')
const GAP = findingKind('grand-chase.sequence-gap', 'note')
const LATE = findingKind('grand-chase.sequence-late', 'note')
const REPLAY = findingKind('grand-chase.replay', 'note')
const OLD = findingKind('grand-chase.sequence-old', 'note')

/**
 * What is to be said of a sequence number; nothing of one that is in order. Notes all: the game is said to accept any, and
 * other servers send random ones.
 */
export function sequenceNote(
  sequence: number,
  verdict: Verdict,
): { readonly kind: FindingKind; readonly text: string } | undefined {
  switch (verdict.kind) {
    case 'first':
    case 'next':
      return undefined
    case 'zero':
      return { kind: ZERO, text: 'Sequence number 0 is never valid; the first frame has 1.' }
    case 'gap': {
      const { missing, last } = verdict
      return {
        kind: GAP,
        text: `Sequence number ${sequence} follows ${last}: ${count(missing, 'frame')} between them ${missing === 1 ? 'is' : 'are'} missing or could not be verified, or the sender does not count by one.`,
      }
    }
    case 'late':
      return {
        kind: LATE,
        text: `Sequence number ${sequence} comes behind ${verdict.last}, for the first time: a receiver that follows RFC 2401 accepts it.`,
      }
    case 'replay':
      return {
        kind: REPLAY,
        text: `Sequence number ${sequence} was received before (the newest is ${verdict.last}): a receiver that follows RFC 2401 drops the frame as a replay.`,
      }
    case 'old':
      return {
        kind: OLD,
        text: `Sequence number ${sequence} lies ${verdict.last - sequence} before the newest, ${verdict.last}, outside the window of ${WINDOW}: a receiver that follows RFC 2401 drops the frame.`,
      }
  }
}
