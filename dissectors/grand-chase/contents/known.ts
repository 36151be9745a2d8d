import { type FieldDef, group } from '../../../src/fields/index.js'
import { declare } from '../declare.js'
import { PREFIX } from '../fields.js'
import type { Layout } from '../layout.js'

/** A message whose content is known. */
export interface KnownContent {
  readonly name: string
  /** The group its fields are in. */
  readonly field: FieldDef
  /** Ways it may be laid out, the surest first. */
  readonly layouts: readonly Layout[]
  /** So short and plain that other contents fit by chance. */
  readonly weak: boolean
}

/** For `known`: other contents fit by chance. */
export const WEAK = true

/** Declares the content of a message; `layouts` declares its fields below a path. */
export function known(
  name: string,
  layouts: (path: string) => readonly Layout[],
  weak = false,
): KnownContent {
  const path = `${PREFIX}.${bareName(name)}`
  return {
    name: bareName(name),
    field: declare(path, group({ label: 'Content' })),
    layouts: layouts(path),
    weak,
  }
}

/** A message's name without the words that some tables have in front. */
export function bareName(name: string): string {
  return name.replace(/^(?:ENU|EVENT)_/, '')
}
