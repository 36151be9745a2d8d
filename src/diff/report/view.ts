import type { Chore } from '../../dissect/chores.js'
import type { CaptureDiff } from '../diff.js'
import type { Policy } from '../policy.js'

/** What a report tells beside the differences. */
export interface DiffFacts {
  readonly diff: CaptureDiff
  readonly policy: Policy
  /** Names of the two sides as the user gave them. */
  readonly names: readonly [a: string, b: string]
  /** Messages read of each side, and those left out by kind. */
  readonly counts: readonly [a: number, b: number]
  readonly leftOut: readonly [a: ReadonlyMap<Chore, number>, b: ReadonlyMap<Chore, number>]
}

export interface ReportOptions {
  readonly colour: boolean
  readonly width: number
  /** Messages without difference shown around those with. */
  readonly context: number
  readonly showSecrets: boolean
}

/** Makes the lines of a report, one after the other. */
export type Report = (facts: DiffFacts, options: ReportOptions) => Generator<string>
