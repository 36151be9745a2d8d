import { NO_SOURCE } from '../dissect/tree.js'
import { align } from './align.js'
import type { Difference } from './differences.js'
import type { Contents } from './fingerprint.js'
import type { Kept, KeptMessage, View } from './kept.js'
import { bytesOf, derivedOf, hexOf, type Node, nodesOf } from './node.js'
import type { Policy, Treatment } from './policy.js'
import { agreeQuickly } from './quick.js'
import type { Renaming } from './renaming.js'
import { areCodedOtherwise, findingsOnlyIn } from './rest.js'
import { alikeness, Indexes, pairInPlace, sequenceOfNodes, standAlike } from './siblings.js'
import { type StepComparison, sequenceOf } from './steps.js'

/** What the comparison of one pair of messages may look at and adds to. */
export interface Context {
  readonly policy: Policy
  readonly contents: Contents
  readonly renaming: Renaming
  readonly steps: StepComparison
  /** Used for every pair in turn. */
  readonly viewA: View
  readonly viewB: View
  /** How a value of the first side is spelled on the other (`--map`). */
  readonly spelled: ReadonlyMap<string, string>
}

/** Compares two messages that belong together. */
export function compareMessages(a: KeptMessage, b: KeptMessage, context: Context): Difference[] {
  if (agreeQuickly(a.look(context.viewA), b.look(context.viewB), context)) return []
  const [openA, openB] = [a.open(), b.open()]
  const comparison = new Comparison(context)
  comparison.lists(nodesOf(openA), nodesOf(openB), '')
  return comparison.conclude(openA, openB)
}

class Comparison {
  readonly #found: Difference[] = []
  /** Lengths that differ: they count only where no content does. */
  readonly #lengths: Difference[] = []
  /** Derived values that differ: they count only where nothing else does. */
  readonly #consequences: Difference[] = []
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  conclude(a: Kept, b: Kept): Difference[] {
    if (this.#found.length > 0) return this.#found
    if (this.#lengths.length > 0 && !areCodedOtherwise(a, b)) return this.#lengths
    if (this.#consequences.length > 0) return this.#consequences
    return [...findingsOnlyIn(a, b, 'a'), ...findingsOnlyIn(b, a, 'b')]
  }

  /** Compares what stands side by side at one place of the tree. */
  lists(allA: readonly Node[], allB: readonly Node[], parent: string): void {
    const { contents } = this.#context
    const [a, b] = [this.#compared(allA), this.#compared(allB)]
    if (standAlike(a, b)) {
      const indexes = new Indexes(parent)
      for (const [i, node] of a.entries()) this.#pair(node, b[i]!, indexes.path(node))
      return
    }
    const alignment = align(sequenceOfNodes(a, contents), sequenceOfNodes(b, contents), (i, j) =>
      alikeness(a[i]!, b[j]!, contents),
    )
    pairInPlace(alignment, a, b)
    const indexes = new Indexes(parent)
    for (const [i, node] of a.entries()) {
      const path = indexes.path(node)
      const j = alignment.ofA[i]!
      if (j < 0) this.#alone(node, path, 'removed')
      else if (alignment.moved.has(i)) this.#found.push({ op: 'moved', path, a: node, b: b[j]! })
      else this.#pair(node, b[j]!, path)
    }
    const indexesOfB = new Indexes(parent)
    for (const [j, node] of b.entries()) {
      const path = indexesOfB.path(node)
      if (alignment.ofB[j]! < 0) this.#alone(node, path, 'added')
    }
  }

  #compared(nodes: readonly Node[]): readonly Node[] {
    const { policy } = this.#context
    const isLeftOut = ({ def, children }: Node) => children.length === 0 && policy.of(def) === 'ignored'
    return nodes.some(isLeftOut) ? nodes.filter((node) => !isLeftOut(node)) : nodes
  }

  #alone(node: Node, path: string, op: 'removed' | 'added'): void {
    const treatment = this.#context.policy.of(node.def)
    if (treatment === 'ignored' || (treatment === 'derived' && !this.#context.policy.strict)) return
    const difference = op === 'removed' ? ({ op, path, a: node } as const) : ({ op, path, b: node } as const)
    if (treatment === 'derived') this.#consequences.push(difference)
    else this.#found.push(difference)
  }

  #pair(a: Node, b: Node, path: string): void {
    const treatment = this.#context.policy.of(a.def)
    const before = this.#found.length
    this.lists(a.children, b.children, path)
    // A leaf's parts (its bits) say better where it differs.
    if (this.#found.length > before || treatment === 'group' || treatment === 'ignored') return
    const why = this.#disagreement(treatment, a, b)
    if (why === undefined) return
    const difference: Difference = { op: 'changed', path, a, b, why }
    if (treatment === 'length') this.#lengths.push(difference)
    else if (treatment === 'derived') this.#consequences.push(difference)
    else this.#found.push(difference)
  }

  /** Undefined when two fields agree as their role asks; else why not, empty where the values tell. */
  #disagreement(treatment: Treatment, a: Node, b: Node): string | undefined {
    const { renaming, steps } = this.#context
    if (a.source === NO_SOURCE || b.source === NO_SOURCE) {
      return this.#derivedDisagree(derivedOf(a), derivedOf(b)) ? '' : undefined
    }
    const [hexA, hexB] = [hexOf(a), hexOf(b)]
    switch (treatment) {
      case 'id': {
        return renaming.fits(a.def, latin1Of(a), latin1Of(b)) ? undefined : 'is renamed otherwise elsewhere'
      }
      case 'random':
        return a.length === b.length ? undefined : 'has another length'
      case 'sequence': {
        const [numberA, numberB] = [sequenceOf(a), sequenceOf(b)]
        if (numberA === undefined || numberB === undefined) break
        const agrees = steps.agrees(
          a.def,
          { value: numberA, message: a.message },
          { value: numberB, message: b.message },
        )
        return agrees ? undefined : 'goes up otherwise'
      }
    }
    return hexA === hexB || this.#isSpelled(a, b) ? undefined : ''
  }

  /** What is derived follows from values compared elsewhere, maybe in other messages; but checks may fail of random values that are not. */
  #derivedDisagree(a: unknown, b: unknown): boolean {
    return this.#context.policy.strict ? a !== b : isFailure(a) !== isFailure(b)
  }

  #isSpelled(a: Node, b: Node): boolean {
    const { spelled } = this.#context
    return spelled.size > 0 && spelled.get(textOf(a)) === textOf(b)
  }
}

/** Whether a derived value is the verdict of a check that did not hold. */
function isFailure(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('failed')
}

/** A character a byte. */
function latin1Of(node: Node): string {
  return Buffer.from(bytesOf(node)).toString('latin1')
}

function textOf(node: Node): string {
  return Buffer.from(bytesOf(node)).toString('utf8').replace(/\0+$/, '')
}
