import { DescriptorSink } from '../output/sink.js'

/** Prints text on standard output; a reader that has gone away is no error. */
export function printText(text: string): void {
  new DescriptorSink(1, 'standard output').write(Buffer.from(text))
}

/** Prints lines on standard output. */
export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) printText(`${lines.join('\n')}\n`)
}
