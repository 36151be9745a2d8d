import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeName, splitEnding } from '../../src/extract/safe-name.js'

describe('names from untrusted input', () => {
  it.each([
    ['notes.txt', 'notes.txt'],
    ['../../x', 'x'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/etc/passwd', 'passwd'],
    ['C:\\x', 'x'],
    ['C:x', 'C_x'],
    ['..', 'file'],
    ['.', 'file'],
    ['', 'file'],
    ['folder/', 'file'],
    ['\0', 'file'],
    ['a\0b\x1b[31m\x9b.txt', 'a_b_[31m_.txt'],
    ['gpj\u202e.exe', 'gpj_.exe'],
    ['.bashrc', '_bashrc'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['nul .tar.gz', '_nul .tar.gz'],
    ['LPT1', '_LPT1'],
    ['console', 'console'],
    ['x. . ', 'x'],
    ['  x', 'x'],
    ['a<b>:"c"|?*', 'a_b___c____'],
    ['Größe 😀.txt', 'Größe 😀.txt'],
    [`${'x'.repeat(300)}.docx`, `${'x'.repeat(195)}.docx`],
    ['😀'.repeat(100), '😀'.repeat(50)],
  ])('makes %j %j', (untrusted, safe) => {
    expect(safeName(untrusted)).toBe(safe)
  })

  it('never leaves the folder, hides, or grows', () => {
    const characters = fc.constantFrom(...'./\\ \0:aC\x01\u202e\ud800😀', 'con', 'nul', 'x'.repeat(90))
    fc.assert(
      fc.property(
        fc.array(characters).map((all) => all.join('')),
        (untrusted) => {
          const name = safeName(untrusted)
          expect(name).toMatch(/^[^./\\:\p{C}][^/\\:\p{C}]*$/u)
          expect(name).not.toMatch(/[. ]$|^(con|nul)(\..*)?$/i)
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201)
        },
      ),
    )
  })

  it('tells endings', () => {
    expect(splitEnding('a.tar.gz')).toEqual(['a.tar', '.gz'])
    expect(splitEnding('plain')).toEqual(['plain', ''])
  })
})
