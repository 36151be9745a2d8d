import type { FieldDef } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import { bytesOf, type Node } from './node.js'

/** What the value of a sequence field has gone up by since the field's last value in the same direction; undefined for a first one. */
export type Step = number | undefined

/** Follows the sequence fields of one side of a conversation, message by message in order. */
export class StepCounter {
  readonly #last = new Map<string, number>()

  step(direction: string, def: FieldDef, value: number): Step {
    const key = `${direction} ${def.path}`
    const last = this.#last.get(key)
    this.#last.set(key, value)
    return last === undefined ? undefined : wrap(def, value - last)
  }
}

/**
 * Compares sequence fields of messages that belong together. They agree when they are as far apart as those of the pair before
 * (whatever was lost between), or when both went up by the same since the message before (whatever was left out).
 */
export class StepComparison {
  readonly #distances = new Map<string, number>()

  agrees(direction: string, def: FieldDef, a: number, b: number, stepA: Step, stepB: Step): boolean {
    const key = `${direction} ${def.path}`
    const distance = wrap(def, b - a)
    const known = this.#distances.get(key)
    this.#distances.set(key, distance)
    return known === undefined || known === distance || (stepA !== undefined && stepA === stepB)
  }
}

/** The number of a sequence field; undefined when its bytes are not all there or it is no number. */
export function sequenceOf(node: Node): number | undefined {
  const { def, length } = node
  if (def.width === 0 || length < def.width) return undefined
  return readNumber(bytesOf(node), 0, def.wire)
}

/** A difference brought into the range of the field's type. */
function wrap(def: FieldDef, difference: number): number {
  const size = 2 ** (8 * def.width)
  return ((difference % size) + size) % size
}
