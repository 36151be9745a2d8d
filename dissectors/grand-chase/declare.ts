import { defineField, type FieldDef, type FieldSpec } from '../../src/fields/index.js'

const declared = new Map<string, FieldDef>()

/** Declares a field of a content. Layouts of one message share their fields: the first declaration of a path stands. */
export function declare(path: string, spec: FieldSpec): FieldDef {
  let def = declared.get(path)
  if (def === undefined) {
    def = defineField(path, spec)
    declared.set(path, def)
  }
  return def
}
