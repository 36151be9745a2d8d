import { spawnSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Frame } from '../src/ingest/frame.js'
import { LinkType, newFrame } from '../src/ingest/frame.js'
import { PcapWriter } from '../src/ingest/write/pcap.js'
import { HeaderMaker } from '../src/network/headers.js'
import { lludpPayloads } from './lludp-capture.js'

/** Seconds the quickest of `rounds` runs of `work` took. */
export async function quickest(rounds: number, work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < rounds; i++) {
    const before = performance.now()
    await work()
    best = Math.min(best, (performance.now() - before) / 1000)
  }
  return best
}

/** Seconds the quickest of `rounds` runs of a command took, its output thrown away; undefined when it cannot be run. */
export function quickestCommand(
  rounds: number,
  command: string,
  args: readonly string[],
): number | undefined {
  let best: number | undefined
  for (let i = 0; i < rounds; i++) {
    const before = performance.now()
    const { error, status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'] })
    if (error || status !== 0) return undefined
    best = Math.min(best ?? Number.POSITIVE_INFINITY, (performance.now() - before) / 1000)
  }
  return best
}

/** Writes a capture of made-up LLUDP traffic. */
export function writeLludpCapture(path: string, packets: number): void {
  const file = openSync(path, 'w')
  const writer = new PcapWriter((bytes) => writeSync(file, bytes))
  const makers = new Map<number, HeaderMaker>()
  const frame = newFrame()
  for (const { circuit, payload } of lludpPayloads(packets)) {
    let maker = makers.get(circuit)
    if (!maker) {
      maker = new HeaderMaker('udp', [
        { address: '192.0.2.1', port: 40000 + circuit },
        { address: '192.0.2.2', port: 13000 + (circuit % 8) },
      ])
      makers.set(circuit, maker)
    }
    for (const bytes of maker.frames(0, payload)) writer.frame(next(frame, bytes))
  }
  writer.end()
  closeSync(file)
}

/** The frame made ready for the next packet, a tenth of a millisecond later. */
function next(frame: Frame, bytes: Uint8Array): Frame {
  frame.number++
  frame.linkType = LinkType.ETHERNET
  frame.seconds = 1_170_000_000 + Math.floor(frame.number / 10_000)
  frame.nanoseconds = (frame.number % 10_000) * 100_000
  frame.bytes = bytes
  frame.end = bytes.length
  frame.originalLength = bytes.length
  return frame
}
