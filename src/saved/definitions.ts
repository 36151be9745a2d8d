import { MAX_SAVED_DEFINITIONS } from '../dissect/limits.js'
import { allFields, defineField, type FieldDef } from '../fields/definition.js'
import { Faulty, type Json, textOf } from './checks.js'
import { savedDefinition, specOf } from './definition-json.js'

/** One definition that a saved one may stand for; several differ in the names of their values only. */
interface Variant {
  readonly def: FieldDef
  /** Names it got from saved lines, undefined for values without one; undefined for a definition of a dissector's. */
  readonly learned: Map<number, string | undefined> | undefined
  readonly names: Map<number, string>
}

/** What a saved definition stands for, withheld or not. */
export interface Entry {
  readonly saved: Json
  readonly withheld: boolean
  readonly variants: Variant[]
}

/** Naming conflicts of one definition that are looked through. */
export const MAX_VARIANTS = 64

/**
 * Finds or makes the definitions of saved fields. One that a dissector declares in the same words is taken, so that
 * what asks for that dissector's fields finds them; others are made, each once, and learn the names of their values.
 */
export class SavedDefinitions {
  readonly #entries = new Map<string, Entry>()
  #declared: Map<string, FieldDef[]> | undefined
  /** Definitions made and names learned. */
  #made = 0

  /** The entry of a definition as it stands in a line. */
  entry(saved: Json, withheld: boolean): Entry {
    const key = canonical(saved)
    const own = withheld ? `${key} withheld` : key
    const known = this.#entries.get(own)
    if (known) return known
    const declared = withheld
      ? []
      : this.#declaredBy(textOf(saved.path, 'path')).filter((def) => canonical(savedDefinition(def)) === key)
    const entry = {
      saved,
      withheld,
      variants: declared.map((def) => ({ def, learned: undefined, names: NO_NAMES })),
    }
    if (declared.length === 0) this.#variant(entry)
    this.#entries.set(own, entry)
    return entry
  }

  /** The definition for a row whose value is `value`, of the name `name` or none; without a value, any will do. */
  pick(entry: Entry, value?: number, name?: string): FieldDef {
    if (value === undefined || entry.saved.named !== true)
      return (entry.variants[0] ?? this.#variant(entry)).def
    for (const { def, learned, names } of entry.variants) {
      if (learned === undefined) {
        if (def.names?.get(value) === name) return def
      } else if (!learned.has(value)) {
        this.#count()
        learned.set(value, name)
        if (name !== undefined) names.set(value, name)
        return def
      } else if (learned.get(value) === name) return def
    }
    if (entry.variants.length >= MAX_VARIANTS) {
      throw new Faulty(`'${entry.saved.path}' has too many names for its value ${value}`)
    }
    this.#variant(entry)
    return this.pick(entry, value, name)
  }

  #variant(entry: Entry): Variant {
    this.#count()
    const names = new Map<number, string>()
    const spec = { ...specOf(entry.saved, names), withheld: entry.withheld }
    const variant = { def: defineField(textOf(entry.saved.path, 'path'), spec), learned: new Map(), names }
    entry.variants.push(variant)
    return variant
  }

  #declaredBy(path: string): readonly FieldDef[] {
    this.#declared ??= byPath(allFields())
    return this.#declared.get(path) ?? []
  }

  #count(): void {
    if (this.#made++ >= MAX_SAVED_DEFINITIONS) {
      throw new Faulty(`it has new fields, and ${MAX_SAVED_DEFINITIONS} different ones are the most kept`)
    }
  }
}

function byPath(fields: readonly FieldDef[]): Map<string, FieldDef[]> {
  const paths = new Map<string, FieldDef[]>()
  for (const def of fields) {
    const known = paths.get(def.path)
    if (known) known.push(def)
    else paths.set(def.path, [def])
  }
  return paths
}

/** The same text for the same members in any order. */
function canonical(saved: Json): string {
  return JSON.stringify(Object.entries(saved).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const NO_NAMES = new Map<number, string>()
