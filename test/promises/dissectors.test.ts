import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dissector } from '../../src/dissect/dissector.js'
import { Engine } from '../../src/dissect/engine.js'
import { Registry } from '../../src/dissect/registry.js'
import { VIEW_KINDS, type ViewKind } from '../../src/views/kinds.js'
import { coverageFaults } from '../support/coverage.js'
import { ESCAPE_CORPUS, forbidden } from '../support/escape-corpus.js'
import { fakeConversation, fakePayload } from '../support/fake-payload.js'
import { duplicateKeys } from '../support/json-keys.js'
import { dissectOptions } from '../support/options.js'
import { lineEnd, Printer } from '../support/print.js'
import { allDissectors } from '../support/run.js'
import { messagesOfSamples } from '../support/sample-bytes.js'

/** The promises of every dissector, over every sample and every protocol. */
const dissectors = await allDissectors()
const inSamples = await messagesOfSamples()

/** What one view prints of `payloads` in one conversation read by `dissector`; checks coverage on the way. */
function print(dissector: Dissector, payloads: readonly Uint8Array[], kind: ViewKind): string {
  const printer = new Printer(kind)
  const options = { ...dissectOptions(), layers: false }
  const engine = new Engine(new Registry([], [], dissector), options, (message) => {
    const faults = coverageFaults(message)
    if (faults.length > 0) throw new Error(`${dissector.name} ${message.type}: ${faults.join('; ')}`)
    printer.view.message(message)
  })
  const conversation = { ...fakeConversation('none', 0), id: 1 }
  payloads.forEach((payload, i) => {
    engine.datagram(fakePayload(conversation, payload, i + 1))
  })
  if (engine.counters.bugs > 0) throw engine.counters.firstBug
  return printer.text()
}

const anyBytes = fc.uint8Array({ maxLength: 300 })

describe.each(dissectors)('$name', (dissector) => {
  const own = inSamples.filter((sample) => sample.protocol === dissector.name)

  it('has samples', () => {
    expect(own.length).toBeGreaterThan(0)
  })

  it('is total and covering: any bytes come back, each in one leaf, in every view', () => {
    fc.assert(
      fc.property(
        fc.array(anyBytes, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...VIEW_KINDS),
        (payloads, kind) => {
          print(dissector, payloads, kind)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('is total and covering for damaged messages', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...own), fc.nat(), fc.nat(255), fc.nat())
      .map(([sample, at, value, cut]) => {
        const bytes = sample.bytes.slice(0, 1 + (cut % sample.bytes.length))
        bytes[at % bytes.length] = value
        return bytes
      })
    fc.assert(
      fc.property(damaged, (bytes) => void print(dissector, [bytes], 'tree')),
      { numRuns: 500 },
    )
  })

  it('is prefix-safe: every prefix of a good message gives at most one finding more', () => {
    for (const { bytes } of own) {
      const whole = findings(dissector, bytes)
      const step = Math.max(1, Math.floor(bytes.length / 200))
      for (let end = 1; end < bytes.length; end += step) {
        const count = findings(dissector, bytes.subarray(0, end))
        expect(count, `first ${end} of ${bytes.length} bytes`).toBeLessThanOrEqual(whole + 1)
      }
    }
  })

  it('is deterministic', () => {
    for (const { bytes } of own) {
      const copy = Uint8Array.from(bytes)
      expect(print(dissector, [bytes], 'json')).toBe(print(dissector, [copy], 'json'))
    }
  })

  it.each(VIEW_KINDS)('is inert: nothing from input reaches the terminal as it is (%s)', (kind) => {
    for (const { bytes } of own.slice(0, 40)) {
      for (const evil of ESCAPE_CORPUS) {
        const at = Math.floor(bytes.length / 3)
        const poisoned = Uint8Array.from([...bytes.subarray(0, at), ...evil, ...bytes.subarray(at)])
        expect(forbidden(print(dissector, [poisoned], kind), lineEnd(kind))).toEqual([])
      }
    }
  })

  it('gives JSON without double keys', () => {
    for (const { bytes } of own) {
      for (const line of print(dissector, [bytes], 'json').trimEnd().split('\n')) {
        expect(duplicateKeys(line)).toEqual([])
        expect(line).not.toMatch(/#\d+":/)
      }
    }
  })
})

/** Findings of one payload, all its messages together. */
function findings(dissector: Dissector, bytes: Uint8Array): number {
  return print(dissector, [bytes], 'json')
    .split('\n')
    .filter((line) => line !== '')
    .reduce((sum, line) => sum + JSON.parse(line).findings.length, 0)
}
