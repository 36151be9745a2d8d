import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../src/output/byte-writer.js'
import { encode, encodeText, LabelCache } from '../../src/output/label.js'
import { CollectingSink } from '../../src/output/sink.js'
import { written } from '../support/render.js'

describe('ByteWriter', () => {
  it('writes integers as JavaScript does', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => written((out) => out.decimal(value)) === String(value)),
    )
    for (const value of [0, 9, 10, 99, 100, 999_999_999, 1e9, 2 ** 31, 2 ** 32, 1e15, 2 ** 53 - 1]) {
      expect(written((out) => out.decimal(value))).toBe(String(value))
      expect(written((out) => out.decimal(-value))).toBe(value === 0 ? '0' : String(-value))
    }
  })

  it('pads numbers with zeros, and never cuts them', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), (value, digits) => {
        expect(written((out) => out.padded(value, digits))).toBe(String(value).padStart(digits, '0'))
      }),
    )
  })

  it('writes hex numbers and bytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff_ffff }),
        fc.integer({ min: 1, max: 8 }),
        (value, digits) => {
          const whole = value.toString(16).padStart(8, '0')
          expect(written((out) => out.hex(value, digits))).toBe(whole.slice(8 - digits))
        },
      ),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10_000 }), (bytes) => {
        expect(written((out) => out.hexBytes(bytes, 0, bytes.length), 64)).toBe(
          Buffer.from(bytes).toString('hex'),
        )
      }),
    )
  })

  it('counts columns across flushes, leaving out what takes none', () => {
    const out = new ByteWriter(new CollectingSink(), 64)
    out.startLine()
    out.ascii('12345')
    out.flush()
    out.spaces(3)
    expect(out.column).toBe(8)
    out.label(encodeText('é漢'))
    expect(out.column).toBe(11)
    out.padTo(20)
    expect(out.column).toBe(20)
    out.padTo(10)
    expect(out.column).toBe(20)
    out.newline()
    expect(out.column).toBe(0)
  })

  it('keeps a line whole while it may be taken back, however small the buffer', () => {
    const line = 'x'.repeat(500)
    const sink = new CollectingSink()
    const out = new ByteWriter(sink, 64)
    out.ascii('before ')
    out.beginLine(16)
    const from = out.pos
    out.ascii(line)
    const taken = new DataView(new ArrayBuffer(508))
    out.moveBack(from, taken)
    out.ascii('after')
    out.endLine()
    out.flush()
    expect(sink.text).toBe('before after\n')
    expect(Buffer.from(taken.buffer, 0, 500).toString()).toBe(line)
  })

  it('writes the same through a buffer of any size', () => {
    const pieces = fc.array(
      fc.oneof(
        fc
          .string({ unit: 'grapheme-ascii', maxLength: 100 })
          .map((text) => (out: ByteWriter) => out.ascii(text)),
        fc.string({ maxLength: 100 }).map((text) => (out: ByteWriter) => out.label(encodeText(text))),
        fc.nat({ max: 100 }).map((count) => (out: ByteWriter) => out.spaces(count)),
        fc.maxSafeInteger().map((value) => (out: ByteWriter) => out.decimal(value)),
        fc
          .uint8Array({ maxLength: 200 })
          .map((bytes) => (out: ByteWriter) => out.hexBytes(bytes, 0, bytes.length)),
        fc.constant((out: ByteWriter) => out.newline()),
      ),
    )
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 300 }), (parts, capacity) => {
        const write = (out: ByteWriter) => {
          for (const part of parts) part(out)
        }
        expect(written(write, capacity)).toBe(written(write))
      }),
    )
  })
})

describe('labels', () => {
  it('hold what was written, escaped, with its columns', () => {
    const label = encodeText('a\u001bé漢')
    expect(written((out) => out.label(label))).toBe('a\\x1bé漢')
    expect(label).toMatchObject({ length: 10, columns: 8 })
    expect(encode(() => {})).toMatchObject({ length: 0, columns: 0 })
  })

  it('are kept for texts that come again, within bounds', () => {
    const cache = new LabelCache()
    expect(cache.get('a')).toBe(cache.get('a'))
    const first = cache.get('first')
    for (let i = 0; i < 5000; i++) cache.get(`text ${i}`)
    expect(cache.get('first')).not.toBe(first)
    expect(cache.get('first')).toEqual(first)
    const long = 'x'.repeat(1000)
    expect(cache.get(long)).not.toBe(cache.get(long))
  })
})
