import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const require = createRequire(import.meta.url)
const quick: (text: unknown) => number = require('../../build/string-width.cjs')
const whole: (text: unknown) => number = require('string-width')

const TEXTS = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      '1',
      '#',
      ' ',
      '~',
      '\u007f',
      '\u001b[1m',
      '\t',
      '\u20e3',
      '\ufe0f',
      '漢',
      '🏴',
    ),
  }),
)

it('tells widths as string-width does', () => {
  fc.assert(fc.property(TEXTS, (text) => quick(text) === whole(text)))
  for (const strange of [undefined, 7, '']) expect(quick(strange)).toBe(whole(strange))
})
