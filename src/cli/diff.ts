import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { type CaptureDiff, diffCaptures } from '../diff/diff.js'
import { learnNoise, NO_NOISE, type Noise, noiseAsJson, noiseFromJson, withoutNoise } from '../diff/noise.js'
import { Policy } from '../diff/policy.js'
import { isSame, totalsOf } from '../diff/report/summary.js'
import type { DiffFacts } from '../diff/report/view.js'
import { wantsColour } from '../output/colour.js'
import type { Sink } from '../output/sink.js'
import { COLOURS } from '../output/width.js'
import { wrapText } from '../output/wrap-text.js'
import { type Capture, CaptureReader } from './diff-captures.js'
import { type DiffCliOptions, reportOf } from './diff-options.js'
import { UsageError } from './errors.js'
import { withOutput } from './output.js'
import { saveWhole } from './output-file.js'
import { outputWidth, Printer } from './print.js'
import { Reporter } from './reporter.js'

/** Exit codes of `slx diff`, those of diff(1). */
const SAME = 0
const DIFFERENT = 1
const TROUBLE = 2

/** `slx diff`: says what two captures say differently. Returns the exit code. */
export async function diff(inputs: readonly string[], options: DiffCliOptions): Promise<number> {
  const [reference, other] = sidesOf(inputs, options)
  const reporter = new Reporter(options.quiet ?? false)
  const { progress } = reporter
  const captures = new CaptureReader(options, reporter)
  const [a, b] = await captures.alike(await captures.read(reference), await captures.read(other))
  const noise = await noiseOf(a, captures, options, reporter)
  const policy = policyOf(options, noise)
  const result = withoutNoise(compare(a, b, policy, options, progress), noise)
  progress.clear()
  if (options.quiet) return exitCode(result, reporter)
  return withOutput([...reference, ...other], options, reporter, 'at the end', async (sink) => {
    await print({ diff: result, policy, ...factsOf(a, b) }, options, sink)
    return exitCode(result, reporter)
  })
}

function exitCode(result: CaptureDiff, reporter: Reporter): number {
  if (reporter.problems > 0) return TROUBLE
  return isSame(totalsOf(result)) ? SAME : DIFFERENT
}

/** The inputs of the reference and of the other side. */
function sidesOf(inputs: readonly string[], { vs }: DiffCliOptions): [string[], string[]] {
  if (vs !== undefined) {
    if (inputs.length === 0)
      throw new UsageError('the captures before --vs are missing: slx diff REFERENCE... --vs OTHER...')
    return [[...inputs], vs]
  }
  const [reference, other] = inputs
  if (reference === undefined || other === undefined || inputs.length > 2) {
    throw new UsageError(
      'slx diff takes a reference and another capture; several files a side go apart by --vs: slx diff a1 a2 --vs b1 b2.',
    )
  }
  if (reference === '-' && other === '-') throw new UsageError('only one of the two can be standard input.')
  return [[reference], [other]]
}

function compare(
  a: Capture,
  b: Capture,
  policy: Policy,
  { map }: DiffCliOptions,
  progress: Reporter['progress'],
): CaptureDiff {
  return diffCaptures(a.conversations, b.conversations, policy, new Map(map ?? []), (part) =>
    progress.show(() => `compared ${Math.floor(100 * part)} % of ${a.count} messages`),
  )
}

function policyOf({ ignore, only, strict }: DiffCliOptions, noise: Noise): Policy {
  return new Policy({
    ignore: ignore ?? [],
    only: only ?? [],
    strict: strict ?? false,
    noise: new Set(noise.fields),
  })
}

/** What `--noise` teaches: of a second recording, or as it was saved. */
async function noiseOf(
  a: Capture,
  captures: CaptureReader,
  options: DiffCliOptions,
  reporter: Reporter,
): Promise<Noise> {
  if (options.noise === undefined) {
    if (options.saveNoise !== undefined)
      throw new UsageError('--save-noise needs --noise with a second recording.')
    return NO_NOISE
  }
  const known =
    (await readNoise(options.noise)) ?? (await learn(options.noise, a, captures, options, reporter))
  const { saveNoise } = options
  if (saveNoise !== undefined) {
    if (existsSync(saveNoise))
      throw new UsageError(`${saveNoise} exists already; choose another name for --save-noise.`)
    saveWhole(saveNoise, noiseAsJson(known))
  }
  const messages =
    known.messages.length > 0 ? `; messages that come and go: ${known.messages.join(', ')}` : ''
  reporter.say(`noise: ${known.fields.length > 0 ? known.fields.join(', ') : 'no fields'}${messages}.`)
  return known
}

async function learn(
  input: string,
  reference: Capture,
  captures: CaptureReader,
  options: DiffCliOptions,
  reporter: Reporter,
): Promise<Noise> {
  const [a, second] = await captures.alike(reference, await captures.read([input]))
  // Everything would seem to come and go.
  if (second.count === 0)
    throw new UsageError(
      `there are no messages in ${input}, so it says nothing about what varies; give --noise a second recording, or what --save-noise wrote.`,
    )
  return learnNoise(compare(a, second, policyOf(options, NO_NOISE), options, reporter.progress))
}

/** Longest file that may be saved noise. */
export const MAX_NOISE_SIZE = 4 * 1024 * 1024

async function readNoise(path: string): Promise<Noise | undefined> {
  const file = await stat(path).catch(() => undefined)
  if (!file?.isFile() || file.size > MAX_NOISE_SIZE) return undefined
  return noiseFromJson(await readFile(path, 'utf8'))
}

function factsOf(a: Capture, b: Capture): Omit<DiffFacts, 'diff' | 'policy'> {
  return { names: [a.name, b.name], counts: [a.count, b.count], leftOut: [a.leftOut, b.leftOut] }
}

async function print(facts: DiffFacts, options: DiffCliOptions, sink: Sink): Promise<void> {
  const report = await reportOf(options)
  const printer = new Printer(sink)
  const width = outputWidth(options.width, options.sideBySide ? DEFAULT_WIDTH : Number.POSITIVE_INFINITY)
  const lines = report(facts, {
    colour: wantsColour(options.color, process.stdout, process.env),
    width,
    context: options.unified ?? DEFAULT_CONTEXT,
    showSecrets: options.showSecrets ?? false,
  })
  const wrap = options.view === 'json' ? undefined : width
  for (const line of lines) if (!printLine(printer, line, wrap)) break
  printer.end()
}

/** Prints a line, wrapped where it is too wide, behind what it is indented by. False when nobody reads any more. */
function printLine(printer: Printer, line: string, width = Number.POSITIVE_INFINITY): boolean {
  const indent = line.replace(COLOURS, '').search(/[^ ]/) + HANGING
  return wrapText(line, width, indent).every((part) => printer.line(part))
}

const HANGING = 2

/** Columns of halves where no terminal says how wide it is, and messages around a difference. */
const DEFAULT_WIDTH = 120
const DEFAULT_CONTEXT = 1
