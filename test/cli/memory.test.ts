import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { writeLludpCapture } from '../../bench/traffic/lludp.js'
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
