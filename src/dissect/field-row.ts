import type { FieldDef } from '../fields/definition.js'

/** Fields of fixed width that always follow one another, so that they are recorded in one step. */
export interface FieldRow {
  readonly defs: readonly FieldDef[]
  /** Definition and bytes of each, as `FieldTree.addFields` wants them. */
  readonly layout: Int32Array
  /** Bytes of all together. */
  readonly width: number
}

export function fieldRow(...defs: readonly FieldDef[]): FieldRow {
  const layout = Int32Array.from(defs.flatMap(({ id, width }) => [id, width]))
  return { defs, layout, width: defs.reduce((sum, { width }) => sum + width, 0) }
}
