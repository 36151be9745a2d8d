import { count } from '../count.js'
import type { Message } from '../dissect/message.js'
import { ByteWriter } from '../output/byte-writer.js'
import { wantsColour } from '../output/colour.js'
import { DescriptorSink } from '../output/sink.js'
import { type RunResult, run } from '../run.js'
import { createView } from '../views/index.js'
import { chooseProtocols } from './choose-protocols.js'
import { Exit } from './errors.js'
import type { DissectCliOptions } from './options.js'
import { Reporter } from './reporter.js'
import { textOptions } from './text-options.js'

/** Columns where no terminal says how wide it is. */
const DEFAULT_WIDTH = 80

/** `slx dissect`: prints every message of the inputs. Returns the exit code. */
export async function dissect(inputs: readonly string[], options: DissectCliOptions): Promise<number> {
  const text = await textOptions(options)
  const registry = await chooseProtocols(options.as, options.decodeAs ?? [])
  const reporter = new Reporter(options.quiet ?? false)
  reporter.invite(inputs)
  const sink = new DescriptorSink(1, 'standard output')
  const writer = new ByteWriter(sink)
  const view = await createView(options.view, writer, viewOptions(options))
  const limit = options.count ?? Number.POSITIVE_INFINITY
  let shown = 0
  const result = await run(inputs.length > 0 ? inputs : ['-'], registry, {
    layers: options.layers ?? false,
    socks5: options.socks5 ?? false,
    protocolOptions: new Map(options.slEra ? [['sl-era', options.slEra]] : []),
    text,
    report: (line) => reporter.say(line),
    problem: (problem) => reporter.problem(problem),
    afterChunk: () => writer.flush(),
    message: (message: Message) => {
      if (shown < limit) view.message(message)
      return ++shown < limit && !sink.closed
    },
  })
  view.end()
  writer.flush()
  return conclude(result, reporter)
}

function viewOptions(options: DissectCliOptions) {
  return {
    width: options.width ?? process.stdout.columns ?? DEFAULT_WIDTH,
    colour: wantsColour(options.color, process.stdout, process.env),
    showSecrets: options.showSecrets ?? false,
  }
}

/** Says what was not shown, and chooses the exit code. */
function conclude(result: RunResult, reporter: Reporter): number {
  if (result.control > 0) {
    const segments = count(result.control, 'TCP segment')
    reporter.say(`not shown: ${segments} without new payload (set-up, acknowledgements, repetitions).`)
  }
  if (result.forgotten > 0) {
    reporter.say(`too many conversations were open: ${count(result.forgotten, 'conversation')} forgotten.`)
  }
  if (result.bugs > 0) {
    reporter.bug(result.firstBug)
    return Exit.BUG
  }
  if (reporter.problems > 0) return Exit.DAMAGED
  return result.messages === 0 ? Exit.NOTHING : Exit.OK
}
