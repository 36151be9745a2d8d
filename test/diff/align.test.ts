import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Alignment, align, type Sequence } from '../../src/diff/align.js'

/** Contents in hundreds are of one kind. */
function sequence(contents: readonly number[]): Sequence {
  return {
    content: Int32Array.from(contents),
    kind: Int32Array.from(contents, (content) => Math.floor(content / 100)),
  }
}

function alignNumbers(a: readonly number[], b: readonly number[]): Alignment {
  return align(sequence(a), sequence(b), (i, j) => 1 / (1 + Math.abs(a[i]! - b[j]!)))
}

/** `a=b` for pairs, `a-` and `+b` for what is alone, `a~b` for what moved. */
function told(a: readonly number[], b: readonly number[]): string[] {
  const { ofA, ofB, moved } = alignNumbers(a, b)
  return [
    ...a.map((each, i) => (ofA[i]! < 0 ? `${each}-` : `${each}${moved.has(i) ? '~' : '='}${b[ofA[i]!]}`)),
    ...b.filter((_, j) => ofB[j]! < 0).map((each) => `+${each}`),
  ].filter((line) => !/^(\d+)=\1$/.test(line))
}

test('one insertion does not shift what follows, even among equals', () => {
  expect(told([1, 2, 3], [1, 9, 2, 3])).toEqual(['+9'])
  expect(told([5, 5, 7, 5], [5, 5, 5, 7, 5])).toEqual(['+5'])
  expect(told([100, 101, 102, 103], [100, 101, 102, 103, 104])).toEqual(['+104'])
})

test('a changed element is paired with the most alike of its kind', () => {
  expect(told([100, 120, 140, 160], [100, 141, 160])).toEqual(['120-', '140=141'])
  expect(told([100, 200, 101], [100, 201, 101])).toEqual(['200=201'])
  expect(told([100, 250], [250, 100])).toHaveLength(1)
})

test('elements of different kinds are never paired', () => {
  expect(told([100], [200])).toEqual(['100-', '+200'])
})

test('the only thing said of a sequence edited once is that edit', () => {
  const contents = fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { minLength: 3, maxLength: 60 })
  fc.assert(
    fc.property(contents, fc.nat(), fc.nat(), (list, first, second) => {
      const at = first % list.length
      const without = list.toSpliced(at, 1)
      expect(told(list, without)).toEqual([`${list[at]}-`])
      expect(told(without, list)).toEqual([`+${list[at]}`])
      const to = second % without.length
      const moved = without.toSpliced(to, 0, list[at]!)
      expect(told(list, moved).length).toBe(to === at ? 0 : 1)
    }),
  )
})

test('every element has at most one counterpart, of its kind, on any input', () => {
  const list = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 })
  fc.assert(
    fc.property(list, list, (a, b) => {
      const { ofA, ofB } = alignNumbers(a, b)
      for (const [i, j] of ofA.entries()) {
        if (j < 0) continue
        expect(ofB[j]).toBe(i)
        expect(Math.floor(a[i]! / 100)).toBe(Math.floor(b[j]! / 100))
      }
      if (a.some((each) => b.includes(each))) expect(ofA.some((j) => j >= 0)).toBe(true)
    }),
  )
})

test('sequences that have nothing in common are aligned by place, and that is said', () => {
  const a = Array.from({ length: 5000 }, (_, i) => i * 2 + ((i * i) % 101) * 100_000)
  const b = Array.from({ length: 5000 }, (_, i) => i * 2 + 1 + ((i * i * i) % 103) * 100_000)
  expect(alignNumbers(a, b).bounded).toBe(true)
})
