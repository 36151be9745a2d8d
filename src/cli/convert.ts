import { count } from '../count.js'
import type { Registry } from '../dissect/registry.js'
import type { CaptureWriter } from '../ingest/write/capture-writer.js'
import { FORMS, type Form, formOf } from './capture-forms.js'
import { chooseProtocols } from './choose-protocols.js'
import { Exit } from './errors.js'
import type { TextCliOptions } from './options.js'
import { OutputFile } from './output-file.js'
import { readAllFrames } from './read-all-frames.js'
import { Reporter } from './reporter.js'
import { textOptions } from './text-options.js'

export interface ConvertCliOptions extends TextCliOptions {
  readonly output: string
  readonly force?: boolean
  readonly quiet?: boolean
}

/** `slx convert`: writes the packets of the inputs to a capture or a clean dump. Returns the exit code. */
export async function convert(inputs: readonly string[], options: ConvertCliOptions): Promise<number> {
  const form = formOf(options.output, ['.pcap', '.pcapng', '.txt'])
  const file = new OutputFile(options.output, options.force)
  await textOptions(options)
  const registry = await chooseProtocols(undefined, [])
  const reporter = new Reporter(options.quiet ?? false)
  reporter.invite(inputs)
  const writer = await FORMS[form]((bytes) => file.write(bytes), registry, reporter)
  try {
    return await copy(inputs, options, form, file, registry, reporter, writer)
  } finally {
    file.discard()
  }
}

async function copy(
  inputs: readonly string[],
  options: ConvertCliOptions,
  form: Form,
  file: OutputFile,
  registry: Registry,
  reporter: Reporter,
  writer: CaptureWriter,
): Promise<number> {
  let finerTimes = 0
  const reading = { text: options, reporter, afterChunk: () => writer.flush() }
  const frames = await readAllFrames(inputs, registry, reading, (frame) => {
    if (frame.nanoseconds % 1000 !== 0) finerTimes++
    writer.frame(frame)
    return true
  })
  if (frames === 0) {
    reporter.say('found no packets; wrote nothing.')
    return reporter.problems > 0 ? Exit.DAMAGED : Exit.NOTHING
  }
  writer.end()
  file.commit()
  if (finerTimes > 0 && form === '.pcap') {
    reporter.say(
      `the times of ${count(finerTimes, 'packet')} were cut to microseconds; .pcapng keeps them whole.`,
    )
  }
  reporter.say(`wrote ${count(frames, 'packet')} to ${options.output}.`)
  return reporter.problems > 0 ? Exit.DAMAGED : Exit.OK
}
