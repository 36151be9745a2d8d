import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { bytesOf } from '../../src/diff/node.js'
import { Policy } from '../../src/diff/policy.js'
import { allFields, Wire } from '../../src/fields/index.js'
import { samples } from '../support/samples.js'
import { retell, type Told } from './retell.js'
import {
  areEqual,
  EVERYTHING,
  type Leaf,
  load,
  type Sample,
  shapesIn,
  tellEdit,
  treated,
  withoutIndexes,
} from './sample.js'

/** The messages with other bytes in a field. */
function edited(told: readonly Told[], { index, node }: Leaf, edit: (bytes: Uint8Array) => void): Told[] {
  return told.map((message, i) => {
    if (i !== index) return message
    const bytes = message.bytes.slice()
    edit(bytes.subarray(node.start, node.start + node.length))
    return { ...message, bytes }
  })
}

/** A check of another message that an edit makes fail: a difference too, but not the edit. */
function isConsequence(line: string): boolean {
  return allFields().some(
    ({ wire, path }) => wire === Wire.Derived && path.endsWith('.check') && line === `changed ${path}`,
  )
}

// The texts among the samples hold few messages, most of which are in a capture too.
describe.each(samples().filter((path) => /\.pcap(ng)?$/.test(path)))('%s', (path) => {
  let sample: Sample
  beforeAll(async () => {
    sample = await load(path)
  })

  test('a field with another value is told at its path, and nothing else', async () => {
    const leaves = treated(sample, 'value')
    if (leaves.length === 0) return
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...leaves),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        async (leaf, byte, bit) => {
          const told = edited(sample.told, leaf, (bytes) => {
            bytes[byte % bytes.length]! ^= 1 << bit
          })
          fc.pre(areEqual(await shapesIn(retell(told)), sample.shapes))
          const lines = (await tellEdit(sample, told)).map(withoutIndexes)
          expect(lines.filter((line) => !isConsequence(line))).toEqual([
            expect.stringContaining(`changed ${leaf.node.def.path}`),
          ])
        },
      ),
      { numRuns: 25 },
    )
  })

  test('an id that is renamed in one place only is told there', async () => {
    const ids = treated(sample, 'id').filter(
      ({ node }) => node.length >= 8 && bytesOf(node).some((byte) => byte !== 0),
    )
    const hex = (leaf: Leaf) => Buffer.from(bytesOf(leaf.node)).toString('hex')
    const repeated = ids.filter((leaf, i) => ids.slice(0, i).some((other) => hex(other) === hex(leaf)))
    for (const leaf of repeated.slice(0, 4)) {
      const told = edited(sample.told, leaf, (bytes) => {
        bytes[0]! ^= 0xff
      })
      // Some ids give keys: without the right one the rest is not decoded.
      if (!areEqual(await shapesIn(retell(told)), sample.shapes)) continue
      const lines = await tellEdit(sample, told)
      expect(lines.map(withoutIndexes)).toEqual([`changed ${leaf.node.def.path}`])
    }
  })

  test('ids that are renamed wherever they occur are no difference', async () => {
    const policy = new Policy(EVERYTHING)
    const ids = sample.leaves.filter(({ node }) => policy.of(node.def) === 'id' && node.length >= 8)
    // Those inside coded or encrypted parts cannot be renamed here.
    if (ids.length === 0 || ids.some(({ node }) => node.source !== 0)) return
    const told = ids.reduce(
      (messages, leaf) =>
        edited(messages, leaf, (bytes) => {
          if (bytes.some((byte) => byte !== 0)) for (let i = 0; i < bytes.length; i++) bytes[i]! ^= 0x5a
        }),
      sample.told,
    )
    if (!areEqual(await shapesIn(retell(told)), sample.shapes)) return
    expect(await tellEdit(sample, told)).toEqual([])
  })

  test('a message left out or sent twice is told once', async () => {
    const { told } = sample
    if (told.length < 2 || sample.shapes.length !== told.length) return
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: told.length - 1 }), fc.boolean(), async (index, twice) => {
        const other = twice ? told.toSpliced(index, 0, told[index]!) : told.toSpliced(index, 1)
        // Later messages may be read otherwise without it: it gave keys, or was the first that told the protocol.
        const { shapes } = sample
        const expected = twice ? shapes.toSpliced(index, 0, shapes[index]!) : shapes.toSpliced(index, 1)
        fc.pre(areEqual(await shapesIn(retell(other)), expected))
        const [type] = JSON.parse(shapes[index]!) as [string]
        expect(await tellEdit(sample, other)).toEqual([`${twice ? 'added' : 'removed'} ${type}`])
      }),
      { numRuns: 15 },
    )
  })

  test('a message that comes earlier or later has moved', async () => {
    const { told } = sample
    if (told.length < 3 || sample.shapes.length !== told.length) return
    const place = fc.nat({ max: told.length - 1 })
    await fc.assert(
      fc.asyncProperty(place, place, async (from, to) => {
        const other = moved(told, from, to)
        const between = told.slice(Math.min(from, to), Math.max(from, to) + 1)
        const sameWay = between.filter((each) => isSameWay(each, told[from]!))
        // The other direction, and other conversations, come when they come.
        fc.pre(sameWay.length > 1)
        fc.pre(areEqual(await shapesIn(retell(other)), moved(sample.shapes, from, to)))
        const lines = await tellEdit(sample, other)
        const types = sameWay.map((each) => JSON.parse(sample.shapes[told.indexOf(each)]!)[0])
        // Of two that change places either may be the one that moved.
        const expected = sameWay.length > 2 ? [types[from < to ? 0 : types.length - 1]] : types
        expect(expected.map((type) => [`moved ${type}`])).toContainEqual(lines)
      }),
      { numRuns: 15, maxSkipsPerRun: 1000 },
    )
  })
})

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  return list.toSpliced(from, 1).toSpliced(to, 0, list[from]!)
}

function isSameWay(a: Told, b: Told): boolean {
  return a.conversation === b.conversation && a.side === b.side
}
