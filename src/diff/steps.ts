import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import type { Side } from '../network/conversation.js'
import type { Kept, Steps } from './kept.js'
import { bytesOf, type Node } from './node.js'
import { pathNumber } from './path-number.js'

/** Follows the sequence fields of one side of a conversation, message by message in order. */
export class StepCounter {
  /** The last value of each field in either direction. */
  readonly #last = new Map<number, number>()

  /** What the sequence fields of the next message went up by. */
  steps({ tree: { rows, count }, sources, side }: Message): Steps {
    let steps: number[] | undefined
    for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
      const def = fieldById(rows[at]!)
      if (def.role !== 'sequence' || rows[at + ROW_SOURCE] === NO_SOURCE) continue
      if (rows[at + ROW_LENGTH]! < def.width) continue
      const value = readNumber(sources[rows[at + ROW_SOURCE]!]!.bytes, rows[at + ROW_START]!, def.wire)
      const key = keyOf(side, def)
      const last = this.#last.get(key)
      this.#last.set(key, value)
      steps ??= []
      steps.push(pathNumber(def), last === undefined ? 0 : wrap(def, value - last) + 1)
    }
    return steps ?? NO_STEPS
  }
}

const NO_STEPS: Steps = []

/**
 * Compares sequence fields of messages that belong together. They agree when they are as far apart as those of the pair before
 * (whatever was lost between), or when both went up by the same since the message before (whatever was left out).
 */
export class StepComparison {
  readonly #distances = new Map<number, number>()

  agrees(def: FieldDef, a: Counted, b: Counted): boolean {
    const agrees = this.#mayAgree(def, a, b)
    this.#distances.set(keyOf(a.message.side, def), wrap(def, b.value - a.value))
    return agrees
  }

  /** Whether all sequence fields of two messages agree; nothing is remembered where they do not. */
  agreeAll(sequences: readonly (readonly [def: FieldDef, a: Counted, b: Counted])[]): boolean {
    if (!sequences.every(([def, a, b]) => this.#mayAgree(def, a, b))) return false
    for (const [def, a, b] of sequences) {
      this.#distances.set(keyOf(a.message.side, def), wrap(def, b.value - a.value))
    }
    return true
  }

  #mayAgree(def: FieldDef, a: Counted, b: Counted): boolean {
    const known = this.#distances.get(keyOf(a.message.side, def))
    if (known === undefined || known === wrap(def, b.value - a.value)) return true
    const step = stepOf(a.message.steps, def)
    return step > 0 && step === stepOf(b.message.steps, def)
  }
}

/** The value of a sequence field, and whose it is. */
export interface Counted {
  readonly value: number
  readonly message: Kept
}

/** As in Steps: one more than the step, 0 for none. */
function stepOf(steps: Steps, def: FieldDef): number {
  const number = pathNumber(def)
  for (let i = steps.length - 2; i >= 0; i -= 2) if (steps[i] === number) return steps[i + 1]!
  return 0
}

/** A field in one direction. */
function keyOf(side: Side, def: FieldDef): number {
  return 2 * pathNumber(def) + side
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
