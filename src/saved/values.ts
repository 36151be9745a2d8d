import { MAX_DEPTH, MAX_FIELDS } from '../dissect/limits.js'
import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import type { FieldDef } from '../fields/definition.js'
import { asciiJson } from '../output/json-line.js'
import { Faulty, integerOf, isObject, type Json, objectOf } from './checks.js'
import type { SavedDefinitions } from './definitions.js'
import { cutOf } from './positions.js'

/**
 * Reads what was saved without positions: groups and values by their keys, without bytes. A value is shown as its JSON says it;
 * label and role are those of the field that a dissector declares by the path, where there is one. Throws Faulty.
 */
export function readValues(line: Json, definitions: SavedDefinitions, message: Message): void {
  const fields = objectOf(line.fields, 'fields')
  message.addSource('message', new Uint8Array(0), 0, 0, cutOf(line.cut))
  const reader = new ValueReader(definitions, message)
  reader.members(fields, [], 0)
  message.saved = {
    length: integerOf(line.length, 'length', 0, Number.MAX_SAFE_INTEGER),
    fields: (showSecrets) => asciiJson(showSecrets ? fields : reader.masked(fields, [])),
  }
}

class ValueReader {
  readonly #definitions: SavedDefinitions
  readonly #message: Message
  readonly #beginnings: readonly string[]

  constructor(definitions: SavedDefinitions, message: Message) {
    this.#definitions = definitions
    this.#message = message
    const protocol = message.protocol || 'saved'
    this.#beginnings = [`${protocol}.${message.type}`, protocol]
  }

  members(object: Json, keys: readonly string[], depth: number): void {
    if (depth > MAX_DEPTH) throw new Faulty(`it has more than ${MAX_DEPTH} groups in one another`)
    for (const [key, value] of Object.entries(object)) this.#member(value, [...keys, key], depth)
  }

  #member(value: unknown, keys: readonly string[], depth: number): void {
    if (Array.isArray(value) && !isVector(value)) {
      for (const element of value) this.#member(element, keys, depth)
      return
    }
    const text = textOf(value)
    const { tree } = this.#message
    if (tree.count >= MAX_FIELDS) throw new Faulty(`it has more than ${MAX_FIELDS} fields`)
    if (text !== undefined) {
      tree.derive(this.#define(keys, 'derived', isMasked(value)), text, depth)
      return
    }
    tree.add(this.#define(keys, 'group', false), MESSAGE_SOURCE, 0, 0, depth)
    this.members(value as Json, keys, depth + 1)
  }

  /** The same fields with what is known to be secret masked. */
  masked(value: unknown, keys: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((element) => this.masked(element, keys))
    if (keys.length > 0 && this.#declared(keys)?.role === 'secret' && !isMasked(value))
      return { masked: true }
    if (!isObject(value)) return value
    const entries = Object.entries(value).map(
      ([key, member]) => [key, this.masked(member, [...keys, key])] as const,
    )
    return Object.fromEntries(entries)
  }

  #define(keys: readonly string[], wire: string, withheld: boolean): FieldDef {
    const known = this.#declared(keys)
    const path = known?.path ?? `${this.#beginnings[1]}.${keys.join('.')}`
    const saved = { path, label: known?.label ?? keys.at(-1), wire, role: known?.role ?? 'data', type: '' }
    return this.#definitions.pick(this.#definitions.entry(saved, withheld))
  }

  #declared(keys: readonly string[]): FieldDef | undefined {
    const path = keys.join('.')
    return this.#definitions.declared([...this.#beginnings.map((beginning) => `${beginning}.${path}`), path])
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

function isMasked(value: unknown): boolean {
  return isObject(value) && value.masked === true
}

/** Vectors are lists of numbers, three or four; so may be a list of repeated numbers, which is shown in a line as well. */
function isVector(value: readonly unknown[]): boolean {
  return value.length > 0 && value.length <= 4 && value.every((part) => typeof part === 'number')
}
