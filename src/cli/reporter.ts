import type { Bug } from '../dissect/engine.js'
import type { InputProblem } from '../ingest/frame.js'
import { escapeText } from '../output/escape.js'

/** What a command says on standard error while it works. Everything that may come from input is escaped. */
export class Reporter {
  /** Problems of the input so far. */
  problems = 0
  readonly #quiet: boolean

  constructor(quiet: boolean) {
    this.#quiet = quiet
  }

  /** A remark; silent when the user asked for quiet. */
  say(line: string): void {
    if (!this.#quiet) write(line)
  }

  /** Something the user gave beside the input cannot be used; the rest goes on. Said even when quiet. */
  warn(line: string): void {
    write(line)
  }

  problem({ input, message }: InputProblem): void {
    this.problems++
    write(`${input}: ${message}`)
  }

  /** Something of the input was left out: said even when quiet, and the exit code tells. */
  skipped(line: string): void {
    this.problems++
    write(line)
  }

  /** Tells a user who gave no input and sits at a terminal what is awaited. */
  invite(inputs: readonly string[]): void {
    const reads = inputs.length === 0 || inputs.includes('-')
    if (reads && process.stdin.isTTY) {
      this.say(
        `paste a hex dump or a page with dumps, then ${END_OF_INPUT} (or give files: slx help dissect).`,
      )
    }
  }

  bug({ error, author }: Bug): void {
    const whom = author === 'slx' ? ', please report it with the input if you can' : ''
    write(`a dissector failed; this is a bug in ${author}${whom}.`)
    if (error instanceof Error && error.stack) for (const line of error.stack.split('\n')) write(line)
  }
}

const END_OF_INPUT = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'

function write(line: string): void {
  process.stderr.write(`slx: ${escapeText(line)}\n`)
}
