/** What a worker is to run. */
export interface Assignment {
  readonly seed: number
  /** Numbers of cases, the last not included. */
  readonly from: number
  readonly to: number
  /** Names of targets; all when empty. */
  readonly only: readonly string[]
  /** Numbers that the worker writes and its watcher reads, by Slot. */
  readonly shared: SharedArrayBuffer
}

/** A case with faults. */
export interface Report {
  readonly number: number
  readonly target: string
  readonly faults: readonly string[]
  readonly json: string
}

/** Where in the shared numbers each stands. */
export const Slot = {
  /** Number of the case at hand, and when it began (Date.now); 0 when all are done. */
  Case: 0,
  Begun: 1,
  /** Cases run, and what they took. */
  Done: 2,
  Bytes: 3,
  Messages: 4,
  Rows: 5,
  Output: 6,
  /** Milliseconds of the slowest, and its number. */
  Slowest: 7,
  SlowestCase: 8,
  size: 9,
} as const
