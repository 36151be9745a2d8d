import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wowLogin } from '../../../../dissectors/srp/wow/login/index.js'
import { wowWorld } from '../../../../dissectors/srp/wow/world/index.js'
import { Engine } from '../../../../src/dissect/engine.js'
import { Registry } from '../../../../src/dissect/registry.js'
import { coverageFaults } from '../../../support/coverage.js'
import { fakeConversation, fakePayload } from '../../../support/fake-payload.js'
import { dissectOptions } from '../../../support/options.js'
import { SAMPLE_LOGONS, segments } from './sample-logons.js'

describe.each([wowLogin, wowWorld])('a damaged connection of $name', (dissector) => {
  it('is read to its end, every byte in one leaf', () => {
    const damage = fc.record({
      sample: fc.constantFrom(...SAMPLE_LOGONS),
      /** Segments that are lost, swapped for noise, or have a byte changed. */
      hits: fc.array(
        fc.tuple(fc.nat(80), fc.constantFrom('lose', 'noise', 'change'), fc.nat(), fc.nat(255)),
        {
          maxLength: 4,
        },
      ),
    })
    fc.assert(
      fc.property(damage, ({ sample, hits }) => {
        let bytesIn = 0
        let bytesOut = 0
        const options = { ...dissectOptions(), layers: false }
        const engine = new Engine(new Registry([], [], dissector), options, (message) => {
          expect(coverageFaults(message)).toEqual([])
          const { start, end } = message.sources[0]!
          bytesOut += end - start
        })
        const conversation = fakeConversation('tcp', dissector.ports[0]![0])
        const writes = segments(dissector === wowLogin ? sample.login : sample.world)
        writes.forEach(([side, whole], i) => {
          const bytes = whole.slice()
          const [, how, at, value] = hits.find(([index]) => index === i) ?? []
          if (how === 'lose') engine.gap(conversation, side, bytes.length)
          if (how === 'noise') bytes.fill(value!)
          if (how === 'change') bytes[at! % bytes.length] = value!
          if (how === 'lose') return
          bytesIn += bytes.length
          engine.segment(fakePayload(conversation, bytes, i + 1, side))
        })
        engine.closed(conversation, 0, 'end')
        engine.closed(conversation, 1, 'end')
        if (engine.counters.bugs > 0) throw engine.counters.firstBug
        expect(bytesOut).toBe(bytesIn)
      }),
      { numRuns: 150 },
    )
  })
})
