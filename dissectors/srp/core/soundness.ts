/** What is wrong with the numbers of a logon on their face. */
import type { Cursor } from '../../../src/dissect/cursor.js'
import { findingKind } from '../../../src/dissect/finding.js'
import { modulo, numberOf } from './numbers.js'
import { type Group, KNOWN_GROUP, NUMBER_LENGTH } from './srp6a.js'

const ZERO_NUMBER = findingKind('srp.zero-number', 'warning')
const OTHER_GROUP = findingKind('srp.other-group', 'note')

/** Says that N and g, which end at the cursor, are not those that everybody uses. */
export function tellGroup(at: Cursor, group: Group | undefined): void {
  if (group?.prime === KNOWN_GROUP.prime && group.generator === KNOWN_GROUP.generator) return
  const what = group ? 'are not those of the game' : 'make no group, so that nothing can be checked'
  at.find(OTHER_GROUP, `N and g ${what}; private builds may have others.`, NUMBER_LENGTH + 1)
}

/** Says that A or B makes the session key one that anybody knows. */
export function tellZero(at: Cursor, name: string, bytes: Uint8Array, { prime }: Group): void {
  if (modulo(numberOf(bytes), prime) !== 0n) return
  at.find(ZERO_NUMBER, `${name} is a multiple of N: the session key does not depend on the password.`)
}
