import { closeSync, existsSync, openSync } from 'node:fs'
import { extname } from 'node:path'
import { count } from '../count.js'
import type { Registry } from '../dissect/registry.js'
import type { WriteBytes } from '../ingest/write/batch.js'
import type { CaptureWriter } from '../ingest/write/capture-writer.js'
import { DescriptorSink, type Sink } from '../output/sink.js'
import { sizeOf } from '../passes.js'
import { readFrames } from '../run.js'
import { chooseProtocols } from './choose-protocols.js'
import { Exit, UsageError } from './errors.js'
import { LinkFrames } from './link-frames.js'
import type { TextCliOptions } from './options.js'
import { Reporter } from './reporter.js'
import { textOptions } from './text-options.js'

export interface ConvertCliOptions extends TextCliOptions {
  readonly output: string
  readonly force?: boolean
  readonly quiet?: boolean
}

/** `slx convert`: writes the packets of the inputs to a capture or a clean dump. Returns the exit code. */
export async function convert(inputs: readonly string[], options: ConvertCliOptions): Promise<number> {
  const form = formOf(options.output)
  if (existsSync(options.output) && !options.force) {
    throw new UsageError(`${options.output} exists already; choose another name, or replace it with --force.`)
  }
  await textOptions(options)
  const registry = await chooseProtocols(undefined, [])
  const reporter = new Reporter(options.quiet ?? false)
  reporter.invite(inputs)
  const file = new LateFile(options.output)
  const writer = await FORMS[form]((bytes) => file.write(bytes), registry, reporter)
  try {
    return await copy(inputs, options, registry, reporter, writer)
  } finally {
    file.close()
  }
}

async function copy(
  inputs: readonly string[],
  options: ConvertCliOptions,
  registry: Registry,
  reporter: Reporter,
  writer: CaptureWriter,
): Promise<number> {
  let finerTimes = 0
  const paths = inputs.length > 0 ? inputs : ['-']
  const total = await sizeOf(paths)
  const frames = await readFrames(
    paths,
    registry,
    {
      text: options,
      report: (line) => reporter.say(line),
      problem: (problem) => reporter.problem(problem),
      afterChunk: () => writer.flush(),
      progress: (read) => reporter.progress.read(read, total, 'packet'),
    },
    (frame) => {
      if (frame.nanoseconds % 1000 !== 0) finerTimes++
      writer.frame(frame)
      return true
    },
  ).finally(() => reporter.progress.clear())
  if (frames === 0) {
    reporter.say('found no packets; wrote nothing.')
    return reporter.problems > 0 ? Exit.DAMAGED : Exit.NOTHING
  }
  writer.end()
  if (finerTimes > 0 && formOf(options.output) === '.pcap') {
    reporter.say(
      `the times of ${count(finerTimes, 'packet')} were cut to microseconds; .pcapng keeps them whole.`,
    )
  }
  reporter.say(`wrote ${count(frames, 'packet')} to ${options.output}.`)
  return reporter.problems > 0 ? Exit.DAMAGED : Exit.OK
}

type MakeWriter = (write: WriteBytes, registry: Registry, reporter: Reporter) => Promise<CaptureWriter>

/** What can be written, by the ending of the output's name. */
const FORMS: Readonly<Record<'.pcap' | '.pcapng' | '.txt', MakeWriter>> = {
  '.pcap': async (write, registry, reporter) => {
    const { PcapWriter } = await import('../ingest/write/pcap.js')
    return new LinkFrames(new PcapWriter(write), registry, reporter)
  },
  '.pcapng': async (write, registry, reporter) => {
    const { PcapngWriter } = await import('../ingest/write/pcapng.js')
    return new LinkFrames(new PcapngWriter(write), registry, reporter)
  },
  '.txt': async (write) => {
    const { DumpWriter } = await import('../ingest/write/dump.js')
    return new DumpWriter(write)
  },
}

function formOf(output: string): keyof typeof FORMS {
  const ending = extname(output).toLowerCase()
  if (ending in FORMS) return ending as keyof typeof FORMS
  throw new UsageError(`the ending of ${output} does not say what to write: use .pcap, .pcapng or .txt.`)
}

/** A file that comes into being with its first bytes, so that an input that cannot be read leaves nothing behind. */
class LateFile implements Sink {
  readonly closed = false
  readonly #path: string
  #descriptor: number | undefined

  constructor(path: string) {
    this.#path = path
  }

  write(bytes: Uint8Array): void {
    this.#descriptor ??= openSync(this.#path, 'w')
    new DescriptorSink(this.#descriptor, this.#path).write(bytes)
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
  }
}
