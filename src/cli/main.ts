import { CommanderError } from 'commander'
import { escapeLines, escapeSentence, escapeText } from '../output/escape.js'
import { Exit, UsageError } from './errors.js'
import { Interrupted, wasInterrupted } from './interrupt.js'
import { printError } from './print.js'
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
    if (wasInterrupted()) throw new Interrupted('what had been read by then is shown.')
    return outcome.code
  } catch (error) {
    return explain(error)
  }
}

/** Tells the user what went wrong in one sentence; a stack only for faults of our own. */
function explain(error: unknown): number {
  // Commander has already written its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.OK : Exit.USAGE
  if (error instanceof Interrupted) {
    printError(`slx: ${escapeText(error.message)}\n`)
    // Standard input may still be awaited, and would keep the program alive.
    process.exit(Exit.INTERRUPTED)
  }
  if (error instanceof UsageError || isExplained(error)) {
    const where = error instanceof UsageError ? error.where : []
    printError(`slx: ${[error.message, ...where].map(escapeSentence).join('\n')}\n`)
    return Exit.USAGE
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  printError(`slx: this is a bug in slx; please report it with the command line.\n${escapeLines(stack)}\n`)
  return Exit.BUG
}

/** Errors whose message tells the user what to do. They are told by name, since what throws them is loaded lazily. */
const EXPLAINED = new Set(['InputError', 'OptionError', 'OutputError', 'UnwritableFrame'])

function isExplained(error: unknown): error is Error {
  return error instanceof Error && EXPLAINED.has(error.name)
}
