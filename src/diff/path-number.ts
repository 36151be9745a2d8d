import type { FieldDef } from '../fields/definition.js'

const numbers = new Map<string, number>()
const byDefinition: number[] = []

/** A number for a field's path: definitions made anew for another run have the same. */
export function pathNumber(def: FieldDef): number {
  const known = byDefinition[def.id]
  if (known !== undefined) return known
  const number = numbers.get(def.path) ?? numbers.size
  numbers.set(def.path, number)
  byDefinition[def.id] = number
  return number
}
