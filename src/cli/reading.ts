import { PROTOCOL_OPTIONS } from '../../dissectors/options.js'
import type { DissectOptions, PrepareOptions } from '../dissect/dissector.js'
import type { Message } from '../dissect/message.js'
import type { Registry } from '../dissect/registry.js'
import { Slots } from '../dissect/slots.js'
import type { Filter, Vocabulary } from '../filter/compile.js'
import type { TrafficSink } from '../network/traffic.js'
import { runPasses, type Survey, sizeOf } from '../passes.js'
import type { RunResult } from '../run.js'
import type { ReadsValues } from '../saved/values.js'
import type { Secrets } from '../secrets/secrets.js'
import { chooseProtocols, outsideDissectors } from './choose-protocols.js'
import { vocabularyOf } from './fields.js'
import { readFilter } from './filter.js'
import { interruptible } from './interrupt.js'
import { attributeOf, longNameOf, type ReadingCliOptions, type TextCliOptions } from './options.js'
import type { Reporter } from './reporter.js'
import { readSecrets } from './secret-files.js'
import { textOptions } from './text-options.js'

/** What a command does with the messages of its inputs. */
export interface Use {
  /** Record the fields of link, IP and transport headers too. */
  readonly layers: boolean | 'aside'
  /** Whether links to later messages are looked at. */
  readonly forwardLinks: boolean
  readonly afterChunk: () => void
  /** Takes each message that passes the filter; false ends the run. */
  readonly message: (message: Message) => boolean
  /** Told of each message that does not pass, where somebody counts them; false ends the run. */
  readonly leftOut?: (message: Message) => boolean
  /** Told of every frame, where somebody counts them. */
  readonly traffic?: TrafficSink | undefined
  /** Messages saved as JSON will do, and how those without positions are read; they are refused otherwise. */
  readonly saved?: 'read' | ReadsValues
  /** What the run's statistics and exports keep, made before its last pass. */
  readonly begin?: (state: Slots) => void
  /** Sees all messages in a pass before, where the inputs can be read twice. */
  readonly survey?: Survey
}

/** Inputs with everything that says how they are read, ready to be run. */
export interface Reading {
  readonly secrets: Secrets
  /** What the fields of this run are called. */
  readonly vocabulary: Vocabulary
  readonly registry: Registry
  /** What the options give to every dissector. */
  readonly given: PrepareOptions
  /** Reads the inputs; Ctrl-C ends them early. */
  run(use: Use): Promise<RunResult>
}

/**
 * Checks the options about reading and loads what they name. Throws UsageError or OptionError, before any output, when
 * they make no sense.
 */
export async function prepareReading(
  inputs: readonly string[],
  options: ReadingCliOptions & TextCliOptions,
  reporter: Reporter,
): Promise<Reading> {
  const text = await textOptions(options)
  const registry = await chooseProtocols(
    options.as,
    options.decodeAs ?? [],
    await outsideDissectors(options.dissector),
  )
  const secrets = await readSecrets(options.secrets ?? [], reporter)
  const given = { protocolOptions: protocolOptions(options), secrets, settings: new Slots() }
  await registry.prepare(given)
  const vocabulary = vocabularyOf(registry.dissectors, given)
  const filter = options.filter === undefined ? undefined : await readFilter(options.filter, vocabulary)
  reporter.invite(inputs)
  return {
    secrets,
    vocabulary,
    registry,
    given,
    run: async ({ begin, saved, leftOut, ...use }) => {
      const paths = inputs.length > 0 ? inputs : ['-']
      const total = await sizeOf(paths)
      return interruptible((signal) =>
        runPasses(paths, registry, {
          ...given,
          ...filtered(use, filter, leftOut),
          ...(begin ? { begin } : {}),
          ...(saved ? { saved } : {}),
          lookahead: options.lookahead ?? 'auto',
          explain: true,
          socks5: options.socks5 ?? false,
          text,
          report: (line) => reporter.say(line),
          problem: (problem) => reporter.problem(problem),
          progress: (read) => reporter.progress.read(read, total, 'message'),
          signal,
        }),
      ).finally(() => reporter.progress.clear())
    },
  }
}

type Passed = Omit<Use, 'begin' | 'saved' | 'leftOut'>

/** Hands on only messages that pass, the others to `leftOut`. */
function filtered(use: Passed, filter: Filter | undefined, leftOut: Use['leftOut'] = () => true): Passed {
  if (!filter) return use
  const { test, needsLayers, needsForwardLinks } = filter
  const { message: take } = use
  return {
    ...use,
    layers: use.layers || (needsLayers ? 'aside' : false),
    forwardLinks: use.forwardLinks || needsForwardLinks,
    message: (message) => (test(message) ? take(message) : leftOut(message)),
  }
}

function protocolOptions(options: object): DissectOptions['protocolOptions'] {
  const values = new Map<string, readonly string[]>()
  for (const option of PROTOCOL_OPTIONS) {
    const value: unknown = options[attributeOf(option) as keyof typeof options]
    if (typeof value === 'string') values.set(longNameOf(option), [value])
    else if (value === true) values.set(longNameOf(option), [])
    else if (Array.isArray(value)) values.set(longNameOf(option), value)
  }
  return values
}
