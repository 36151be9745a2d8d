import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../../src/dissect/message.js'
import { coverageFaults } from '../../support/coverage.js'
import { valueAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { sharedPath } from '../../support/shared.js'
import { leaves, shownIn } from './shown.js'

const capture = sharedPath('captures/oscar-icq-port443.pcap')
const reference = sharedPath('vectors/oscar-capture-reference.json')

/** A run of frames without a hole, as the reference has it. */
interface Run {
  readonly src: string
  readonly first_packet: number
  readonly frames: readonly { readonly hex: string }[]
}

/** The frames of the reference by their sender, in order; the first of a run has the number of its packet. */
function expectedFrames() {
  const { captures } = JSON.parse(readFileSync(reference!, 'utf8')) as { captures: { streams: Run[] }[] }
  const bySender = new Map<string, { frame: { hex: string }; packet: number | undefined }[]>()
  for (const { src, first_packet, frames } of captures[0]!.streams) {
    const all = frames.map((frame, i) => ({ frame, packet: i === 0 ? first_packet : undefined }))
    bySender.set(src, [...(bySender.get(src) ?? []), ...all])
  }
  return bySender
}

describe.skipIf(!capture || !reference)('the ICQ capture on port 443 (skipped where it is absent)', () => {
  it('has the 58 frames of the reference in its order, with all their values, and one hole in each direction', async () => {
    const expected = expectedFrames()
    const gaps: string[] = []
    let frames = 0
    await runAll([capture!], (message) => {
      expect(coverageFaults(message)).toEqual([])
      expect(message.protocol).toBe('oscar')
      expect(valueAt(message, 'slx.undecoded')).toBeUndefined()
      frames++
      const { frame, packet } = expected.get(endText(message))!.shift()!
      if (packet !== undefined) expect(message.frames[0]).toBe(packet)
      const { hex, ...values } = frame
      // The reference cuts long frames short.
      expect(hexOf(message).startsWith(hex.replace('...', ''))).toBe(true)
      const shown = shownIn(message)
      expect(leaves(values).filter((value) => !shown(value) && !String(value).endsWith('...'))).toEqual([])
      for (const { kind, text } of message.findings) {
        if (kind.code === 'oscar.sequence') gaps.push(text)
        else expect(['stream.gap', 'checksum.offloaded']).toContain(kind.code)
      }
    })
    expect(frames).toBe(58)
    expect([...expected.values()].flat()).toEqual([])
    expect(gaps).toEqual([
      'Sequence 70 follows 22: 47 frames missing; they lie in the hole of the capture.',
      'Sequence 6804 follows 6549: 254 frames missing; they lie in the hole of the capture.',
    ])
  })
})

function hexOf(message: Message): string {
  const { bytes, start, end } = message.sources[0]!
  return Buffer.from(bytes.subarray(start, end)).toString('hex')
}

function endText({ conversation, side }: Message): string {
  const { address, port } = conversation!.ends[side]
  return `${address}:${port}`
}
