import { DescriptorSink, OutputError, type Sink } from '../output/sink.js'

/** Columns where no terminal says how wide it is. */
const DEFAULT_WIDTH = 80

/** No view is made for less. */
const MIN_WIDTH = 40

/** Columns of the output: as many as asked for, otherwise as the terminal has; `usual` where there is none. */
export function outputWidth(asked: number | undefined, usual = DEFAULT_WIDTH): number {
  // Some terminals say 0 when they do not know.
  return asked ?? Math.max(MIN_WIDTH, process.stdout.columns || usual)
}

/** Prints text, on standard output unless a sink is given; a reader that has gone away is no error. */
export function printText(text: string, sink: Sink = new DescriptorSink(1, 'standard output')): void {
  sink.write(Buffer.from(text))
}

/** Prints text on standard error. That it cannot be written is nothing that could be told anybody. */
export function printError(text: string): void {
  try {
    new DescriptorSink(2, 'standard error').write(Buffer.from(text))
  } catch (error) {
    if (!(error instanceof OutputError)) throw error
  }
}

/** Prints lines on standard output. */
export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) printText(`${lines.join('\n')}\n`)
}

/** Bytes collected before they are printed. */
const BATCH = 64 * 1024

/** Prints lines as they come, a batch at a time. */
export class Printer {
  readonly #sink: Sink
  #text = ''

  constructor(sink: Sink) {
    this.#sink = sink
  }

  /** False when nobody reads any more. */
  line(line: string): boolean {
    this.#text += `${line}\n`
    if (this.#text.length >= BATCH) this.end()
    return !this.#sink.closed
  }

  /** Prints what is left. */
  end(): void {
    if (this.#text !== '') this.#sink.write(Buffer.from(this.#text))
    this.#text = ''
  }
}
