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
    const agrees = this.#mayAgree(direction, def, a, b, stepA, stepB)
    this.#distances.set(`${direction} ${def.path}`, wrap(def, b - a))
    return agrees
  }

  /** Whether all sequence fields of two messages agree; nothing is remembered where they do not. */
  agreeAll(
    direction: string,
    sequences: readonly (readonly [def: FieldDef, a: number, b: number])[],
    stepsA: ReadonlyMap<string, Step>,
    stepsB: ReadonlyMap<string, Step>,
  ): boolean {
    for (const [def, a, b] of sequences) {
      if (!this.#mayAgree(direction, def, a, b, stepsA.get(def.path), stepsB.get(def.path))) return false
    }
    for (const [def, a, b] of sequences) this.#distances.set(`${direction} ${def.path}`, wrap(def, b - a))
    return true
  }

  #mayAgree(direction: string, def: FieldDef, a: number, b: number, stepA: Step, stepB: Step): boolean {
    const known = this.#distances.get(`${direction} ${def.path}`)
    return known === undefined || known === wrap(def, b - a) || (stepA !== undefined && stepA === stepB)
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
