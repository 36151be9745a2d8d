import { FACTS } from '../facts/index.js'
import { allFields } from '../fields/definition.js'
import { didYouMean } from '../suggest.js'

/** A sentence that names the field nearest to one that does not exist, or nothing. */
export function nearField(path: string, protocols: Iterable<string> = []): string {
  const known = new Set([...FACTS.keys(), ...protocols])
  for (const field of allFields()) known.add(field.path)
  const near = didYouMean(path, known)
  if (near !== '' || path.includes('*')) return near
  // A name that belongs to another group, or stands alone.
  const last = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const same = [...known].filter((name) => name.toLowerCase().endsWith(`.${last}`))
  return same.length === 0 ? '' : ` There is '${same[0]}'.`
}
