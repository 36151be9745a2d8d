/** Exit codes, as `slx --help` and the README list them. */
export const Exit = {
  OK: 0,
  /** Nothing matched, or captures differ. */
  NOTHING: 1,
  /** Wrong usage, or input that cannot be read at all. */
  USAGE: 2,
  /** Damaged input: what could be read was shown. */
  DAMAGED: 3,
  /** A fault of slx itself. */
  BUG: 70,
} as const

/** Something the user can put right: the message says what and how. Printed without a stack; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
