import { describe, expect, it } from 'vitest'
import { Cursor, UNDECODED } from '../../src/dissect/cursor.js'
import { MAX_DEPTH, MAX_FIELDS } from '../../src/dissect/limits.js'
import { Message } from '../../src/dissect/message.js'
import { ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_START } from '../../src/dissect/tree.js'
import { bytes, fieldById, group, layer, u8, u16 } from '../../src/fields/index.js'

const T = layer('cursortest', {
  kind: u8(),
  low: u8({ mask: 0x0f }),
  high: u8({ mask: 0xf0 }),
  length: u16({ role: 'length' }),
  body: bytes(),
  password: bytes({ role: 'secret' }),
  list: group(),
})

function start(data: readonly number[], cut = 0): { at: Cursor; message: Message } {
  const message = new Message()
  message.addSource('message', Uint8Array.from(data), 0, data.length, cut)
  const at = new Cursor()
  at.begin(message, 0)
  return { at, message }
}

/** Rows as `name start+length @depth`. */
function rows(message: Message): string[] {
  return Array.from({ length: message.tree.count }, (_, i) => {
    const row = message.tree.rows.subarray(i * ROW_SIZE, (i + 1) * ROW_SIZE)
    return `${fieldById(row[0]!).name} ${row[ROW_START]}+${row[ROW_LENGTH]} @${row[ROW_DEPTH]}`
  })
}

describe('Cursor', () => {
  it('records and returns in one call', () => {
    const { at, message } = start([7, 0x12, 0x34, 9])
    expect(at.read(T.kind)).toBe(7)
    expect(at.read(T.length)).toBe(0x1234)
    expect(at.take(T.body, 1)).toBe(3)
    at.finish()
    expect(rows(message)).toEqual(['kind 0+1 @0', 'length 1+2 @0', 'body 3+1 @0'])
    expect(message.findings).toEqual([])
  })

  it('takes bits of the leaf before, one level deeper', () => {
    const { at, message } = start([0xa5])
    const value = at.read(T.kind)
    expect(at.bits(T.high, value)).toBe(0xa)
    expect(at.bits(T.low, value)).toBe(5)
    expect(rows(message)).toEqual(['kind 0+1 @0', 'high 0+1 @1', 'low 0+1 @1'])
  })

  it('turns a short read into one undecoded leaf and one finding', () => {
    const { at, message } = start([1, 2])
    at.read(T.kind)
    expect(at.read(T.length)).toBe(0)
    expect(at.read(T.kind)).toBe(0)
    expect(at.take(T.body, 5)).toBe(-1)
    at.finish()
    expect(rows(message)).toEqual(['kind 0+1 @0', 'undecoded 1+1 @0'])
    expect(message.findings.map((f) => f.text)).toEqual([
      "Not enough data for 'length': 2 bytes needed at offset 1, 1 left before the end of the data.",
    ])
  })

  it('names the length field that set the limit, and goes on behind the region', () => {
    const { at, message } = start([1, 2, 3, 4, 5])
    at.enter(1, T.length)
    at.read(T.length)
    at.leave()
    expect(at.read(T.kind)).toBe(2)
    at.finish()
    expect(message.findings.map((f) => f.text)).toEqual([
      "Not enough data for 'length': 2 bytes needed at offset 0, 1 left before the length in cursortest.length.",
      '3 bytes left over before the end of the data.',
    ])
    expect(rows(message)).toEqual(['undecoded 0+1 @0', 'kind 1+1 @0', 'undecoded 2+3 @0'])
  })

  it('reports a length beyond the end once, then reads what is there', () => {
    const { at, message } = start([1, 2, 3])
    at.enter(200, T.length)
    at.read(T.kind)
    at.read(T.length)
    at.read(T.length)
    at.leave()
    at.finish()
    expect(rows(message)).toEqual(['kind 0+1 @0', 'length 1+2 @0'])
    expect(message.findings.map((f) => [f.kind.code, f.text])).toEqual([
      [
        'malformed.length',
        'cursortest.length says 200 bytes follow, but only 3 are left before the end of the data.',
      ],
    ])
  })

  it('keeps the damage of a length that is too long inside the region around it', () => {
    const { at, message } = start([1, 2, 3, 4, 5])
    at.enter(3, T.length)
    at.read(T.kind)
    at.enter(200, T.length)
    at.read(T.kind)
    at.leave()
    expect(at.more).toBe(false)
    at.leave()
    expect(at.read(T.length)).toBe(0x0405)
    at.finish()
    expect(message.findings.map((f) => f.kind.code)).toEqual(['malformed.length', 'malformed.left-over'])
  })

  it('tells a cut capture from a malformed message', () => {
    const { at, message } = start([1], 10)
    at.read(T.length)
    at.finish()
    expect(message.findings.map((f) => [f.kind.code, f.text])).toEqual([
      ['capture.cut', "The capture lacks the rest of this: 'length' needs 2 bytes at offset 0, 1 are there."],
    ])
  })

  it('keeps what is there of a cut secret a secret', () => {
    const { at, message } = start([1, 2])
    at.take(T.password, 8)
    at.finish()
    expect(rows(message)).toEqual(['password 0+2 @0'])
    expect(message.findings).toHaveLength(1)
  })

  it('refuses negative lengths', () => {
    const { at, message } = start([1, 2])
    expect(at.take(T.body, -1)).toBe(-1)
    at.finish()
    expect(message.findings).toHaveLength(1)
  })

  it('sets the length of groups and closes those left open', () => {
    const { at, message } = start([1, 2, 3])
    at.open(T.list)
    at.read(T.kind)
    at.open(T.list)
    at.read(T.kind)
    at.close()
    at.read(T.kind)
    at.finish()
    expect(rows(message)).toEqual(['list 0+3 @0', 'kind 0+1 @1', 'list 1+1 @1', 'kind 1+1 @2', 'kind 2+1 @1'])
  })

  it('stops at the cap on nested groups', () => {
    const { at, message } = start(new Array(200).fill(1))
    for (let i = 0; i < 150; i++) {
      at.open(T.list)
      at.read(T.kind)
    }
    at.finish()
    expect(message.findings.map((f) => f.kind.code)).toEqual(['limit.depth'])
    expect(at.depth).toBe(0)
    expect(message.tree.count).toBe(MAX_DEPTH * 2 + 1)
  })

  it('stops at the cap on fields', () => {
    const { at, message } = start(new Array(MAX_FIELDS + 10).fill(1))
    while (at.more) at.read(T.kind)
    at.finish()
    expect(message.findings.map((f) => f.kind.code)).toEqual(['limit.fields'])
    const last = message.tree.rows.subarray((message.tree.count - 1) * ROW_SIZE)
    expect(fieldById(last[0]!)).toBe(UNDECODED)
    expect(last[ROW_LENGTH]).toBe(10)
  })
})
