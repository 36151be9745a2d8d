import type { FieldDef } from '../fields/definition.js'
import type { Message } from './message.js'
import { ROW_SIZE } from './tree.js'

/** Whether a message has a field. */
export function hasRow({ tree: { rows, count } }: Message, def: FieldDef): boolean {
  for (let row = 0; row < count; row++) if (rows[row * ROW_SIZE] === def.id) return true
  return false
}
