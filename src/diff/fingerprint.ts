import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import type { Kept } from './kept.js'
import { bytesOf, type Node } from './node.js'
import { pathNumber } from './path-number.js'
import type { Policy } from './policy.js'

/** Numbers for contents: equal contents get the same, under one policy. */
export class Contents {
  readonly #policy: Policy
  readonly #numbers = new Map<string, number>()

  constructor(policy: Policy) {
    this.#policy = policy
  }

  /** The number of a message: messages of different types never have the same. */
  ofMessage(message: Kept): number {
    return this.#number(`${message.protocol} ${message.type} ${this.#hashRows(message)}`)
  }

  /** The number of one node with what lies below it; nodes of different fields never have the same. */
  of(node: Node): number {
    return this.#number(`${pathNumber(node.def)} ${this.#hash([node])}`)
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
  #hashRows({ tree: { rows }, sources }: Kept): string {
    const hash = new Hash()
    for (let at = 0; at < rows.length; at += ROW_SIZE) {
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

  #hash(nodes: readonly Node[]): string {
    const hash = new Hash()
    for (const node of nodes) this.#addAll(hash, node)
    return hash.key
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

  #number(key: string): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.#numbers.size)
    return this.#numbers.size - 1
  }
}

const OPEN = -1
const CLOSE = -2

/** Two 32-bit FNV-1a hashes side by side, with different offsets. */
class Hash {
  low = 0x811c9dc5 | 0
  #high = 0x01234567 | 0

  number(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.#byte((value >>> shift) & 0xff)
  }

  bytes(bytes: Uint8Array): void {
    this.part(bytes, 0, bytes.length)
  }

  part(bytes: Uint8Array, start: number, end: number): void {
    this.number(end - start)
    for (let i = start; i < end; i++) this.#byte(bytes[i]!)
  }

  #byte(byte: number): void {
    this.low = Math.imul(this.low ^ byte, 0x01000193)
    this.#high = Math.imul(this.#high + byte, 0x5bd1e995) ^ (this.#high >>> 15)
  }

  get key(): string {
    return `${this.low >>> 0}.${this.#high >>> 0}`
  }
}
