/** Exit codes, as `slx --help` and the README list them. */
export const Exit = {
  OK: 0,
  /** Nothing matched, or captures differ. */
  NOTHING: 1,
  /** Wrong usage, input that cannot be read at all, or output that cannot be written. */
  USAGE: 2,
  /** Damaged input: what could be read was shown. */
  DAMAGED: 3,
  /** A fault of slx itself. */
  BUG: 70,
  /** As a shell tells of a program that Ctrl-C ended. */
  INTERRUPTED: 130,
} as const

/** What the codes mean, as help, man page and README say it. */
export const EXIT_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [Exit.OK, 'fine'],
  [Exit.NOTHING, 'nothing matched, or captures differ'],
  [Exit.USAGE, 'wrong usage, or a file that cannot be read or written'],
  [Exit.DAMAGED, 'damaged input; what could be read was shown'],
  [Exit.BUG, 'a bug in slx'],
  [Exit.INTERRUPTED, 'interrupted; what had been read was shown'],
]

export { UsageError } from '../usage-error.js'
