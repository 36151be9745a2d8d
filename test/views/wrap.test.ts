import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTheme } from '../../src/output/colour.js'
import { columnsOf } from '../../src/output/width.js'
import { Break, encodeLines, endLine, lineEnd } from '../../src/views/wrap.js'
import { written } from '../support/render.js'

const style = createTheme(false).label

function wrap(text: string, columns: number): string[] {
  return encodeLines(text, columns).map((label) => written((out) => out.label(label)))
}

const widthOf = (text: string) => [...text].reduce((sum, char) => sum + columnsOf(char.codePointAt(0)!), 0)

describe('wrapping', () => {
  it.each([
    ['fits', 10, ['fits']],
    ['two words', 5, ['two', 'words']],
    ['two words', 8, ['two', 'words']],
    ['ad655eb6-5ff6-4b67-afee-6fdaf1f8f165', 21, ['ad655eb6-5ff6-4b67-', 'afee-6fdaf1f8f165']],
    ['<1.5, -2, 3>', 6, ['<1.5,', '-2, 3>']],
    ['a - b', 3, ['a -', 'b']],
    ['frames 7-13', 9, ['frames', '7-13']],
    ['on 2001-09-09', 11, ['on', '2001-09-09']],
    ['1-2-3-4-5-6', 5, ['1-2-', '3-4-', '5-6']],
    ['10000-20000', 7, ['10000-', '20000']],
    ['aa 09461345-4444', 14, ['aa', '09461345-4444']],
    ['aa 09461345-4444-a', 15, ['aa 09461345-', '4444-a']],
    ['TemplateChecksumReply (0xffffffff)', 20, ['TemplateChecksum', 'Reply (0xffffffff)']],
    ['CMD_AUTH_LOGON_CHALLENGE', 20, ['CMD_AUTH_LOGON_', 'CHALLENGE']],
    ['2001:db8::ff00:42:8329', 21, ['2001:db8::ff00:42:', '8329']],
    ['0123456789abcdef', 6, ['012345', '6789ab', 'cdef']],
    ['漢字漢字', 5, ['漢字', '漢字']],
    ['漢字', 1, ['漢', '字']],
    ['\x1b', 10, ['\\x1b']],
    ['abc\x1b\u{202e}\n', 5, ['abc', '\\x1b', '\\u{20', '2e}\\n']],
    ['ab\r\n', 5, ['ab\\r', '\\n']],
    ['C:\\Windows', 3, ['C:', '\\\\W', 'ind', 'ows']],
    ['', 10, []],
  ])('%j in %d columns', (text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines)
  })

  it('loses nothing but spaces where it breaks, and keeps to the width', () => {
    const words = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom(' ', ',', '-')),
    )
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 40 }), (parts, columns) => {
        const lines = wrap(parts.join(''), columns)
        const whole = wrap(parts.join(''), 1e6).join('')
        expect(lines.join('').replaceAll(' ', '')).toBe(whole.replaceAll(' ', ''))
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
      }),
    )
  })

  it('finds the same end in ASCII text whether it is told so or not', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '-', ',', '1'), maxLength: 60 })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (letters, columns) => {
        const bytes = new TextEncoder().encode(letters)
        for (const fallback of [Break.Anywhere, Break.InNames]) {
          const end = lineEnd(bytes, 0, bytes.length, columns, fallback)
          expect(lineEnd(bytes, 0, bytes.length, columns, fallback, true)).toBe(end)
        }
      }),
    )
  })

  it('breaks text that is no name anywhere', () => {
    const bytes = new TextEncoder().encode('TemplateChecksumReply')
    expect(lineEnd(bytes, 0, bytes.length, 20, Break.Anywhere)).toBe(20)
    expect(lineEnd(bytes, 0, bytes.length, 20, Break.InNames)).toBe(16)
  })

  it('ends long lines below their indentation', () => {
    const line = written((out) => {
      out.beginLine(100)
      out.ascii('one two  three four')
      endLine(out, 0, style, 10, 2)
    })
    expect(line).toBe('one two\n  three\n  four\n')
  })
})
