import type { Message } from '../dissect/message.js'
import { ByteWriter } from '../output/byte-writer.js'
import { wantsColour } from '../output/colour.js'
import { DescriptorSink } from '../output/sink.js'
import { createView } from '../views/index.js'
import { columnChoice } from './column-options.js'
import { conclude } from './conclude.js'
import type { DissectCliOptions } from './options.js'
import { outputWidth } from './print.js'
import { prepareReading } from './reading.js'
import { Reporter } from './reporter.js'

/** `slx dissect`: prints every message of the inputs. Returns the exit code. */
export async function dissect(inputs: readonly string[], options: DissectCliOptions): Promise<number> {
  const reporter = new Reporter(options.quiet ?? false)
  const reading = await prepareReading(inputs, options, reporter)
  const sink = new DescriptorSink(1, 'standard output')
  const writer = new ByteWriter(sink)
  const choice = await columnChoice(options.view, options, reading.vocabulary)
  const view = await createView(options.view, writer, { ...viewOptions(options), ...choice })
  const limit = options.count ?? Number.POSITIVE_INFINITY
  let shown = 0
  const result = await reading.run({
    layers: options.layers || (choice?.needsLayers ? 'aside' : false),
    afterChunk: () => writer.flush(),
    message: (message: Message) => {
      if (shown < limit) view.message(message)
      return ++shown < limit && !sink.closed
    },
  })
  view.end()
  writer.flush()
  return conclude(result, reporter, shown > 0)
}

function viewOptions(options: DissectCliOptions) {
  return {
    width: outputWidth(options.width),
    colour: wantsColour(options.color, process.stdout, process.env),
    showSecrets: options.showSecrets ?? false,
  }
}
