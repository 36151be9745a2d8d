import { ordered } from './order.js'
import type { MakeSearch } from './regex.js'
import { type Item, isRange, type Op, type Value } from './syntax.js'

export type TextTest = (value: string) => boolean

/** A test of a text. Texts are ordered by their UTF-16 units. */
export function textTest(op: Op, items: readonly Item[], search: MakeSearch): TextTest {
  if (op === 'in') {
    const tests = items.map(memberTest)
    return (value) => tests.some((is) => is(value))
  }
  const { text } = items[0] as Value
  switch (op) {
    case 'contains':
      return (value) => value.includes(text)
    case 'matches':
      return search(items[0] as Value)
    default:
      return ordered(op, text) ?? ((value) => value === text)
  }
}

function memberTest(item: Item): TextTest {
  if (!isRange(item)) return (value) => value === item.text
  const { low, high } = item
  return (value) => value >= low.text && value <= high.text
}
