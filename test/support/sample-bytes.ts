import { MESSAGE_SOURCE } from '../../src/dissect/message.js'
import { runAll } from './run.js'
import { samples } from './samples.js'

export interface SampleMessage {
  readonly protocol: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** The bytes of every message in the samples. */
export async function messagesOfSamples(): Promise<SampleMessage[]> {
  const found: SampleMessage[] = []
  await runAll(samples(), ({ protocol, type, sources }) => {
    const { bytes, start, end } = sources[MESSAGE_SOURCE]!
    found.push({ protocol, type, bytes: bytes.slice(start, end) })
  })
  return found
}
