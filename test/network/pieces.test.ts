import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endOf, Pieces } from '../../src/network/pieces.js'

test('keeps the first byte that came for each place, and says what was new and what differed', () => {
  const insert = fc.record({ at: fc.nat(40), bytes: fc.uint8Array({ max: 3, maxLength: 20 }) })
  fc.assert(
    fc.property(fc.array(insert, { maxLength: 30 }), (inserts) => {
      const pieces = new Pieces<number>()
      const model = new Map<number, number>()
      for (const [origin, { at, bytes }] of inserts.entries()) {
        let added = 0
        let conflict = false
        for (const [i, byte] of bytes.entries()) {
          const known = model.get(at + i)
          if (known === undefined) {
            model.set(at + i, byte)
            added++
          } else if (known !== byte) conflict = true
        }
        expect(pieces.insert(at, bytes, 0, bytes.length, origin)).toEqual({ added, conflict })
      }
      const { list } = pieces
      expect(list.every((piece, i) => i === 0 || endOf(list[i - 1]!) <= piece.at)).toBe(true)
      const got = list.flatMap((p) =>
        [...p.bytes.subarray(p.start, p.end)].map((byte, i) => [p.at + i, byte] as const),
      )
      expect(got).toEqual([...model].sort(([a], [b]) => a - b))
    }),
  )
})
