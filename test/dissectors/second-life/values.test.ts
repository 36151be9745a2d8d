import { describe, expect, test } from 'vitest'
import { coreDialect, type Era } from '../../../dissectors/second-life/dialect.js'
import { secondLife } from '../../../dissectors/second-life/index.js'
import { dissectIn, openSession } from '../../support/dissect.js'
import { readTree, type TreeRow } from '../../support/read-tree.js'
import { type Blocks, MessageWriter } from './sessions/write-message.js'

/** The rows of a packet with this message of the built-in table, by the last parts of their paths. */
function rowsOf(era: Era, name: string, blocks: Blocks): Map<string, TreeRow> {
  const { bytes } = new MessageWriter(era, coreDialect(era).template).write(name, blocks)
  const head = era === 'modern' ? [0, 0, 0, 0, 1, 0] : [0, 0, 0, 1]
  const message = dissectIn(openSession(secondLife), Buffer.concat([Buffer.from(head), bytes]))
  return new Map(readTree(message).map((row) => [row.path.split('.').at(-1)!, row]))
}

const flagNames = ({ def }: TreeRow, value: number) =>
  def.flags?.filter(({ mask }) => value & mask).map(({ name }) => name)

describe('region flags', () => {
  const stats = { Region: { RegionFlags: 0x0103_0020 } }

  test('are named as in 2007 in the classic era', () => {
    const row = rowsOf('classic', 'SimStats', stats).get('RegionFlags')!
    expect(flagNames(row, 0x0103_0020)).toEqual([
      'TAX_FREE',
      'MAINLAND_VISIBLE',
      'PUBLIC_ALLOWED',
      'DENY_IDENTIFIED',
    ])
  })

  test('are named as today in the modern one, of the same path', () => {
    const row = rowsOf('modern', 'SimStats', stats).get('RegionFlags')!
    expect(row.path).toBe('sl.SimStats.Region.RegionFlags')
    expect(flagNames(row, 0x0103_0020)).toEqual([
      'ALLOW_ACCESS_OVERRIDE',
      'ALLOW_RETURN_ENCROACHING_OBJECT',
      'ALLOW_RETURN_ENCROACHING_ESTATE_OBJECT',
    ])
  })
})

describe('the shape of a primitive', () => {
  const scaled = ({ def, value }: TreeRow) =>
    Number(((value as number) * def.scale!.by + (def.scale!.plus ?? 0)).toFixed(5))
  const cuts = { PathBegin: 25, PathEnd: 10, ProfileBegin: 40, ProfileEnd: 20, ProfileHollow: 95 }

  test('has cuts in bytes in the classic era', () => {
    const rows = rowsOf('classic', 'ObjectUpdate', { RegionData: {}, ObjectData: [cuts] })
    const read = Object.keys(cuts).map((name) => scaled(rows.get(name)!))
    expect(read).toEqual([0.25, 0.9, 0.2, 0.9, 0.95])
  })

  test.each<Era>(['classic', 'modern'])('has a signed shear (%s)', (era) => {
    const shear = { PathShearX: 0xce, PathShearY: 0x32 }
    const rows = rowsOf(era, 'ObjectUpdate', { RegionData: {}, ObjectData: [shear] })
    expect([rows.get('PathShearX')!, rows.get('PathShearY')!].map(scaled)).toEqual([-0.5, 0.5])
    expect(rows.get('PathShearX')!.def.type).toBe('U8')
  })
})

test('heights on the small map are steps of four metres, and nobody is tracked at -1', () => {
  const rows = rowsOf('modern', 'CoarseLocationUpdate', {
    Location: [{ X: 1, Y: 2, Z: 6 }],
    Index: { You: 0, Prey: -1 },
  })
  expect(rows.get('Z')!.def).toMatchObject({ unit: 'm', scale: { by: 4 } })
  expect(rows.get('Prey')!.def.names!.get(-1)).toBe('NONE')
})

test('seconds since 1970 are dates, whatever the message', () => {
  const rows = rowsOf('modern', 'InventoryDescendents', {
    AgentData: {},
    ItemData: [{ CreationDate: 1_169_632_800 }],
  })
  expect(rows.get('CreationDate')).toMatchObject({ value: 1_169_632_800, def: { shown: 'date' } })
})
