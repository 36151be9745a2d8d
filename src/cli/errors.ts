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

/** What the codes mean, as help, man page and README say it. */
export const EXIT_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [Exit.OK, 'fine'],
  [Exit.NOTHING, 'nothing matched, or captures differ'],
  [Exit.USAGE, 'wrong usage, or input that cannot be read'],
  [Exit.DAMAGED, 'damaged input; what could be read was shown'],
  [Exit.BUG, 'a bug in slx'],
]

export { UsageError } from '../usage-error.js'
