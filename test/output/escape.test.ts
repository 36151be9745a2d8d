import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeText, Form, writeText, writeTextBytes, writeUtf16 } from '../../src/output/escape.js'
import { isInvisible } from '../../src/output/invisible.js'
import { columnsOf } from '../../src/output/width.js'
import { written } from '../support/render.js'

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
})

const fromText = (text: string, form: Form) => written((out) => writeText(out, text, form), 64)
const fromBytes = (bytes: Uint8Array, form: Form) =>
  written((out) => writeTextBytes(out, bytes, 0, bytes.length, form), 64)
const fromUtf16 = (bytes: Uint8Array, little: boolean, form: Form) =>
  written((out) => writeUtf16(out, bytes, 0, bytes.length, little, form), 64)

/** Undoes the plain form. */
function undo(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\}|(.))/gu, (_, byte, code, short) => {
    if (byte ?? code) return String.fromCodePoint(Number.parseInt(byte ?? code, 16))
    return { n: '\n', r: '\r', t: '\t' }[short as string] ?? short
  })
}

describe('isInvisible', () => {
  it('knows everything that Unicode calls control, format, separator, surrogate or ignorable', () => {
    const wrong: number[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      if (isInvisible(code) !== INVISIBLE.test(String.fromCodePoint(code))) wrong.push(code)
    }
    expect(wrong).toEqual([])
  })
})

describe('escaping', () => {
  it.each([
    ['plain ASCII', 'plain ASCII'],
    ['Ünïcödé 漢字 🦊', 'Ünïcödé 漢字 🦊'],
    ['C:\\temp', 'C:\\\\temp'],
    ['a "quote"', 'a "quote"'],
    ['\r\n\t', '\\r\\n\\t'],
    ['\0\x1b]0;title\x07\x7f', '\\x00\\x1b]0;title\\x07\\x7f'],
    ['\x9b31mred', '\\x9b31mred'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200b}width\\u{feff}'],
    ['line\u2028paragraph\u2029', 'line\\u{2028}paragraph\\u{2029}'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['lone \ud800 and \udfff', 'lone \\u{d800} and \\u{dfff}'],
  ])('%j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
    expect(fromText(text, Form.Plain)).toBe(escaped)
    expect(JSON.parse(`"${fromText(text, Form.Json)}"`)).toBe(text)
  })

  it('quotes only where there are quotes', () => {
    expect(fromText('say "hi"', Form.Quoted)).toBe('say \\"hi\\"')
  })

  it('can be undone, and leaves nothing invisible', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = fromText(text, Form.Plain)
        expect(escaped).not.toMatch(INVISIBLE)
        expect(escapeText(text)).toBe(escaped)
        expect(undo(escaped)).toBe(text)
        const json = fromText(text, Form.Json)
        expect(json).not.toMatch(INVISIBLE)
        expect(JSON.parse(`"${json}"`)).toBe(text)
      }),
    )
  })

  it('does long texts through a small buffer', () => {
    const text = `${'x'.repeat(5000)}\n${'é'.repeat(5000)}`
    expect(fromText(text, Form.Plain)).toBe(text.replace('\n', '\\n'))
    expect(fromBytes(Buffer.from(text), Form.Plain)).toBe(text.replace('\n', '\\n'))
  })
})

describe('bytes as text', () => {
  it('are UTF-8 where they are valid throughout, else Latin-1', () => {
    expect(fromBytes(Buffer.from('für 漢\n'), Form.Plain)).toBe('für 漢\\n')
    expect(fromBytes(Uint8Array.of(0x66, 0xfc, 0x72, 0x9b, 0xad), Form.Plain)).toBe('für\\x9b\\xad')
    expect(fromBytes(Uint8Array.of(0xc3, 0xbc, 0xff), Form.Plain)).toBe('Ã¼ÿ')
  })

  it('agree with the platform about what is valid', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xbf),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.array(byte, { maxLength: 6 }).map((bytes) => Uint8Array.from(bytes)),
        ),
        (bytes) => {
          let text: string
          try {
            text = strict.decode(bytes)
          } catch {
            text = Buffer.from(bytes).toString('latin1')
          }
          expect(fromBytes(bytes, Form.Plain)).toBe(escapeText(text))
          expect(JSON.parse(`"${fromBytes(bytes, Form.Json)}"`)).toBe(text)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('are UTF-16 in either order, with surrogates as they come and a last odd byte', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const little = new Uint8Array(Buffer.from(text, 'utf16le'))
        const big = new Uint8Array(Buffer.from(text, 'utf16le').swap16())
        expect(fromUtf16(little, true, Form.Plain)).toBe(escapeText(text))
        expect(fromUtf16(big, false, Form.Plain)).toBe(escapeText(text))
        expect(JSON.parse(`"${fromUtf16(big, false, Form.Json)}"`)).toBe(text)
      }),
    )
    expect(fromUtf16(Uint8Array.of(0x41, 0, 0x42), true, Form.Plain)).toBe('A\\x42')
    expect(fromUtf16(Uint8Array.of(0x3c, 0xd8), true, Form.Plain)).toBe('\\u{d83c}')
  })
})

describe('columnsOf', () => {
  it('gives two to wide characters', () => {
    const columns = (text: string) => [...text].map((character) => columnsOf(character.codePointAt(0)!))
    expect(columns('aé→漢ｱＡ한🦊')).toEqual([1, 1, 1, 2, 1, 2, 2, 2])
  })
})
