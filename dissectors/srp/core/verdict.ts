import type { Cursor } from '../../../src/dissect/cursor.js'
import { findingKind } from '../../../src/dissect/finding.js'
import type { FieldDef } from '../../../src/fields/definition.js'

/** What a check came to. */
export interface Verdict {
  readonly state: 'verified' | 'failed' | 'not checkable'
  /** As the sentence goes on: `with K (keys.txt line 2)`, `because no key of ANN is known`. */
  readonly detail: string
}

const FAILED = findingKind('srp.check-failed', 'warning')

export function verified(detail: string): Verdict {
  return { state: 'verified', detail }
}

export function failed(detail: string): Verdict {
  return { state: 'failed', detail }
}

export function notCheckable(because: string): Verdict {
  return { state: 'not checkable', detail: `because ${because}` }
}

/** `verified with K (keys.txt line 2)`, `not checkable, because no key of ANN is known`. */
export function verdictText({ state, detail }: Verdict): string {
  return `${state}${state === 'verified' ? ' ' : state === 'failed' ? ': ' : ', '}${detail}`
}

/** Records a verdict below the `length` bytes it is about, which were just read; one that failed is a finding too. */
export function recordVerdict(at: Cursor, def: FieldDef, verdict: Verdict, length: number): void {
  at.derive(def, verdictText(verdict))
  if (verdict.state === 'failed') {
    at.find(FAILED, `${def.label} failed: ${verdict.detail}.`, length)
  }
}
