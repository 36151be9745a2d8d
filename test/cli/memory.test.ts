import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { Random } from '../../bench/random.js'
import { Circuits } from '../../bench/soak/talks.js'
import { writeLludpCapture } from '../../bench/traffic/lludp.js'
import { LinkType, newFrame } from '../../src/ingest/frame.js'
import { PcapWriter } from '../../src/ingest/write/pcap.js'
import { ROOT } from '../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-memory-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command line in a process of its own and gives that process's peak memory in MB. */
function peak(args: readonly string[]): number {
  const main = pathToFileURL(`${ROOT}dist/src/cli/main.js`).href
  const script = `
    const { main } = await import(${JSON.stringify(main)})
    process.exitCode = await main(${JSON.stringify(args)})
    process.stderr.write(String(process.resourceUsage().maxRSS))`
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  expect(status).toBe(0)
  return Number(stderr.toString()) / 1024
}

const GENERAL = ['--protocols', '--conversations', '--messages', '--coverage', '--findings', '--timeline']

it.each([
  ['dissect', '-T', 'summary'],
  ['stats', ...GENERAL],
])('slx %s takes no more memory for ten times the packets', (...args) => {
  const [small, large] = [30_000, 300_000].map((packets) => {
    const capture = join(folder, `${packets}.pcap`)
    writeLludpCapture(capture, packets)
    return peak([...args, capture])
  })
  // The collector does not run at the same moments in both; a growing structure would take hundreds.
  expect(large! - small!).toBeLessThan(30)
})

it('slx redact takes memory in proportion to no part of its input, from a file or standard input', () => {
  const capture = join(folder, 'long.pcap')
  writeLludpCapture(capture, 200_000)
  const temporary = mkdtempSync(join(folder, 'temporary-'))
  const outputs = [[capture], []].map((inputs, i) => {
    const output = join(folder, `redacted-${i}.pcap`)
    const slx = [`${ROOT}bin/slx.js`, 'redact', '--addresses', '--like', 'test', ...inputs, '-o', output]
    // All packets take eight times as much.
    const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=48', ...slx], {
      stdio: [inputs.length > 0 ? 'ignore' : openSync(capture, 'r'), 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: temporary },
    })
    expect(stderr.toString()).toContain('wrote 200000 packets')
    expect(status).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
    return readFileSync(output)
  })
  expect(outputs[1]!.equals(outputs[0]!)).toBe(true)
})

/** A capture of so many circuits between different ends, all of which are remembered. */
function writeCircuits(path: string, count: number): void {
  const circuits = new Circuits(new Random(3))
  const file = openSync(path, 'w')
  const writer = new PcapWriter((bytes) => writeSync(file, bytes))
  const frame = newFrame()
  frame.linkType = LinkType.ETHERNET
  for (let i = 0; i < count; i++) {
    let packets = 0
    for (const bytes of circuits.talk(Uint8Array.of(10, i >> 16, i >> 8, i))) {
      frame.number++
      frame.bytes = bytes
      frame.end = frame.originalLength = bytes.length
      writer.frame(frame)
      if (++packets === 3) break
    }
  }
  writer.end()
  closeSync(file)
}

it('a circuit takes a few kilobytes', () => {
  const capture = join(folder, 'circuits.pcap')
  writeCircuits(capture, 30_000)
  const file = join(folder, 'few.pcap')
  writeCircuits(file, 100)
  const each =
    (peak(['dissect', '-T', 'summary', capture]) - peak(['dissect', '-T', 'summary', file])) / 30_000
  // In megabytes; typed arrays for each circuit took three times as much.
  expect(each).toBeLessThan(0.012)
})
