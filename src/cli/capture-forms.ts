import { extname } from 'node:path'
import type { Registry } from '../dissect/registry.js'
import type { WriteBytes } from '../ingest/write/batch.js'
import type { CaptureWriter } from '../ingest/write/capture-writer.js'
import { UsageError } from './errors.js'
import { LinkFrames } from './link-frames.js'
import type { Reporter } from './reporter.js'

export type MakeWriter = (write: WriteBytes, registry: Registry, reporter: Reporter) => Promise<CaptureWriter>

/** What can be written, by the ending of the output's name. */
export const FORMS = {
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
} as const satisfies Readonly<Record<string, MakeWriter>>

export type Form = keyof typeof FORMS

/** The form that an output's name asks for, of those that are possible. Throws UsageError when it asks for none. */
export function formOf<F extends Form>(output: string, possible: readonly F[]): F {
  const ending = extname(output).toLowerCase()
  const form = possible.find((each) => each === ending)
  if (form) return form
  const endings = `${possible.slice(0, -1).join(', ')} or ${possible.at(-1)}`
  throw new UsageError(`the ending of ${output} does not say what to write: use ${endings}.`)
}
