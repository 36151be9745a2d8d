import { NO_SOURCE } from '../dissect/tree.js'
import type { Kept } from './kept.js'
import { bytesOf, type Node, nodesOf } from './node.js'
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
    return this.#number(`${message.protocol} ${message.type} ${this.#hash(nodesOf(message))}`)
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
    this.number(bytes.length)
    for (const byte of bytes) this.#byte(byte)
  }

  #byte(byte: number): void {
    this.low = Math.imul(this.low ^ byte, 0x01000193)
    this.#high = Math.imul(this.#high + byte, 0x5bd1e995) ^ (this.#high >>> 15)
  }

  get key(): string {
    return `${this.low >>> 0}.${this.#high >>> 0}`
  }
}
