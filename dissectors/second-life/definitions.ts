import { defineField, type FieldDef, type FieldSpec, group, u8, Wire } from '../../src/fields/index.js'
import type { Era } from './dialect.js'
import { payloadOf } from './payloads/index.js'
import type { BlockTemplate, FieldTemplate } from './template/model.js'
import { isOfEra, meaningOf } from './values/meaning.js'

/**
 * Definitions of what templates declare, made when first asked for: `sl.UseCircuitCode.CircuitCode.Code`.
 * Eras and templates that agree on a field share its definition; where they differ (a U8 that became a
 * U16, flags that meant something else) there are two with one path.
 *
 * Lengths and counts are leaves of their own. Their names have a hyphen, which names in templates cannot
 * have: `Message-length`, `ObjectData-count`.
 */
const made = new Map<string, FieldDef>()

/** A block; `path` is `Message.Block`. */
export function blockDef(path: string, block: BlockTemplate): FieldDef {
  const type = block.kind === 'Multiple' ? `Multiple ${block.count}` : block.kind
  return define(path, group({ type, repeated: block.kind !== 'Single' }))
}

/** The byte that says how often a Variable block stands. */
export function countDef(path: string): FieldDef {
  return define(`${path}-count`, u8({ label: `${lastName(path)} count`, type: 'U8', role: 'length' }))
}

/** A field; `path` is `Message.Block.Field`. For a Variable one, its value; a group where that has a structure. */
export function fieldDef(path: string, field: FieldTemplate, era: Era): FieldDef {
  const type = field.size > 0 ? `${field.type} ${field.size}` : field.type
  const payload = payloadOf(path, field)
  if (payload) return define(path, group({ type, doc: payload.doc, raw: true }))
  return define(path, { ...meaningOf(path, field, era), type }, isOfEra(field, era) ? era : '')
}

/** The length before a Variable field. */
export function lengthDef(path: string, field: FieldTemplate): FieldDef {
  const [wire, type] = LENGTHS[field.size]!
  return define(`${path}-length`, { wire, type, label: `${lastName(path)} length`, role: 'length' })
}

/** By the size a Variable field gives for its length. */
const LENGTHS: Readonly<Record<number, readonly [Wire, string]>> = {
  1: [Wire.U8, 'U8'],
  2: [Wire.U16LE, 'U16'],
  4: [Wire.U32LE, 'U32'],
}

/** The definition `sl.` and `path` of this type, made when first asked for; `variant` tells those of one type apart. */
export function define(path: string, spec: FieldSpec, variant = ''): FieldDef {
  const key = `${path} ${spec.type} ${variant}`
  let def = made.get(key)
  if (!def) {
    def = defineField(`sl.${path}`, spec)
    made.set(key, def)
  }
  return def
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
