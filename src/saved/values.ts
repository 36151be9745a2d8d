import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import type { FieldDef } from '../fields/definition.js'
import { asciiJson } from '../output/json-line.js'
import { integerOf, isObject, type Json, objectOf } from './checks.js'
import type { SavedDefinitions } from './definitions.js'
import { type Known, KnownFields } from './known-fields.js'
import { cutOf } from './positions.js'
import { isMaskedValue, pathOf, type SavedLeaf, type ValueSink, ValueWalk } from './value-walk.js'

/** Makes rows of what was saved without positions. Throws Faulty. */
export interface ReadsValues {
  read(line: Json, message: Message): void
}

/**
 * Reads what was saved without positions to be shown: groups and values by their keys, without bytes. A value is shown as its
 * JSON says it; label and role are those of the field that a dissector declares, where there is one.
 */
export class ShownValues implements ReadsValues {
  readonly #definitions: SavedDefinitions
  #fields: KnownFields | undefined

  constructor(definitions: SavedDefinitions) {
    this.#definitions = definitions
  }

  read(line: Json, message: Message): void {
    const fields = objectOf(line.fields, 'fields')
    this.#fields ??= new KnownFields()
    message.addSource('message', new Uint8Array(0), 0, 0, cutOf(line.cut))
    const shown = new Shown(this.#definitions, this.#fields, message, Object.keys(fields))
    new ValueWalk(shown).members(fields)
    message.saved = {
      length: integerOf(line.length, 'length', 0, Number.MAX_SAFE_INTEGER),
      fields: (showSecrets) => asciiJson(showSecrets ? fields : shown.masked(fields, [])),
    }
  }
}

/** Whether it holds a value that may have to be masked: no group, and none that is masked or decoded elsewhere. */
function isValue(value: unknown): boolean {
  return !isObject(value) || ('value' in value && !isMaskedValue(value))
}

class Shown implements ValueSink {
  readonly #definitions: SavedDefinitions
  readonly #fields: KnownFields
  readonly #message: Message
  readonly #context

  constructor(definitions: SavedDefinitions, fields: KnownFields, message: Message, top: readonly string[]) {
    this.#definitions = definitions
    this.#fields = fields
    this.#message = message
    this.#context = { protocol: message.protocol, type: message.type, top }
  }

  known(keys: readonly string[], isGroup: boolean): Known | undefined {
    return this.#fields.find(this.#context, keys, isGroup)
  }

  group(keys: readonly string[], known: Known | undefined, depth: number): void {
    this.#message.tree.add(this.#define(keys, known, 'group', false), MESSAGE_SOURCE, 0, 0, depth)
  }

  leaf({ keys, known, value, text }: SavedLeaf, depth: number): void {
    this.#message.tree.derive(this.#define(keys, known, 'derived', isMaskedValue(value)), text, depth)
  }

  /** The same fields with what is known to be secret masked. */
  masked(value: unknown, keys: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((element) => this.masked(element, keys))
    if (keys.length > 0 && isValue(value) && this.known(keys, false)?.role === 'secret')
      return { masked: true }
    if (!isObject(value)) return value
    const entries = Object.entries(value).map(
      ([key, member]) => [key, this.masked(member, [...keys, key])] as const,
    )
    return Object.fromEntries(entries)
  }

  #define(keys: readonly string[], known: Known | undefined, wire: string, withheld: boolean): FieldDef {
    const path = pathOf(this.#message.protocol, keys, known)
    const label = known?.def.label ?? keys.at(-1)
    const saved = { path, label, wire, role: known?.role ?? 'data', type: '' }
    return this.#definitions.pick(this.#definitions.entry(saved, withheld))
  }
}
