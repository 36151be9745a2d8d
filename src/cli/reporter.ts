import type { Bug } from '../dissect/dissection.js'
import type { InputProblem } from '../ingest/frame.js'
import { escapeSentence } from '../output/escape.js'
import { printError } from './print.js'
import { Progress } from './progress.js'

/** What a command says on standard error while it works. Everything that may come from input is escaped. */
export class Reporter {
  /** Problems of the input so far. */
  problems = 0
  /** How far the command is; its line makes room for what is said. */
  readonly progress: Progress
  readonly #quiet: boolean
  /** What is to be said when the terminal is ours again. */
  #held: string[] | undefined

  constructor(quiet: boolean) {
    this.#quiet = quiet
    this.progress = new Progress(quiet)
  }

  /** Keeps what is said from now on: somebody else has the terminal. */
  hold(): void {
    this.#held = []
  }

  /** Says what was kept, if it is still `wanted`. */
  release(wanted: boolean): void {
    const held = this.#held ?? []
    this.#held = undefined
    if (wanted) for (const line of held) this.#write(line)
  }

  /** A remark; silent when the user asked for quiet. */
  say(line: string): void {
    if (!this.#quiet) this.#write(line)
  }

  /** Something the user gave beside the input cannot be used; the rest goes on. Said even when quiet. */
  warn(line: string): void {
    this.#write(line)
  }

  problem({ input, message }: InputProblem): void {
    this.problems++
    this.#write(`${input}: ${message}`)
  }

  /** Something of the input was left out: said even when quiet, and the exit code tells. */
  skipped(line: string): void {
    this.problems++
    this.#write(line)
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
    this.#write(`a dissector failed; this is a bug in ${author}${whom}.`)
    if (error instanceof Error && error.stack) for (const line of error.stack.split('\n')) this.#write(line)
  }

  #write(line: string): void {
    if (this.#held) {
      this.#held.push(line)
      return
    }
    this.progress.clear()
    printError(`slx: ${escapeSentence(line)}\n`)
  }
}

const END_OF_INPUT = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'
