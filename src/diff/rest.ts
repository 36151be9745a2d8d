/** What is looked at where the fields of two messages agree, or differ in their lengths only. */
import { ROW_LENGTH, ROW_SIZE } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import type { Difference } from './differences.js'
import type { Kept } from './kept.js'

/** Whether equal contents take more bytes on one side, compressed otherwise: that is why lengths differ. */
export function areCodedOtherwise(a: Kept, b: Kept): boolean {
  const [codedA, codedB] = [codedLengths(a), codedLengths(b)]
  return codedA.length === codedB.length && codedA.some((length, i) => length !== codedB[i])
}

/** Of the fields whose contents are compared in another source. */
function codedLengths({ tree: { rows, count } }: Kept): number[] {
  const lengths: number[] = []
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    if (fieldById(rows[at]!).elsewhere) lengths.push(rows[at + ROW_LENGTH]!)
  }
  return lengths
}

export function findingsOnlyIn(message: Kept, other: Kept, side: 'a' | 'b'): Difference[] {
  const codes = other.findings.map(({ kind }) => kind.code)
  return message.findings
    .filter(({ kind }) => {
      // Less than errors may come from what was said before, which is compared where it was said.
      if (kind.severity !== 'error') return false
      const at = codes.indexOf(kind.code)
      if (at >= 0) codes.splice(at, 1)
      return at < 0
    })
    .map(({ kind, text }) => ({ op: 'finding', side, code: kind.code, text }) as const)
}
