import type { Dissector, PrepareOptions } from '../dissect/dissector.js'
import { allFields, type FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { Vocabulary } from '../filter/compile.js'
import { columns } from './columns.js'
import { declareFields, declareFieldsOf } from './declare-fields.js'
import { Exit } from './errors.js'
import { printLines } from './print.js'
import { didYouMean } from './suggest.js'

/** `slx fields [PREFIX]`: path, type, role and description of every field, sorted by path. Returns the exit code. */
export async function listFields(prefix: string, outside?: readonly string[]): Promise<number> {
  await declareFields(outside)
  const fields = allFields().toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const wanted = fields.filter((field) => field.path.startsWith(prefix))
  if (wanted.length === 0) {
    const near = didYouMean(prefix, new Set(fields.map((field) => field.path.slice(0, prefix.length))))
    process.stderr.write(`slx: no field's path begins with '${prefix}' ('slx fields' lists all).${near}\n`)
    return Exit.NOTHING
  }
  printLines(columns(wanted.map((field) => [field.path, field.type, field.role, describe(field)])))
  return Exit.OK
}

/** What the fields of a run may be called: those of its protocols, by the templates it was given. */
export function vocabularyOf(dissectors: readonly Dissector[], prepared: PrepareOptions): Vocabulary {
  return {
    protocols: new Set(dissectors.map(({ name }) => name)),
    open: new Set(dissectors.flatMap(({ openPaths }) => openPaths ?? [])),
    declare: () => declareFieldsOf(dissectors, prepared),
  }
}

function describe(field: FieldDef): string {
  const parts = [field.doc || (field.wire === Wire.Group ? '' : field.label)].filter((part) => part !== '')
  if (field.unit) parts.push(`in ${field.unit}`)
  if (field.repeated) parts.push('repeated')
  if (field.mask) parts.push(`bits 0x${field.mask.toString(16)}`)
  return parts.join(', ')
}
