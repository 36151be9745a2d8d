import type { Op } from './syntax.js'

/**
 * Looks for a value of a message whose test comes out as `wanted`: true when there is one, false when there are only
 * others, undefined when there is no value at all.
 */
export type Ask<M> = (message: M, wanted: boolean) => boolean | undefined

/**
 * What an operator says about several values, as in Wireshark 4: one that fits is enough, but for `!=` all must differ
 * and for `===` all must be equal, and there must be one. `!==` is met by one that differs.
 */
export function quantified<M>(op: Op | undefined, ask: Ask<M>): (message: M) => boolean {
  switch (op) {
    case '!=':
      return (message) => ask(message, true) === false
    case '===':
      return (message) => ask(message, false) === false
    case '!==':
      return (message) => ask(message, false) === true
    default:
      return (message) => ask(message, true) === true
  }
}
