import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CORE_CLASSIC } from '../../../../dissectors/second-life/template/core/classic.js'
import {
  hashName,
  legacyOrder,
  legacySlots,
} from '../../../../dissectors/second-life/template/legacy-order.js'
import type { BlockTemplate, Template } from '../../../../dissectors/second-life/template/model.js'
import { parseTemplate } from '../../../../dissectors/second-life/template/parse.js'
import { sharedPath } from '../../../support/shared.js'
import { type LegacyMessage, legacyOrders, vectors } from '../vectors.js'

test.each([
  ['X', 0],
  ['ID', 272],
  ['Code', 2980],
  ['Token', 6512],
  ['SessionID', 2264],
  ['MajorVersion', 7968],
  ['MinorVersion', 7968],
  ['DataBlock', 4148],
  ['TokenBlock', 6068],
])('hash of %s', (name, slot) => {
  expect(hashName(name)).toBe(slot)
})

test('a taken slot sends a name on to the next free one', () => {
  const slots = legacySlots(
    parseTemplate('{ Mess High Trusted Unencoded { Block Single { X U8 } { Y U8 } { Z U8 } } }'),
  )
  expect([slots.get('X'), slots.get('Y'), slots.get('Z')]).toEqual([0, 1, 2])
})

test('more names than the table holds are refused, not searched for ever', () => {
  const fields = Array.from({ length: 9000 }, (_, i) => `{ F${i} U8 }`).join(' ')
  const template = parseTemplate(`{ M High Trusted Unencoded { B Single ${fields} } }`)
  expect(() => legacySlots(template)).toThrow(/more than 8192 different names/)
})

const templatePath = sharedPath('templates/classic_2007-01-19_sl1.13.2.msg')

describe.skipIf(!templatePath || !vectors || !legacyOrders)(
  'reference (skipped where ../shared is absent)',
  () => {
    test('every slot of the 1.13.2 template', () => {
      const slots = legacySlots(parseTemplate(readFileSync(templatePath!, 'latin1')))
      const expected = vectors!.legacy_hash.slots
      expect([...slots].map(([name, slot]) => [slot, name]).toSorted(bySlot)).toEqual(
        expected.map(([slot, name]) => [slot, name]),
      )
      for (const [, name, hash] of expected) expect(hashName(name), name).toBe(hash)
    })

    test('the wire order of every message of 1.13.2', () => {
      const template = parseTemplate(readFileSync(templatePath!, 'latin1'))
      expect(ordersOf(template)).toEqual(withoutSuperfluousSizes(legacyOrders!))
    })

    test('the built-in messages are those of 1.13.2, in the same order', () => {
      const core = ordersOf(parseTemplate(CORE_CLASSIC))
      expect(Object.keys(core).length).toBe(156)
      expect(core).toEqual(Object.fromEntries(Object.keys(core).map((name) => [name, legacyOrders![name]])))
    })
  },
)

/** The reference file has the sizes that 1.13.2 writes behind types that take none. */
function withoutSuperfluousSizes(orders: Readonly<Record<string, LegacyMessage>>): unknown {
  return JSON.parse(JSON.stringify(orders), (_, value) =>
    Array.isArray(value) && /^(LLUUID|S32)$/.test(value[1]) ? [value[0], value[1], null] : value,
  )
}

const bySlot = (a: readonly unknown[], b: readonly unknown[]) => Number(a[0]) - Number(b[0])

/** A template in the form of the reference file. */
function ordersOf(template: Template): Record<string, LegacyMessage> {
  const slots = legacySlots(template)
  return Object.fromEntries(
    template.messages.map((message) => [
      message.name,
      {
        frequency: message.frequency,
        number: `0x${numberOf(message).toString(16)}`,
        trust: message.trusted ? 'Trusted' : 'NotTrusted',
        encoding: message.zeroCoded ? 'Zerocoded' : 'Unencoded',
        wire: legacyOrder(message, slots).map(blockOf),
      },
    ]),
  )
}

function numberOf({ frequency, key }: Template['messages'][number]): number {
  if (frequency === 'Low') return key - 0xffff_0000
  return frequency === 'Medium' ? key - 0xff00 : key
}

function blockOf({ name, kind, count, fields }: BlockTemplate): LegacyMessage['wire'][number] {
  return [name, kind, count, fields.map((field) => [field.name, field.type, field.size || null])]
}
