import { describe, expect, it } from 'vitest'
import type { DerivedValue } from '../../src/dissect/tree.js'
import { defineField, type FieldOptions, names, Wire } from '../../src/fields/index.js'
import { Values } from '../../src/views/value.js'
import { render, written } from '../support/render.js'
import { fromHex, startMessage } from '../support/sample-messages.js'

function show(wire: Wire, hex: string, options: FieldOptions = {}, showSecrets = false): string {
  const bytes = fromHex(hex)
  const { message, at } = startMessage(bytes)
  at.take(defineField('value.test', { ...options, wire }), bytes.length)
  const values = new Values({ showSecrets, maxBytes: 10, maxText: 8 })
  return written((out) => values.row(out, message, 0))
}

function showDerived(value: DerivedValue, options: FieldOptions = {}): string {
  const { message, at } = startMessage(new Uint8Array(0))
  at.derive(defineField('value.test', { ...options, wire: Wire.Derived }), value)
  return written((out) => new Values({ showSecrets: false, maxBytes: 10, maxText: 8 }).row(out, message, 0))
}

const FLAGS = {
  flags: [
    { mask: 0x40, name: 'reliable' },
    { mask: 0x0f, name: 'low' },
  ],
}

describe('values as text', () => {
  it.each<[string, Wire, string, FieldOptions, string]>([
    ['unsigned', Wire.U16BE, 'fffe', {}, '65534'],
    ['signed', Wire.S16BE, 'fffe', {}, '-2'],
    ['signed in hex', Wire.S16BE, 'fffe', { base: 'hex' }, '0xfffe'],
    ['24 bits in hex', Wire.U24LE, '010203', { base: 'hex' }, '0x030201'],
    ['64 bits', Wire.U64BE, 'ffffffffffffffff', {}, '18446744073709551615'],
    ['64 bits, signed', Wire.S64LE, '0000000000000080', {}, '-9223372036854775808'],
    ['64 bits in hex', Wire.U64LE, '0100000000000000', { base: 'hex' }, '0x0000000000000001'],
    ['a unit', Wire.U8, '05', { unit: 'ms' }, '5 ms'],
    ['one of a unit', Wire.U8, '01', { unit: 'bytes' }, '1 byte'],
    ['a hundred and one', Wire.U8, '65', { unit: 'bytes' }, '101 bytes'],
    ['a name', Wire.U8, '02', { names: names({ 2: 'Data' }), unit: 'ms' }, 'Data (2)'],
    ['a name of a hex number', Wire.U16BE, '0002', { names: names({ 2: 'Data' }), base: 'hex' }, 'Data'],
    ['a number without a name', Wire.U8, '03', { names: names({ 2: 'Data' }) }, '3'],
    ['a name of a negative number', Wire.S8, 'ff', { names: names({ [-1]: 'none' }) }, 'none (-1)'],
    ['no flags', Wire.U8, '00', FLAGS, 'none'],
    ['one flag', Wire.U8, '40', FLAGS, 'reliable'],
    ['flags, a group of bits and unknown ones', Wire.U8, 'c5', FLAGS, 'reliable, low 0x5, 0x80'],
    ['unknown flags only', Wire.U32BE, '80000000', FLAGS, '0x80000000'],
    ['true', Wire.Bool, '01', {}, 'true'],
    ['another truth', Wire.Bool, '07', {}, 'true (7)'],
    ['false', Wire.Bool, '00', {}, 'false'],
    ['no bytes', Wire.Bytes, '', {}, 'empty'],
    ['bytes', Wire.Bytes, '00ff10', {}, '00ff10'],
    ['ten bytes', Wire.Bytes, '00010203040506070809', {}, '00010203040506070809'],
    ['more bytes', Wire.Bytes, '000102030405060708090a', {}, '0001020304050607… (11 bytes)'],
    ['text', Wire.Text, '22c3bc5c0a', {}, '"\\"ü\\\\\\n"'],
    ['no text', Wire.Text, '', {}, '""'],
    ['long text', Wire.Text, '616263646566676869', {}, '"abcdefgh"… (9 bytes)'],
    ['long text, cut between characters', Wire.Text, '61626364656667c3bc', {}, '"abcdefg"… (9 bytes)'],
    ['long UTF-16', Wire.TextUtf16BE, '00610062006300640065', {}, '"abcd"… (10 bytes)'],
    ['vector', Wire.Vector3, '0000803f0000c0bfcdcccc3d', {}, '<1, -1.5, 0.1>'],
    ['vector with a unit', Wire.Vector3, '0000803f0000c0bfcdcccc3d', { unit: 'm' }, '<1, -1.5, 0.1> m'],
    ['quaternion', Wire.Quaternion, '000000000000000000000000', {}, '<0, 0, 0, 1>'],
    ['quaternion that is none', Wire.Quaternion, '000000400000004000000040', {}, '<2, 2, 2, 0>'],
    ['packed bytes', Wire.Vector3U8, '007fff', { ranges: [[-1, 1]] }, '<-1, 0, 1>'],
    [
      'packed in ranges',
      Wire.Vector3U16,
      '0000ffff0080',
      {
        ranges: [
          [-128, 128],
          [-128, 128],
          [-256, 4096],
        ],
        unit: 'm',
      },
      '<-128, 128, 1920.0332> m',
    ],
    ['packed rotation', Wire.Vector4U16, 'ff7fff7fff7fffff', {}, '<0, 0, 0, 1>'],
    ['packed rotation in bytes', Wire.Vector4U8, '7f7f00ff', {}, '<0, 0, -1, 1>'],
    ['a scaled number', Wire.U8, '32', { scale: { by: -0.01, plus: 2 } }, '50 = 1.5'],
    ['a scaled number with a unit', Wire.S8, 'ce', { scale: { by: 0.01 }, unit: 'm' }, '-50 = -0.5 m'],
    ['a date', Wire.U32BE, '3b9aca00', { shown: 'date' }, '1000000000 = 2001-09-09 01:46:40 UTC'],
    [
      'a date of other byte order',
      Wire.U32LE,
      'ffffffff',
      { shown: 'date' },
      '4294967295 = 2106-02-07 06:28:15 UTC',
    ],
    ['no date', Wire.U32BE, '00000000', { shown: 'date' }, '0'],
    ['no date of a signed number', Wire.S32BE, 'ffffffff', { shown: 'date' }, '-1'],
    ['text with its end', Wire.Text, '6100', { ends: 0 }, '"a"'],
    ['text without its end', Wire.Text, '6162', { ends: 0 }, '"ab"'],
    ['text with a second end', Wire.Text, '610000', { ends: 0 }, '"a\\x00"'],
    ['no text but its end', Wire.Text, '00', { ends: 0 }, '""'],
    ['a secret', Wire.Text, '70617373', { role: 'secret' }, '[masked, 4 bytes]'],
    ['a secret number', Wire.U8, '07', { role: 'secret', names: names({ 7: 'seven' }) }, '[masked, 1 byte]'],
    ['a value of which a part is there', Wire.U32BE, '0102', {}, '0102'],
    ['a secret of which a part is there', Wire.U32BE, '0102', { role: 'secret' }, '[masked, 2 bytes]'],
  ])('%s', (_, wire, hex, options, text) => {
    expect(show(wire, hex, options)).toBe(text)
  })

  it('shows secrets when asked', () => {
    expect(show(Wire.Text, '70617373', { role: 'secret' }, true)).toBe('"pass"')
  })

  it.each<[DerivedValue, FieldOptions, string]>([
    ['found', {}, 'found'],
    ['a\x1bb', {}, 'a\\x1bb'],
    ['', {}, 'empty'],
    ['longer than eight', {}, 'longer …'],
    [true, {}, 'true'],
    [5, { unit: 's' }, '5 s'],
    [1, { unit: 'bytes' }, '1 byte'],
    [-1.5, { base: 'hex' }, '-1.5'],
    [255, { base: 'hex' }, '0xff'],
    ['password', { role: 'secret' }, '[masked]'],
    ['a "b" ', { quoted: true }, '"a \\"b\\" "'],
    ['longer than eight', { quoted: true }, '"longer …"'],
    ['', { quoted: true }, '""'],
  ])('derived %j', (value, options, text) => {
    expect(showDerived(value, options)).toBe(text)
  })
})

describe('values as JSON', () => {
  function json(wire: Wire, hex: string, options: FieldOptions = {}): unknown {
    const bytes = fromHex(hex)
    const { message, at } = startMessage(bytes)
    at.take(defineField('value.test', { ...options, wire }), bytes.length)
    return JSON.parse(render('json', [message])).fields.test
  }

  it.each<[string, Wire, string, FieldOptions, unknown]>([
    ['a number', Wire.U16BE, 'fffe', { base: 'hex', unit: 's' }, 65534],
    ['a date', Wire.U32BE, '3b9aca00', { shown: 'date' }, 1_000_000_000],
    ['64 bits that a double holds', Wire.U64BE, '001fffffffffffff', {}, 2 ** 53 - 1],
    ['64 bits beyond', Wire.U64BE, '0020000000000000', {}, '9007199254740992'],
    ['64 bits, signed, beyond', Wire.S64BE, 'ffe0000000000000', {}, '-9007199254740992'],
    ['a name', Wire.U8, '02', { names: names({ 2: 'Data' }) }, { value: 2, name: 'Data' }],
    ['a number without a name', Wire.U8, '03', { names: names({ 2: 'Data' }) }, { value: 3 }],
    ['flags', Wire.U8, 'c5', FLAGS, { value: 0xc5, names: ['reliable', 'low'] }],
    ['a float', Wire.F32BE, '3dcccccd', {}, 0.1],
    ['no number', Wire.F32BE, '7fc00000', {}, 'NaN'],
    ['infinity', Wire.F64BE, 'fff0000000000000', {}, '-Infinity'],
    ['true', Wire.Bool, '01', {}, true],
    ['another truth', Wire.Bool, '07', {}, 7],
    ['bytes', Wire.Bytes, '00ff10', {}, '00ff10'],
    ['padding', Wire.Padding, '0000', {}, '0000'],
    ['text', Wire.Text, '1bc3bc', {}, '\x1bü'],
    ['vector', Wire.Vector3, '0000803f0000c0bf0000c07f', {}, [1, -1.5, 'NaN']],
    ['quaternion', Wire.Quaternion, '000000000000000000000000', {}, [0, 0, 0, 1]],
    ['a packed rotation', Wire.Vector4U8, '7f7f00ff', {}, [0, 0, -1, 1]],
    ['a scaled number', Wire.U8, '32', { scale: { by: 0.01 } }, { value: 50, scaled: 0.5 }],
    ['text with its end', Wire.Text, '6100', { ends: 0 }, 'a'],
    ['a secret', Wire.U64BE, '0102030405060708', { role: 'secret' }, { masked: true, length: 8 }],
    ['a value of which a part is there', Wire.U32BE, '0102', {}, '0102'],
    [
      'a secret of which a part is there',
      Wire.U32BE,
      '0102',
      { role: 'secret' },
      { masked: true, length: 2 },
    ],
  ])('%s', (_, wire, hex, options, value) => {
    expect(json(wire, hex, options)).toEqual(value)
  })
})
