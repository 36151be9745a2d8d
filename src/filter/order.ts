import type { Op } from './syntax.js'

type Ordered = number | bigint | string

/** A test of what is smaller or greater than a value; undefined for operators that are not about order. Numbers and texts never meet. */
export function ordered(op: Op, other: Ordered): ((value: Ordered) => boolean) | undefined {
  switch (op) {
    case '<':
      return (value) => value < other
    case '<=':
      return (value) => value <= other
    case '>':
      return (value) => value > other
    case '>=':
      return (value) => value >= other
    default:
      return undefined
  }
}
