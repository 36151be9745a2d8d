import { MAX_ROWS } from '../limits.js'
import { numberText } from '../table.js'

/** The first of a table's entries, and those that are summed. */
export interface Ranked<T> {
  readonly shown: readonly T[]
  readonly rest: readonly T[]
}

/** Puts entries in order, the largest first (of equals, those that came first), and takes the first `top`. */
export function ranked<T>(entries: readonly T[], size: (entry: T) => number, top = MAX_ROWS): Ranked<T> {
  const order = [...entries].sort((a, b) => size(b) - size(a))
  const shown = Math.min(top, MAX_ROWS)
  return { shown: order.slice(0, shown), rest: order.slice(shown) }
}

/** `1 frame`, `1,200 more types`. */
export function counted(number: number, noun: string): string {
  return `${numberText(number)} ${number === 1 ? noun : `${noun}s`}`
}
