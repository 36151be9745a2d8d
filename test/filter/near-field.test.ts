import { beforeAll, describe, expect, it } from 'vitest'
import { allFields } from '../../src/fields/definition.js'
import { pathPattern } from '../../src/fields/path-pattern.js'
import { nearField } from '../../src/filter/near-field.js'
import { vocabulary } from '../support/filter.js'

beforeAll(async () => (await vocabulary()).declare())

describe('a path that fits no field', () => {
  it.each([
    // The whole path, nearly.
    ['flap.chanel', " Did you mean 'flap.channel'?"],
    ['FLAP.CHANEL', " Did you mean 'flap.channel'?"],
    // Its last names, in either case, also where the field's are longer, and its label.
    ['icbm.Cookie', " Did you mean 'oscar.icbm.cookie'?"],
    ['tlv.type', "'**.tlv.tlv_type', which fits"],
    ['TLV.Typ', "'**.tlv.tlv_type', which fits"],
    ['CircuitCode.Code', "'sl.UseCircuitCode.CircuitCode.Code'?"],
    // One of them mistyped.
    ['ChatData.Mesage', "'sl.ChatFromViewer.ChatData.Message' or 'sl.ChatFromSimulator.ChatData.Message'?"],
    // The group, where all of it is asked for.
    ['ChatData.*', "'sl.ChatFromViewer.ChatData' or"],
  ])('%s: %s', (path, told) => {
    expect(nearField(path)).toContain(told)
  })

  it.each(['xyzzy.qqq', 'a*.b*c', '*.**', `sl.${'x'.repeat(5000)}`])('%s: nothing is near', (path) => {
    expect(nearField(path)).toBe('')
  })

  it('is told only what there is', () => {
    const told = nearField('TLV.Type')
    for (const [, path] of told.matchAll(/'([^']+)'/g)) {
      const fits = pathPattern(path!)
      expect(allFields().some((field) => fits(field.path))).toBe(true)
    }
  })

  it('is told other words where they would do', () => {
    expect(nearField('message.typ', ['message.type'])).toBe(" Did you mean 'message.type'?")
    expect(nearField('message.typ')).not.toContain("'message.type'")
  })
})
