import type { Message } from '../dissect/message.js'
import { fieldSelector } from '../fields/path-pattern.js'
import type { Vocabulary } from '../filter/compile.js'
import { ByteWriter } from '../output/byte-writer.js'
import { wantsColour } from '../output/colour.js'
import type { Sink } from '../output/sink.js'
import { createView } from '../views/index.js'
import type { ViewKind } from '../views/kinds.js'
import type { Selection } from '../views/selection.js'
import type { ViewOptions } from '../views/view.js'
import { type ColumnChoice, columnChoice } from './column-options.js'
import { conclude } from './conclude.js'
import { UsageError } from './errors.js'
import type { DissectCliOptions } from './options.js'
import { withOutput } from './output.js'
import { outputWidth } from './print.js'
import { prepareReading, type Reading } from './reading.js'
import { Reporter } from './reporter.js'

/** `slx dissect`: prints every message of the inputs. Returns the exit code. */
export async function dissect(inputs: readonly string[], options: DissectCliOptions): Promise<number> {
  if (options.positions && options.view !== 'json') {
    throw new UsageError('--positions goes with -T json only; the other views show places anyway.')
  }
  if (options.positions && options.only) {
    throw new UsageError(
      '--positions keeps messages whole, so it does not go with --only; let jq pick fields.',
    )
  }
  const reporter = new Reporter(options.quiet ?? false)
  const reading = await prepareReading(inputs, options, reporter)
  return withOutput(inputs, options, reporter, 'meanwhile', (sink) => print(reading, sink, options, reporter))
}

async function print(
  reading: Reading,
  sink: Sink,
  options: DissectCliOptions,
  reporter: Reporter,
): Promise<number> {
  const writer = new ByteWriter(sink)
  const only = await selectionOf(options, reading.vocabulary)
  const choice = await columnChoice(options.view, options, reading.vocabulary)
  const view = await createView(options.view, writer, { ...viewOptions(options, only), ...choice })
  const limit = options.count ?? Number.POSITIVE_INFINITY
  let shown = 0
  const result = await reading.run({
    layers: options.layers || (choice?.needsLayers ? 'aside' : false),
    forwardLinks: showsForwardLinks(options, choice),
    saved: 'read',
    afterChunk: () => writer.flush(),
    message: (message: Message) => {
      if (only && !only.select(message)) return !sink.closed
      if (shown < limit) view.message(message)
      return ++shown < limit && !sink.closed
    },
  })
  view.end()
  writer.flush()
  return conclude(result, reporter, shown > 0)
}

/** What --only picks. Throws UsageError for a path that no field has. */
async function selectionOf(
  { only }: DissectCliOptions,
  vocabulary: Vocabulary,
): Promise<Selection | undefined> {
  if (!only) return undefined
  const { checkPaths } = await import('./check-paths.js')
  await checkPaths('--only', only, vocabulary)
  return new (await import('../views/selection.js')).Selection(fieldSelector(only))
}

/** Summaries show none; columns where they are asked for. */
function showsForwardLinks(
  { view, only, hex }: DissectCliOptions,
  choice: ColumnChoice | undefined,
): boolean {
  if (choice) return choice.needsForwardLinks
  return view !== 'summary' || only !== undefined || hex === true
}

const FOR_PROGRAMS: ReadonlySet<ViewKind> = new Set(['json', 'fields', 'csv'])

function viewOptions(options: DissectCliOptions, only: Selection | undefined): ViewOptions {
  if (options.hex && FOR_PROGRAMS.has(options.view))
    throw new UsageError(`-x adds a dump to views for people, not to -T ${options.view}.`)
  return {
    width: outputWidth(options.width, options.view === 'summary' ? Number.POSITIVE_INFINITY : undefined),
    colour: wantsColour(options.color, process.stdout, process.env),
    showSecrets: options.showSecrets ?? false,
    dump: options.hex ?? false,
    ...(only ? { only } : {}),
    positions: options.positions ?? false,
  }
}
