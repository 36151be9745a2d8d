import { createHash, randomBytes } from 'node:crypto'
import { count } from '../count.js'
import type { Registry } from '../dissect/registry.js'
import type { PolicyOptions } from '../redact/policy.js'
import { type Redacted, type RedactOptions, rewrite, survey } from '../redact/redact.js'
import { formOf } from './capture-forms.js'
import { Exit } from './errors.js'
import type { ReadingCliOptions, TextCliOptions } from './options.js'
import { OutputFile } from './output-file.js'
import { PatchedCapture } from './patched-capture.js'
import { prepareReading } from './reading.js'
import { RepeatedFrames } from './repeated-frames.js'
import { Reporter } from './reporter.js'

export interface RedactCliOptions extends ReadingCliOptions, TextCliOptions {
  readonly output: string
  readonly force?: boolean
  readonly names?: boolean
  readonly texts?: boolean
  readonly addresses?: boolean
  readonly keepUnknown?: boolean
  /** Word that decides the replacements. */
  readonly like?: string
}

/** `slx redact`: writes a capture without what must not be shared. Returns the exit code. */
export async function redact(inputs: readonly string[], options: RedactCliOptions): Promise<number> {
  const form = formOf(options.output, ['.pcap', '.pcapng'])
  const file = new OutputFile(options.output, options.force)
  const reporter = new Reporter(options.quiet ?? false)
  const { registry, given } = await prepareReading(inputs, options, reporter)
  const frames = new RepeatedFrames(inputs, registry, options, reporter)
  try {
    return await copy(frames, registry, { ...given, ...redacting(options) }, form, file, options, reporter)
  } finally {
    frames.close()
    file.discard()
  }
}

async function copy(
  frames: RepeatedFrames,
  registry: Registry,
  redactOptions: RedactOptions,
  form: '.pcap' | '.pcapng',
  file: OutputFile,
  options: RedactCliOptions,
  reporter: Reporter,
): Promise<number> {
  const surveyed = await survey(frames, registry, redactOptions)
  if (frames.count === 0) {
    reporter.say('found no packets; wrote nothing.')
    return reporter.problems > 0 ? Exit.DAMAGED : Exit.NOTHING
  }
  const output = await PatchedCapture.of(form, file, frames.hasNanoseconds)
  const result = await rewrite(frames, registry, redactOptions, surveyed, output)
  if (result.firstBug) {
    // What a failed dissector has not told cannot be trusted to be harmless.
    reporter.bug(result.firstBug)
    return Exit.BUG
  }
  output.end()
  tell(result, options, reporter)
  reporter.say(`wrote ${count(frames.count, 'packet')} to ${options.output}.`)
  return reporter.problems > 0 ? Exit.DAMAGED : Exit.OK
}

/** What the options come to. */
function redacting(options: RedactCliOptions): PolicyOptions & Pick<RedactOptions, 'socks5' | 'key'> {
  const {
    socks5 = false,
    names = false,
    texts = false,
    addresses = false,
    keepUnknown = false,
    like,
  } = options
  const key = like === undefined ? randomBytes(32) : createHash('sha256').update(like).digest()
  return { socks5, names, texts, addresses, keepUnknown, key }
}

function tell(
  { counts, forgotten, givenUp, lost }: Redacted,
  options: RedactCliOptions,
  reporter: Reporter,
): void {
  const kinds = KINDS.filter(([kind]) => options[OPTION_OF[kind]])
  const parts = kinds.map(
    ([kind, plural]) => `${counts.values(kind)} ${counts.values(kind) === 1 ? kind : plural}`,
  )
  reporter.say(`replaced ${parts.join(', ')}.`)
  const dropped = [...counts.dropped].sort((a, b) => b[1] - a[1])
  if (dropped.length > 0) {
    const total = dropped.reduce((sum, [, bytes]) => sum + bytes, 0)
    const places = dropped.map(([what, bytes]) => `${what} ${bytes}`).join(', ')
    reporter.say(`zero-filled ${count(total, 'byte')} that slx does not understand: ${places}.`)
  }
  for (const [field, times] of counts.filled)
    reporter.say(
      `${field}: ${times} replaced as a whole, since what is in it does not fit its length any more.`,
    )
  if (givenUp > 0)
    reporter.say(
      `too much waited for the rest of messages: ${count(givenUp, 'packet')} written without, with zeros for what had not come.`,
    )
  if (lost > 0)
    reporter.say(`zero-filled ${count(lost, 'byte')} that were sent again long after the first time.`)
  if (forgotten > 0)
    reporter.say(`too many conversations were open: ${count(forgotten, 'conversation')} forgotten.`)
}

/** What is replaced, one and several. */
const KINDS = [
  ['secret', 'secrets'],
  ['name', 'names'],
  ['text', 'texts'],
  ['address', 'addresses'],
] as const

/** The option that asks for it; for secrets every run does. */
const OPTION_OF = { secret: 'output', name: 'names', text: 'texts', address: 'addresses' } as const
