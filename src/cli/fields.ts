import type { Dissector, PrepareOptions } from '../dissect/dissector.js'
import type { Fact } from '../facts/fact.js'
import { FACTS } from '../facts/index.js'
import { allFields, type FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { Vocabulary } from '../filter/compile.js'
import { escapeText } from '../output/escape.js'
import { didYouMean } from '../suggest.js'
import { columns } from './columns.js'
import { declareFields, declareFieldsOf } from './declare-fields.js'
import { Exit } from './errors.js'
import { printError, printLines } from './print.js'

/** `slx fields [PREFIX]`: path, type, role and description of every field and fact, sorted by path. Returns the exit code. */
export async function listFields(prefix: string, outside?: readonly string[]): Promise<number> {
  await declareFields(outside)
  const fields: Row[] = [...[...FACTS.values()].map(ofFact), ...allFields().map(ofField)]
  const wanted = fields
    .filter(({ path }) => path.startsWith(prefix))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  if (wanted.length === 0) {
    const near = didYouMean(prefix, new Set(fields.map((field) => field.path.slice(0, prefix.length))))
    const line = `no field's path begins with '${prefix}' ('slx fields' lists all).${near}`
    printError(`slx: ${escapeText(line)}\n`)
    return Exit.NOTHING
  }
  const lines = columns(wanted.map(({ path, type, role, doc }) => [path, type, role, doc]))
  // Declarations of one path that differ, in their type for one, have a line each.
  printLines([...new Set(lines)])
  return Exit.OK
}

interface Row {
  readonly path: string
  readonly type: string
  readonly role: string
  readonly doc: string
}

function ofField(field: FieldDef): Row {
  return { path: field.path, type: field.type, role: field.role, doc: describe(field) }
}

/** What is known of every message stands among the fields, since filters and columns name both. */
function ofFact({ name, kind, doc }: Fact): Row {
  return { path: name, type: kind, role: 'fact', doc }
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
