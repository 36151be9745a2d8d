import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FilterError } from '../../src/filter/error.js'
import { parseFilter } from '../../src/filter/parse.js'
import type { Expression, Item, Op, Test, Value } from '../../src/filter/syntax.js'
import { printFilter } from '../support/print-filter.js'

/** A tree without the places its parts stood at. */
const bare = (expression: Expression): unknown =>
  JSON.parse(
    JSON.stringify(expression, (key, value) =>
      key === 'at' || (key === 'length' && 'at' in Object(value)) ? undefined : value,
    ),
    (_, value) => {
      if (value && typeof value === 'object' && 'quoted' in value) delete value.length
      return value
    },
  )

const value = (text: string, quoted: boolean): Value => ({ text, quoted, at: 0, length: 0 })
const words = fc
  .stringMatching(/^[a-zA-Z][\w.:*/-]{0,12}$/)
  .filter((word) => !word.includes('..') && !word.startsWith('r"'))
const word = words.map((text) => value(text, false))
const anyValue = fc.oneof(
  word,
  fc.integer({ min: -1000, max: 70_000 }).map((number) => value(String(number), false)),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => value(text, true)),
)
const path = word.filter(({ text }) => text !== 'not')
const item: fc.Arbitrary<Item> = fc.oneof(anyValue, fc.record({ low: anyValue, high: anyValue }))
const slice = fc.record({
  offset: fc.integer({ min: -20, max: 20 }),
  length: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
})
const compared: fc.Arbitrary<Pick<Test, 'op' | 'values'>> = fc.oneof(
  fc.constant({ op: undefined, values: [] }),
  fc.record({
    op: fc.constantFrom<Op>('==', '===', '!=', '!==', '<', '<=', '>', '>=', 'contains', 'matches'),
    values: fc.tuple(anyValue),
  }),
  fc.record({ op: fc.constant<Op>('in'), values: fc.array(item, { minLength: 1, maxLength: 4 }) }),
)
const test: fc.Arbitrary<Test> = fc
  .tuple(path, fc.array(slice, { maxLength: 2 }), fc.option(anyValue, { nil: undefined }), compared)
  .map(([path, slices, mask, rest]) => ({ kind: 'test', path, slices, mask, ...rest }))
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test,
    fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

describe('parsing', () => {
  it('reads what is printed back to the same tree', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        expect(bare(parseFilter(printFilter(expression)))).toEqual(bare(expression))
      }),
    )
  })

  it('throws nothing but filter errors that point into the text', () => {
    const pieces = fc.constantFrom(
      ...[
        'ip.src',
        '==',
        '!',
        '(',
        ')',
        '{',
        '}',
        '..',
        '"',
        "'",
        'r"',
        '[0:2]',
        '[',
        ']',
        '&',
        '&&',
        'or',
        'in',
        'not',
        '\\x4',
        ' ',
        '1',
        '::1',
        ',',
        '~',
        '€',
        '\ud800',
      ],
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parseFilter(text)
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError)
          const { at, length } = error as FilterError
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at + length).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('bounds how deep brackets go', () => {
    expect(() => parseFilter(`${'('.repeat(5000)}udp`)).toThrow(FilterError)
    expect(() => parseFilter(`${'!'.repeat(5000)}udp`)).toThrow(FilterError)
    expect(parseFilter(Array(5000).fill('udp').join(' or ')).kind).toBe('or')
  })

  it('binds ! before and, and before or', () => {
    const tree = (text: string) => bare(parseFilter(text))
    expect(tree('a or b and not c == 1')).toEqual(tree('a or (b and (not (c == 1)))'))
    expect(tree('a & 1 == 1 && b')).toEqual(tree('((a & 1) == 1) and (b)'))
    expect(tree('a in {1, 2, 5..9}')).toEqual(tree('a in {1 2 5..9}'))
    expect(tree('a ~ "x" || !b ge 3')).toEqual(tree('a matches "x" or not b >= 3'))
  })

  it('reads texts as they are meant', () => {
    const text = (source: string) => ((parseFilter(`a == ${source}`) as Test).values[0] as Value).text
    expect(text(String.raw`"a\"b\\c\x41\u{1f600}\n"`)).toBe('a"b\\cA\u{1f600}\n')
    expect(text(String.raw`"\d+\."`)).toBe(String.raw`\d+\.`)
    expect(text(String.raw`r"\x41"`)).toBe(String.raw`\x41`)
    expect(text(`'say "hi"'`)).toBe('say "hi"')
  })

  it.each([
    ['', 0, 0],
    ['udp and', 7, 0],
    ['udp.port = 1', 9, 1],
    ['udp.port == ', 12, 0],
    ['(udp', 4, 0],
    ['udp)', 3, 1],
    ['a == "x', 5, 2],
    ['a[0:0] == 1', 1, 5],
    ['a in 5', 5, 1],
    ['a in {1', 7, 0],
    ['a in {}', 6, 1],
    ['(a == 1) == 2', 9, 2],
    ['a b', 2, 1],
  ])('points at the place: %s', (source, at, length) => {
    try {
      parseFilter(source)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ name: 'FilterError', at, length })
    }
  })
})
