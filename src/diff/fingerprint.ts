import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import { Hash } from './hash.js'
import type { Kept, KeptMessage, View } from './kept.js'
import { bytesOf, type Node } from './node.js'
import { pathNumber } from './path-number.js'
import type { Policy } from './policy.js'
import type { Fingerprints } from './reorder.js'

/** Numbers for contents: equal contents get the same, under one policy. */
export class Contents {
  readonly #policy: Policy
  readonly #numbers = new Map<number, number>()
  readonly #names = new Map<string, number>()

  constructor(policy: Policy) {
    this.#policy = policy
  }

  /** The number of a message: messages of different types never have the same. */
  ofMessage(message: Kept): number {
    return numbered(this.#numbers, this.#hashRows(message))
  }

  /** The numbers of all messages of a conversation, and their sequence numbers; `view` is used for each in turn. */
  ofMessages(messages: readonly KeptMessage[], view: View): Fingerprints {
    const content = new Int32Array(messages.length)
    const sequence = new Float64Array(messages.length)
    for (const [i, message] of messages.entries()) {
      const opened = message.look(view)
      content[i] = this.ofMessage(opened)
      sequence[i] = this.#sequenceOf(opened)
    }
    return { content, sequence }
  }

  /**
   * A hash of one node with what lies below it. Nodes are aligned by it, many times over, and what is taken for equal is
   * compared all the same: numbers without gaps are not worth their memory.
   */
  of(node: Node): number {
    const hash = new Hash()
    hash.number(pathNumber(node.def))
    this.#addAll(hash, node)
    return hash.low
  }

  /** What a message's fields amount to, a hash for each; what is compared by rule rather than value does not count. */
  features(nodes: readonly Node[]): Int32Array {
    const features: number[] = []
    const walk = (list: readonly Node[]) => {
      for (const node of list) {
        if (this.#policy.of(node.def) === 'value') {
          const hash = new Hash()
          this.#add(hash, node)
          features.push(hash.low)
        }
        walk(node.children)
      }
    }
    walk(nodes)
    return Int32Array.from(features).sort()
  }

  /** A walk over the flat rows: every message is looked at, most need no opening up. */
  #hashRows({ protocol, type, tree: { rows, count }, sources }: Kept): number {
    const hash = new Hash()
    hash.number(numbered(this.#names, `${protocol} ${type}`))
    for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
      const def = fieldById(rows[at]!)
      const treatment = this.#policy.of(def)
      const source = rows[at + ROW_SOURCE]!
      if (treatment === 'ignored' || treatment === 'derived' || source === NO_SOURCE) continue
      hash.number(pathNumber(def))
      hash.number(rows[at + ROW_DEPTH]!)
      const [start, length] = [rows[at + ROW_START]!, rows[at + ROW_LENGTH]!]
      if (treatment === 'value') hash.part(sources[source]!.bytes, start, start + length)
      else if (treatment === 'random') hash.number(length)
    }
    return hash.key
  }

  /** The value of the first sequence field, NaN where there is none. */
  #sequenceOf({ tree: { rows, count }, sources }: Kept): number {
    for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
      const def = fieldById(rows[at]!)
      const source = rows[at + ROW_SOURCE]!
      if (this.#policy.of(def) !== 'sequence' || source === NO_SOURCE) continue
      if (def.width === 0 || rows[at + ROW_LENGTH]! < def.width) continue
      return readNumber(sources[source]!.bytes, rows[at + ROW_START]!, def.wire)
    }
    return Number.NaN
  }

  #addAll(hash: Hash, node: Node): void {
    this.#add(hash, node)
    if (node.children.length === 0) return
    hash.number(OPEN)
    for (const child of node.children) this.#addAll(hash, child)
    hash.number(CLOSE)
  }

  #add(hash: Hash, node: Node): void {
    const treatment = this.#policy.of(node.def)
    if (treatment === 'ignored' || treatment === 'derived' || node.source === NO_SOURCE) return
    hash.number(pathNumber(node.def))
    if (treatment === 'value') hash.bytes(bytesOf(node))
    else if (treatment === 'random') hash.number(node.length)
  }
}

/** The number of a key: the next one where it has none yet. */
function numbered<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

const OPEN = -1
const CLOSE = -2
