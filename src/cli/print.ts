import { DescriptorSink } from '../output/sink.js'

/** Columns where no terminal says how wide it is. */
const DEFAULT_WIDTH = 80

/** Columns of the output: as many as asked for, otherwise as the terminal has. */
export function outputWidth(asked: number | undefined): number {
  return asked ?? process.stdout.columns ?? DEFAULT_WIDTH
}

/** Prints text on standard output; a reader that has gone away is no error. */
export function printText(text: string): void {
  new DescriptorSink(1, 'standard output').write(Buffer.from(text))
}

/** Prints lines on standard output. */
export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) printText(`${lines.join('\n')}\n`)
}

/** Bytes collected before they are printed. */
const BATCH = 64 * 1024

/** Prints lines as they come, a batch at a time. */
export class Printer {
  readonly #sink = new DescriptorSink(1, 'standard output')
  #text = ''

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
