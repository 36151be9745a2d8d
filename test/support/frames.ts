import { Readable } from 'node:stream'
import { Registry } from '../../src/dissect/registry.js'
import { readFrames } from '../../src/run.js'
import { allDissectors } from './run.js'

/** The packets in a text with dumps, as hexadecimal digits. */
export async function framesOf(text: string): Promise<string[]> {
  const frames: string[] = []
  const options = {
    text: {},
    report: () => undefined,
    problem: () => undefined,
    afterChunk: () => undefined,
    standardInput: Readable.from([Buffer.from(text)]),
  }
  await readFrames(['-'], new Registry(await allDissectors()), options, ({ bytes, start, end }) => {
    frames.push(Buffer.from(bytes.subarray(start, end)).toString('hex'))
    return true
  })
  return frames
}
