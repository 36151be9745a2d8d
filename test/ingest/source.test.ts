import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openSource } from '../../src/ingest/source.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-source-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Bytes of which no two pieces are alike. */
function fileOf(size: number): { path: string; bytes: Uint8Array } {
  const bytes = Uint8Array.from({ length: size }, (_, i) => Math.imul(i, 2654435761) >>> 24)
  const path = join(folder, `${size}`)
  writeFileSync(path, bytes)
  return { path, bytes }
}

it.each([0, 1, 1 << 20, (1 << 20) + 1, 3 << 20, 3_500_000])(
  'gives a file of %i bytes whole and in order',
  async (size) => {
    const { path, bytes } = fileOf(size)
    const read: Buffer[] = []
    for await (const chunk of (await openSource(path)).chunks) {
      const now = Buffer.from(chunk)
      // While it is worked on, what is read ahead must not write over it.
      await new Promise((resolve) => setTimeout(resolve, 5))
      expect(now.equals(chunk)).toBe(true)
      read.push(now)
    }
    expect(Buffer.concat(read).equals(bytes)).toBe(true)
  },
)

it('gives the event loop its turn between pieces', async () => {
  const { path } = fileOf(5 << 20)
  let turns = 0
  const ticking = setInterval(() => turns++, 0)
  let pieces = 0
  for await (const _ of (await openSource(path)).chunks) {
    const until = performance.now() + 5
    while (performance.now() < until);
    pieces++
  }
  clearInterval(ticking)
  expect(pieces).toBe(5)
  expect(turns).toBeGreaterThanOrEqual(3)
})

it.runIf(process.platform === 'linux')('closes a file that is not read to its end', async () => {
  const { path } = fileOf(4 << 20)
  const open = () => readdirSync('/proc/self/fd').length
  const before = open()
  for await (const _ of (await openSource(path)).chunks) {
    expect(open()).toBeGreaterThan(before)
    break
  }
  expect(open()).toBe(before)
})
