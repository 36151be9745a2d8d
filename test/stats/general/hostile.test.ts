import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { GENERAL_STATISTICS } from '../../../src/stats/general/index.js'
import { sectionsAsJson, sectionsAsText } from '../../../src/stats/print.js'
import { ethernet, ipv4, tcpFrame, udpFrame } from '../../network/packets.js'
import { forbidden } from '../../support/escape-corpus.js'
import { writePcap } from '../../support/pcap.js'
import { jsonRows, statisticsOf } from '../../support/statistics.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))

const bytes = fc.uint8Array({ maxLength: 80 })
const port = fc.constantFrom(80, 3724, 5190, 9000, 12036, 40000)
const frame = fc.oneof(
  bytes,
  fc.tuple(port, port, bytes).map(([from, to, data]) => udpFrame(from, to, data)),
  fc
    .tuple(port, port, bytes, fc.nat(200), fc.nat(63))
    .map(([from, to, data, seq, flags]) => tcpFrame({ from, to, seq, flags, data })),
  fc
    .tuple(fc.nat(255), bytes, fc.nat(0x3fff))
    .map(([protocol, data, fragment]) => ethernet(0x0800, ipv4(protocol, data, { fragment }))),
)

it('whatever the frames hold, each is counted once, and nothing acts on a terminal', async () => {
  const statistics = await Promise.all(GENERAL_STATISTICS.map(({ load }) => load()))
  const path = join(folder, 'random.pcap')
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 20 }), async (frames) => {
      writePcap(path, frames)
      const sections = await statisticsOf(statistics, [path])
      const lines = jsonRows<{ path: string[]; frames: number }>(sections[0]![0]!)
      expect(lines[0]!.frames).toBe(frames.length)
      const families = lines.filter(({ path }) => path.length === 1)
      expect(families.reduce((sum, line) => sum + line.frames, 0)).toBe(frames.length)
      const text = await sectionsAsText(sections.flat(), 80)
      expect(forbidden(text + sectionsAsJson('any', sections.flat()))).toEqual([])
    }),
    { numRuns: 40 },
  )
})
