import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { content, narrow, u8, u16, u32, wide } from '../../../bench/encode/grand-chase.js'
import { guess } from '../../../dissectors/grand-chase/guess.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectBy } from '../../support/dissect.js'
import { readTree } from '../../support/read-tree.js'

/** The leaves of a guess: labels and values. */
function read(bytes: Uint8Array): unknown[] {
  const message = dissectBy((at) => guess(at.bytes, at.pos, at.end).record(at), bytes)
  expect(coverageFaults(message)).toEqual([])
  expect(message.findings).toEqual([])
  return readTree(message)
    .filter(({ def }) => !def.label.startsWith('Item') && !def.label.startsWith('Content'))
    .map(({ def, value }) => `${def.label} ${value}`)
}

describe('a guess', () => {
  it('finds strings of both kinds, numbers between and odd bytes', () => {
    const bytes = content(u8(3), u32(7), wide('Ronan'), u32(9), narrow('10.0.0.1'), u16(5))
    expect(read(bytes)).toEqual([
      'Bytes? 03',
      'Number? 7',
      'Length? 10',
      'Text? Ronan',
      'Number? 9',
      'Length? 8',
      'Text? 10.0.0.1',
      'Bytes? 0005',
    ])
  })

  it('finds vectors of strings, and of numbers up to the end', () => {
    const bytes = content(u32(2), wide('ai.kom'), wide('main.exe'), u32(3), u32(1), u32(2), u32(4))
    expect(read(bytes)).toEqual([
      'Count? 2',
      'Length? 12',
      'Text? ai.kom',
      'Length? 16',
      'Text? main.exe',
      'Count? 3',
      'Number? 1',
      'Number? 2',
      'Number? 4',
    ])
  })

  it('finds Korean, in UTF-16 and in CP949', () => {
    expect(read(wide('안녕하세요'))).toEqual(['Length? 10', 'Text? 안녕하세요'])
    expect(read(content(u32(4), Buffer.from('bec8b3e7', 'hex')))[0]).toBe('Length? 4')
  })

  it('does not take numbers for strings', () => {
    expect(read(content(u32(2), u32(0x10000), u16(1)))).toEqual([
      'Bytes? 0000',
      'Number? 131073',
      'Number? 1',
    ])
    expect(read(content(u32(0), u32(4), u32(1)))).toEqual(['Number? 0', 'Number? 4', 'Number? 1'])
  })

  it('leaves long stretches of anything else as bytes', () => {
    expect(read(Buffer.alloc(100, 0xee))).toEqual([`Bytes? ${'ee'.repeat(100)}`])
  })

  it('masks what stands where logins have the password', () => {
    const rest = [wide('10.0.0.1')]
    for (const bytes of [
      content(narrow('me'), narrow('secret'), ...rest),
      content(u32(7), narrow('me'), narrow('secret'), ...rest),
    ]) {
      expect(guess(bytes, 0, bytes.length).secret).toBe(true)
      expect(read(bytes)).toContain('Password? secret')
    }
    const chat = content(wide('me'), narrow('hello'))
    expect(guess(chat, 0, chat.length).secret).toBe(false)
  })

  it('covers any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => void read(bytes)))
  })

  it('takes linear time, also for what looks like many strings', () => {
    const begin = performance.now()
    for (const pattern of ['00000010', '0000000220', '00000ba0', '000000044142', '00000002000000']) {
      const bytes = Buffer.from(pattern.repeat(60_000 / pattern.length), 'hex')
      guess(bytes, 0, bytes.length)
    }
    expect(performance.now() - begin).toBeLessThan(1000)
  })
})
