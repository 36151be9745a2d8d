import { DescriptorSink, type Sink } from '../output/sink.js'
import { Exit } from './errors.js'
import { leaveInterruptsToPager } from './interrupt.js'
import { type Pager, pagerCommand, pagerStarter, type StartPager } from './pager.js'
import type { Reporter } from './reporter.js'

const STANDARD_OUTPUT = 'standard output'

/** What decides whether output may go through a pager. */
export interface PagingOptions {
  /** The program asked for; false for `--no-pager`. */
  readonly pager?: string | false
}

/** When a command begins to print: while it reads, or when it has read everything. */
export type Printing = 'meanwhile' | 'at the end'

/**
 * Runs a command that prints into a sink, and gives its exit code. On a terminal, what is longer than the screen goes
 * through a pager, which is waited for; what is to be said on standard error waits for it too. A user who leaves the
 * pager early has seen enough: nothing more is said and the exit code is 0. What comes from standard input may be
 * live, so it is not paged.
 */
export async function withOutput(
  inputs: readonly string[],
  options: PagingOptions,
  reporter: Reporter,
  printing: Printing,
  print: (sink: Sink) => Promise<number>,
): Promise<number> {
  const { isTTY, rows } = process.stdout
  const isLive = inputs.length === 0 || inputs.includes('-')
  const command = isTTY && !isLive ? pagerCommand(process.env, options.pager) : undefined
  if (command === undefined) {
    if (isTTY && printing === 'meanwhile') reporter.progress.stop()
    return print(new DescriptorSink(1, STANDARD_OUTPUT))
  }
  const sink = new PagedSink(await pagerStarter(command, process.env), rows ?? DEFAULT_ROWS, reporter)
  let code: number
  try {
    code = await print(sink)
  } finally {
    await sink.end()
  }
  return sink.wasLeft ? Exit.OK : code
}

/** Rows of a terminal that does not say. */
const DEFAULT_ROWS = 24

/** Holds output until it is longer than the screen, then starts the pager for it. */
class PagedSink implements Sink {
  readonly #startPager: StartPager
  readonly #rows: number
  readonly #reporter: Reporter
  #held: Uint8Array[] = []
  #lines = 0
  #target: DescriptorSink | undefined
  #pager: Pager | undefined
  #interrupted = false
  #wasLeft = false
  readonly #interrupt = () => {
    this.#interrupted = true
  }

  constructor(startPager: StartPager, rows: number, reporter: Reporter) {
    this.#startPager = startPager
    this.#rows = rows
    this.#reporter = reporter
    // Remarks come below the output, wherever that goes.
    reporter.hold()
  }

  /** The pager is gone, or an interrupt told us to stop; that goes to the pager too, which stays. */
  get closed(): boolean {
    return this.#interrupted || (this.#pager?.isGone ?? false) || (this.#target?.closed ?? false)
  }

  /** Whether the pager's user did not want to see everything. */
  get wasLeft(): boolean {
    return this.#wasLeft
  }

  write(bytes: Uint8Array): void {
    if (this.#target) {
      if (!this.closed) this.#target.write(bytes)
      return
    }
    this.#held.push(bytes.slice())
    for (const byte of bytes) if (byte === LINE_FEED) this.#lines++
    if (this.#lines >= this.#rows) this.#start()
  }

  /** Prints what is held, or waits for the pager; what was held on standard error follows. */
  async end(): Promise<void> {
    if (!this.#target) {
      this.#reporter.progress.stop()
      this.#release(new DescriptorSink(1, STANDARD_OUTPUT))
    }
    this.#wasLeft = this.#pager !== undefined && this.closed
    await this.#pager?.end()
    process.off('SIGINT', this.#interrupt)
    leaveInterruptsToPager(false)
    this.#reporter.release(!this.#wasLeft)
  }

  #start(): void {
    this.#reporter.progress.stop()
    this.#pager = this.#startPager()
    if (this.#pager) {
      process.on('SIGINT', this.#interrupt)
      leaveInterruptsToPager(true)
    }
    this.#release(
      new DescriptorSink(this.#pager?.descriptor ?? 1, this.#pager ? 'the pager' : STANDARD_OUTPUT),
    )
  }

  #release(target: DescriptorSink): void {
    this.#target = target
    for (const bytes of this.#held) target.write(bytes)
    this.#held = []
  }
}

const LINE_FEED = 0x0a
