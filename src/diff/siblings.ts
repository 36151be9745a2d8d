/** Fields that stand side by side at one place of two trees, and which of them belong together. */
import { NO_SOURCE } from '../dissect/tree.js'
import { isSmallInteger } from '../fields/wire.js'
import type { Alignment } from './align.js'
import type { Contents } from './fingerprint.js'
import { hexOf, type Node } from './node.js'
import { pathNumber } from './path-number.js'

/** Whether the same fields stand at the same places and none is repeated: there is nothing to align. */
export function standAlike(a: readonly Node[], b: readonly Node[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ def }, i) => !def.repeated && pathNumber(def) === pathNumber(b[i]!.def))
  )
}

/** What is left over at one place on both sides, of one field, has changed what it was matched by. */
export function pairInPlace({ ofA, ofB }: Alignment, a: readonly Node[], b: readonly Node[]): void {
  let next = 0
  for (let i = 0; i < a.length; i++) {
    if (
      ofA[i]! < 0 &&
      next < b.length &&
      ofB[next]! < 0 &&
      pathNumber(a[i]!.def) === pathNumber(b[next]!.def)
    ) {
      ofA[i] = next
      ofB[next] = i
    }
    if (ofA[i]! >= 0) next = ofA[i]! + 1
  }
}

/** Counts repeated fields, so that paths tell them apart: `sl.PacketAck.Packets[2]`. */
export class Indexes {
  readonly #parent: string
  readonly #counts = new Map<number, number>()

  /** `parent` is the path of the group the fields stand in, with its own indexes. */
  constructor(parent: string) {
    this.#parent = parent
  }

  path({ def }: Node): string {
    const plain = this.#parent.replace(/\[\d+\]/g, '')
    const own =
      plain !== '' && def.path.startsWith(`${plain}.`)
        ? this.#parent + def.path.slice(plain.length)
        : def.path
    if (!def.repeated) return own
    const index = this.#counts.get(pathNumber(def)) ?? 0
    this.#counts.set(pathNumber(def), index + 1)
    return `${own}[${index}]`
  }
}

export function sequenceOfNodes(nodes: readonly Node[], contents: Contents) {
  return {
    content: Int32Array.from(nodes, (node) => contents.of(node)),
    kind: Int32Array.from(nodes, kindOf),
  }
}

/** Nodes of one kind may be one another's counterpart: of one field, and where a repeated group begins with a small number, of the same number. */
function kindOf({ def, children }: Node): number {
  const first = def.repeated ? children[0] : undefined
  if (!first || first.source === NO_SOURCE || !isSmallInteger(first.def.wire) || !first.def.names)
    return pathNumber(def)
  return Math.imul(pathNumber(def) + 1, 0x01000193) ^ hexNumber(first)
}

export function alikeness(a: Node, b: Node, contents: Contents): number {
  return shareOf(contents.features([a]), contents.features([b]))
}

/** The part of two sorted lists that they have in common, 0 to 1. */
export function shareOf(a: Int32Array, b: Int32Array): number {
  let common = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      common++
      i++
      j++
    } else if (a[i]! < b[j]!) i++
    else j++
  }
  const most = Math.max(a.length, b.length)
  return most === 0 ? 1 : common / most
}

function hexNumber(node: Node): number {
  return Number.parseInt(hexOf(node).slice(0, 8), 16) | 0
}
