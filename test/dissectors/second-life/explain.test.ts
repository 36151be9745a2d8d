import { expect, it } from 'vitest'
import { dissectOptions } from '../../support/options.js'
import { readTree } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { ROOT } from '../../support/slx.js'

const SESSION = `${ROOT}samples/sl-modern-session.pcap`

interface Seen {
  readonly paths: readonly string[]
}

async function read(explain: boolean): Promise<Seen[]> {
  const seen: Seen[] = []
  await runAll([SESSION], (message) => seen.push({ paths: readTree(message).map(({ path }) => path) }), {
    options: { ...dissectOptions(), explain },
  })
  return seen
}

it('leaves out what values mean where nobody looks, and nothing else', async () => {
  const [explained, bare] = [await read(true), await read(false)]
  expect(bare.length).toBe(explained.length)
  for (const [index, { paths }] of bare.entries()) {
    const all = new Set(explained[index]!.paths)
    expect(paths.filter((path) => !all.has(path))).toEqual([])
  }
  const rows = (seen: Seen[]) => seen.reduce((sum, { paths }) => sum + paths.length, 0)
  expect(rows(bare)).toBeLessThan(rows(explained))
  const acks = (seen: Seen[]) => seen.filter(({ paths }) => paths.includes('sl.Ack-of')).length
  expect(acks(bare)).toBeGreaterThan(0)
  expect(acks(bare)).toBe(acks(explained))
})
