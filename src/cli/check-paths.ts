import { allFields } from '../fields/definition.js'
import { pathPattern } from '../fields/path-pattern.js'
import type { Vocabulary } from '../filter/compile.js'
import { nearField } from '../filter/near-field.js'
import { didYouMean } from '../suggest.js'
import { UsageError } from './errors.js'

/** Throws UsageError for a path or pattern that an option gives and that fits no field of the run. */
export async function checkPaths(
  option: string,
  paths: readonly string[],
  { open, declare }: Vocabulary,
): Promise<void> {
  await declare()
  for (const path of paths) {
    const fits = pathPattern(path)
    if (allFields().some((field) => fits(field.path)) || open.has(path.slice(0, path.indexOf('.')))) continue
    const names = () => new Set(allFields().map(({ name }) => name))
    const near = path.includes('.') ? nearField(path) : didYouMean(path, names())
    throw new UsageError(`${option}: no field fits '${path}' ('slx fields' lists all).${near}`)
  }
}
