import { defineField, text } from '../../../src/fields/index.js'
import { type Layout, s8 } from '../layout/parts.js'

/** A screen name or UIN behind its length, the commonest thing in bodies. */
export const SCREEN_NAME = defineField(
  'oscar.screen_name',
  text({ label: 'Screen name', summary: '', doc: 'Compared without case and blanks' }),
)

export const NAME: Layout = [s8(SCREEN_NAME)]

/** A screen name as servers compare it. */
export function sameName(name: string): string {
  return name.replaceAll(' ', '').toLowerCase()
}
