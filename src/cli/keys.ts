import { writeKeyLine } from '../secrets/key-file.js'
import { conclude } from './conclude.js'
import type { ReadingCliOptions, TextCliOptions } from './options.js'
import { printLines } from './print.js'
import { prepareReading } from './reading.js'
import { Reporter } from './reporter.js'

/** `slx keys`: prints every secret that the inputs give away, as lines for `--secrets`. Returns the exit code. */
export async function keys(
  inputs: readonly string[],
  options: ReadingCliOptions & TextCliOptions,
): Promise<number> {
  const reporter = new Reporter(options.quiet ?? false)
  const reading = await prepareReading(inputs, options, reporter)
  const result = await reading.run({
    layers: false,
    forwardLinks: false,
    afterChunk: () => undefined,
    message: () => true,
  })
  const { learned } = reading.secrets
  printLines(learned.map(({ label, words }) => writeKeyLine(label, words)))
  if (learned.length === 0) reporter.say('the input gives away no keys.')
  return conclude(result, reporter, learned.length > 0)
}
