import { CommanderError } from 'commander'
import { escapeLines, escapeText } from '../output/escape.js'
import { Exit, UsageError } from './errors.js'
import { createProgram } from './program.js'

/** Runs a command line (without node and script) and returns the exit code. Never throws. */
export async function main(args: readonly string[]): Promise<number> {
  const outcome = { code: Exit.OK as number }
  try {
    const program = createProgram(outcome)
    if (args.length === 0) {
      program.outputHelp()
      return Exit.OK
    }
    await program.parseAsync(args, { from: 'user' })
    return outcome.code
  } catch (error) {
    return explain(error)
  }
}

/** Tells the user what went wrong in one sentence; a stack only for faults of our own. */
function explain(error: unknown): number {
  // Commander has already written its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.OK : Exit.USAGE
  if (error instanceof UsageError || isExplained(error)) {
    const where = error instanceof UsageError ? error.where : []
    process.stderr.write(`slx: ${[error.message, ...where].map(escapeText).join('\n')}\n`)
    return Exit.USAGE
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    `slx: this is a bug in slx; please report it with the command line.\n${escapeLines(stack)}\n`,
  )
  return Exit.BUG
}

// Ingest and dissectors are loaded lazily, so their error classes are told by name.
function isExplained(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'InputError' || error.name === 'OptionError')
}
