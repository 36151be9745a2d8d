import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../../src/dissect/message.js'
import { coverageFaults } from '../../support/coverage.js'
import { valueAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { sharedPath } from '../../support/shared.js'

const capture = sharedPath('captures/oscar-icq-port443.pcap')
const reference = sharedPath('vectors/oscar-capture-reference.json')

describe.skipIf(!capture || !reference)('the ICQ capture on port 443 (skipped where it is absent)', () => {
  it('has the 58 frames of the reference, byte for byte, and one hole in each direction', async () => {
    const found: string[] = []
    const gaps: string[] = []
    const other: string[] = []
    await runAll([capture!], (message) => {
      expect(coverageFaults(message)).toEqual([])
      if (message.protocol !== 'oscar') {
        other.push(message.protocol)
        return
      }
      found.push(hexOf(message))
      for (const { kind, text } of message.findings) {
        if (kind.code === 'oscar.sequence') gaps.push(text)
        else expect(['stream.gap', 'checksum.offloaded']).toContain(kind.code)
      }
      expect(valueAt(message, 'slx.undecoded')).toBeUndefined()
    })
    const { captures } = JSON.parse(readFileSync(reference!, 'utf8'))
    const expected = captures[0].streams.flatMap((stream: { frames: { hex: string }[] }) =>
      stream.frames.map(({ hex }) => hex.replace('...', '')),
    )
    expect(found.length).toBe(58)
    // The reference cuts long frames short.
    const left = expected.filter((start: string) => !found.some((hex) => hex.startsWith(start)))
    expect(left).toEqual([])
    expect(gaps).toEqual([
      'Sequence 70 follows 22: 47 frames missing; they lie in the hole of the capture.',
      'Sequence 6804 follows 6549: 254 frames missing; they lie in the hole of the capture.',
    ])
    expect(other).toEqual([])
  })
})

function hexOf(message: Message): string {
  const { bytes, start, end } = message.sources[0]!
  return Buffer.from(bytes.subarray(start, end)).toString('hex')
}
