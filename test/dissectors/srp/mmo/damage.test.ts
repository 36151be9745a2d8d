import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hear } from '../heard.js'
import { SAMPLES } from './samples.js'

/** Bytes of a capture's header, of a record's and of Ethernet, IPv4 and TCP before a payload. */
const BEFORE_FIRST_PAYLOAD = 24 + 16 + 54

/** Offsets of all payload bytes of a capture. */
function payloadOffsets(capture: Buffer): number[] {
  const offsets: number[] = []
  for (let at = 24; at < capture.length; ) {
    const end = at + 16 + capture.readUInt32LE(at + 8)
    for (let i = at + BEFORE_FIRST_PAYLOAD - 24; i < end; i++) offsets.push(i)
    at = end
  }
  return offsets
}

const captures = Object.values(SAMPLES).map((make) => {
  const bytes = make()
  return { bytes, offsets: payloadOffsets(bytes) }
})

const damaged = fc
  .tuple(
    fc.constantFrom(...captures),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
  )
  .map(([{ bytes, offsets }, changes]) => {
    const copy = Buffer.from(bytes)
    for (const [at, value] of changes) copy[offsets[at % offsets.length]!] = value
    return copy
  })

it('connections with damaged bytes are read to the end, every byte in one leaf', async () => {
  await fc.assert(
    fc.asyncProperty(damaged, async (capture) => {
      // `hear` throws for a fault of ours and for a byte that lies in no leaf, or in two.
      const { messages } = await hear([capture])
      expect(messages.length).toBeGreaterThan(10)
    }),
    { numRuns: 30 },
  )
})
