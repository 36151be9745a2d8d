export type Severity = 'note' | 'warning' | 'error'

/** A kind of problem, declared once by the part that finds it. */
export interface FindingKind {
  /** Stable, dotted, lower case: `sl.unknown-message`. */
  readonly code: string
  readonly severity: Severity
}

/** A problem in a message: what, how bad, a sentence, and where. */
export interface Finding {
  readonly kind: FindingKind
  /** A whole sentence; it may quote untrusted text, which views escape. */
  readonly text: string
  /** Index of the source the range lies in, -1 when it has no bytes. */
  readonly source: number
  readonly start: number
  readonly length: number
  /** The row it is shown below: the last one recorded before it, -1 before all. */
  readonly row: number
}

export function findingKind(code: string, severity: Severity): FindingKind {
  return { code, severity }
}
