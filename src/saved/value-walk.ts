import { MAX_DEPTH, MAX_FIELDS } from '../dissect/limits.js'
import { Faulty, isObject, type Json } from './checks.js'
import type { Known } from './known-fields.js'

/** A saved value. */
export interface SavedLeaf {
  /** They lead to it, from outside inwards. */
  readonly keys: readonly string[]
  readonly known: Known | undefined
  readonly value: unknown
  /** How it is shown. */
  readonly text: string | number | boolean
}

/** What is made of saved fields. */
export interface ValueSink {
  known(keys: readonly string[], isGroup: boolean): Known | undefined
  group(keys: readonly string[], known: Known | undefined, depth: number): void
  leaf(leaf: SavedLeaf, depth: number): void
}

/** Walks the fields of a message that was saved without positions, in their order. */
export class ValueWalk {
  readonly #sink: ValueSink
  #count = 0

  constructor(sink: ValueSink) {
    this.#sink = sink
  }

  /** Throws Faulty where there is more than a message may have. */
  members(object: Json, keys: readonly string[] = [], depth = 0): void {
    if (depth > MAX_DEPTH) throw new Faulty(`it has more than ${MAX_DEPTH} groups in one another`)
    for (const [key, value] of Object.entries(object)) this.#member(value, [...keys, key], depth)
  }

  #member(value: unknown, keys: readonly string[], depth: number): void {
    const known = this.#sink.known(keys, false)
    if (Array.isArray(value) && (known?.def.repeated || !isVector(value))) {
      for (const element of value) this.#member(element, keys, depth)
      return
    }
    if (this.#count++ >= MAX_FIELDS) throw new Faulty(`it has more than ${MAX_FIELDS} fields`)
    const text = textOf(value)
    if (text !== undefined) {
      this.#sink.leaf({ keys, known, value, text }, depth)
      return
    }
    const { value: own, ...parts } = value as Json
    const ownText = textOf(own)
    // An element of a list that has parts (bits, what follows from it) is its value, and they stand below.
    if (known?.def.repeated && ownText !== undefined) {
      this.#sink.leaf({ keys, known, value: own, text: ownText }, depth)
      this.members(parts, keys, depth + 1)
      return
    }
    this.#sink.group(keys, this.#sink.known(keys, true), depth)
    this.members(value as Json, keys, depth + 1)
  }
}

/** How a value that is no group is shown; undefined for a group. */
function textOf(value: unknown): string | number | boolean | undefined {
  if (value === null) return 'null'
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return `<${value.join(', ')}>`
  if (!isObject(value)) return undefined
  const { value: number, name, names, scaled, length, masked } = value
  const { length: members } = Object.keys(value)
  if (masked === true) return ''
  if (members === 1 && typeof length === 'number') return `${length} bytes`
  if (typeof number !== 'number') return undefined
  if (members === 1) return number
  if (members !== 2) return undefined
  if (typeof name === 'string') return `${name} (${number})`
  if (typeof scaled === 'number') return `${number} = ${scaled}`
  if (Array.isArray(names)) return names.length === 0 ? number : `${names.join(', ')} (${number})`
  return undefined
}

export function isMaskedValue(value: unknown): boolean {
  return isObject(value) && value.masked === true
}

/** Vectors are lists of numbers, three or four; so may be a list of repeated numbers that nobody knows, which is shown in a line as well. */
function isVector(value: readonly unknown[]): boolean {
  return value.length > 0 && value.length <= 4 && value.every((part) => typeof part === 'number')
}

/** The path of a field whose keys are `keys`. */
export function pathOf(protocol: string, keys: readonly string[], known: Known | undefined): string {
  return known?.path ?? `${protocol || 'saved'}.${keys.join('.')}`
}
