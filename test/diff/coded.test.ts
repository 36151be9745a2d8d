import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../support/slx.js'
import { editedContents, RECODES } from './recode.js'
import { retell } from './retell.js'
import {
  areEqual,
  type Leaf,
  load,
  type Sample,
  shapesIn,
  tellEdit,
  treated,
  withoutIndexes,
} from './sample.js'

/** Samples with contents that are coded or encrypted as a whole. */
const CONTENTS = [
  ['grand-chase-sessions.pcap', 'decrypted'],
  ['grand-chase-sessions.pcap', 'inflated'],
  ['sl-classic-session.pcap', 'zero-expanded'],
  ['sl-made-up-circuits.pcap', 'zero-expanded'],
  ['sl-modern-session.pcap', 'zero-expanded'],
] as const

/** Samples with headers that are encrypted one after the other. */
const HEADERS = [
  'mmo-client-only.pcap',
  'mmo-logon.pcap',
  'wow-1.12-logon.pcap',
  'wow-2.4.3-logon.pcap',
] as const

function flip(bit: number): (bytes: Uint8Array) => void {
  return (bytes) => {
    bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7)
  }
}

describe.each(CONTENTS)('%s, %s', (name, source) => {
  let sample: Sample
  let leaves: Leaf[]
  beforeAll(async () => {
    sample = await load(`${ROOT}samples/${name}`)
    leaves = treated(sample, 'value', source)
  })

  test('what is coded again as it was is no difference', async () => {
    expect(leaves.length).toBeGreaterThan(0)
    for (const { index, node } of leaves.slice(0, 10)) {
      const told = RECODES[source]!(
        sample,
        index,
        editedContents(node, () => undefined),
      )
      expect(await tellEdit(sample, told)).toEqual([])
    }
  })

  test('a field inside with another value is told at its path, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...leaves), fc.nat(), async ({ index, node }, bit) => {
        const told = RECODES[source]!(sample, index, editedContents(node, flip(bit)))
        fc.pre(areEqual(await structureIn(retell(told)), await structureIn(sample.path)))
        const lines = await tellEdit(sample, told)
        expect(lines.map(withoutIndexes)).toEqual([expect.stringContaining(`changed ${node.def.path}`)])
      }),
      { numRuns: 25 },
    )
  })
})

describe.each(HEADERS)('%s', (name) => {
  test('another opcode in an encrypted header is another message, and later headers are the same', async () => {
    const sample = await load(`${ROOT}samples/${name}`)
    const opcodes = treated(sample, 'value', 'decrypted header')
    expect(opcodes.length).toBeGreaterThan(0)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...opcodes),
        fc.integer({ min: 0, max: 7 }),
        async ({ index, node }, bit) => {
          const told = RECODES['decrypted header']!(sample, index, editedContents(node, flip(bit)))
          const shapes = await shapesIn(retell(told))
          const others = sample.shapes.flatMap((shape, i) => (shape === shapes[i] ? [] : [i]))
          // The very message may tell the key, or how long it is.
          fc.pre(shapes.length === sample.shapes.length && others.length === 1)
          const [before, after] = [sample.shapes, shapes].map((list) => typeIn(list[others[0]!]!))
          expect((await tellEdit(sample, told)).toSorted()).toEqual([`added ${after}`, `removed ${before}`])
        },
      ),
      { numRuns: 15 },
    )
  })
})

/** Without lengths: contents coded again may take more bytes. */
async function structureIn(path: string): Promise<string[]> {
  return (await shapesIn(path)).map((shape) => shape.replace(/",\d+,/g, '",'))
}

function typeIn(shape: string): string {
  return (JSON.parse(shape) as [string])[0]
}
