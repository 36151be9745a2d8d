import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Entry, KeyTable } from '../../src/network/key-table.js'

class Named extends Entry {
  readonly name: string

  constructor(name: string) {
    super()
    this.name = name
  }
}

function put(table: KeyTable<Named>, key: readonly number[]): number {
  table.words.set(key)
  return key.length
}

/** A Map keeps the order of insertion, so that one whose keys are put anew on each use is the same thing, slower. */
test('finds, forgets and orders entries as a Map of strings would', () => {
  const key = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 3 })
  const step = fc.tuple(fc.constantFrom('find or add', 'remove', 'drop oldest'), key)
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      // Two buckets, so that chains are long.
      const table = new KeyTable<Named>(2)
      const model = new Map<string, Named>()
      for (const [what, words] of steps) {
        const name = words.join()
        const found = table.find(put(table, words))
        expect(found).toBe(model.get(name))
        if (found) {
          model.delete(name)
          model.set(name, found)
        }
        if (what === 'find or add' && !found) {
          const entry = new Named(name)
          table.add(entry, words.length)
          model.set(name, entry)
        } else if (what === 'remove' && found) {
          table.remove(found)
          model.delete(name)
        } else if (what === 'drop oldest' && table.oldest) {
          model.delete(table.oldest.name)
          table.remove(table.oldest)
        }
        expect(table.size).toBe(model.size)
        expect(table.oldest).toBe(model.values().next().value)
      }
    }),
  )
})

test('packs bytes so that different ones give different words', () => {
  const table = new KeyTable<Named>(2)
  const bytes = Uint8Array.of(9, 0xff, 1, 2, 3, 4, 5, 9)
  expect(table.pack(1, bytes, 1, 6)).toBe(3)
  expect([...table.words.subarray(0, 4)]).toEqual([0, 0xff010203 | 0, 0x0405, 0])
  expect(table.pack(3, bytes, 1, 4)).toBe(4)
  expect(table.words[3]).toBe(0xff010203 | 0)
})

test('spreads keys that are made to collide: those that differ in high bits only', () => {
  const spreads = Array.from({ length: 50 }, () => {
    const table = new KeyTable<Named>(1024)
    const buckets = new Set<number>()
    for (let i = 0; i < 1024; i++) {
      const entry = new Named('')
      table.add(entry, put(table, [(i & 31) << 27, (i >> 5) << 27]))
      buckets.add(entry.bucket)
    }
    return buckets.size
  })
  // Balls thrown at random would hit 647 of the 1024 buckets.
  expect(spreads.sort((a, b) => a - b)[25]).toBeGreaterThan(400)
})
