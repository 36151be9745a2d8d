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
