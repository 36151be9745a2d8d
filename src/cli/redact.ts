import { createHash, randomBytes } from 'node:crypto'
import { count } from '../count.js'
import { type Redacted, redact as redactFrames } from '../redact/redact.js'
import { FrameStore } from '../redact/store.js'
import { formOf } from './capture-forms.js'
import { Exit } from './errors.js'
import { Interrupted, interruptible, wasInterrupted } from './interrupt.js'
import { LinkFrames } from './link-frames.js'
import type { ReadingCliOptions, TextCliOptions } from './options.js'
import { OutputFile } from './output-file.js'
import { readAllFrames } from './read-all-frames.js'
import { prepareReading } from './reading.js'
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
  const store = new FrameStore()
  const frames = new LinkFrames(store, registry, reporter)
  await readAllFrames(inputs, registry, { text: options, reporter, afterChunk: () => undefined }, (frame) =>
    frames.frame(frame),
  )
  frames.end()
  if (store.frames.length === 0) {
    reporter.say('found no packets; wrote nothing.')
    return reporter.problems > 0 ? Exit.DAMAGED : Exit.NOTHING
  }
  const result = await interruptible((signal) =>
    redactFrames(store, registry, {
      ...given,
      socks5: options.socks5 ?? false,
      names: options.names ?? false,
      texts: options.texts ?? false,
      addresses: options.addresses ?? false,
      keepUnknown: options.keepUnknown ?? false,
      key: options.like === undefined ? randomBytes(32) : createHash('sha256').update(options.like).digest(),
      signal,
    }),
  )
  if (wasInterrupted()) throw new Interrupted('nothing was written.')
  if (result.firstBug) {
    // What a failed dissector has not told cannot be trusted to be harmless.
    reporter.bug(result.firstBug)
    return Exit.BUG
  }
  try {
    await write(store, form, file)
  } finally {
    file.discard()
  }
  tell(result, options, reporter)
  reporter.say(`wrote ${count(store.frames.length, 'packet')} to ${options.output}.`)
  return reporter.problems > 0 ? Exit.DAMAGED : Exit.OK
}

async function write({ frames }: FrameStore, form: '.pcap' | '.pcapng', file: OutputFile): Promise<void> {
  const take = (bytes: Uint8Array) => file.write(bytes)
  const nanoseconds = frames.some(({ frame }) => frame.nanoseconds % 1000 !== 0)
  const writer =
    form === '.pcap'
      ? new (await import('../ingest/write/pcap.js')).PcapWriter(take, { nanoseconds })
      : new (await import('../ingest/write/pcapng.js')).PcapngWriter(take)
  for (const { frame, out } of frames) writer.frame({ ...frame, bytes: out })
  writer.end()
  file.commit()
}

function tell({ counts, forgotten }: Redacted, options: RedactCliOptions, reporter: Reporter): void {
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
