import { DescriptorSink } from '../output/sink.js'

/** Prints lines on standard output; a reader that has gone away is no error. */
export function printLines(lines: readonly string[]): void {
  new DescriptorSink(1, 'standard output').write(Buffer.from(`${lines.join('\n')}\n`))
}
