import { describe, expect, test } from 'vitest'
import { coreDialect } from '../../../dissectors/second-life/dialect.js'
import { secondLife } from '../../../dissectors/second-life/index.js'
import { Wire } from '../../../src/fields/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, openSession } from '../../support/dissect.js'
import { readTree } from '../../support/read-tree.js'
import { classicPacket, encodeLegacy } from './encode.js'
import { type LegacyMessage, legacyOrders } from './vectors.js'

/** A reply whose checksum and token are random is told to be that; what is packed into fields is nothing good. */
const EXPECTED = new Set([
  'sl.token',
  'sl.template-missing',
  'sl.payload-form',
  'sl.texture-entry-faces',
  'malformed.short',
  'malformed.length',
  'malformed.left-over',
])

/** Messages of 1.13.2 that are built in. */
const known = Object.entries(legacyOrders ?? {}).filter(([, message]) =>
  coreDialect('classic').program(keyOf(message)),
)

describe.skipIf(!legacyOrders)(
  'classic messages with random values (skipped where ../shared is absent)',
  () => {
    test('are all built-in ones', () => {
      expect(known.length).toBe(156)
    })

    test.each(known)('%s reads to what was written', (name, message) => {
      for (let repeats = 0; repeats < 6; repeats++) {
        for (const zeroCoded of [false, true]) {
          for (const acks of [[], [1], [10, 11, 12]]) {
            const { body, leaves: expected } = encodeLegacy(name, message, repeats)
            const read = dissectIn(
              openSession(secondLife),
              classicPacket(1 + repeats, body, { zeroCoded, acks }),
            )
            expect([read.title, read.type]).toEqual(['Second Life (classic)', name])
            expect(read.findings.filter(({ kind }) => !EXPECTED.has(kind.code))).toEqual([])
            expect(coverageFaults(read)).toEqual([])
            const found = readTree(read)
              .filter(({ path, source }) => path.startsWith(`sl.${name}.`) && source !== '')
              .filter(({ def }) => def.wire !== Wire.Group || def.raw)
              .map(({ path, hex }) => [path, hex])
            expect(found).toEqual(expected)
          }
        }
      }
    })
  },
)

function keyOf({ frequency, number }: LegacyMessage): number {
  const prefix = { High: 0, Medium: 0xff00, Low: 0xffff_0000, Fixed: 0 }[frequency]!
  return prefix + Number(number)
}
