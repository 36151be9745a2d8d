import { allFields, type FieldDef } from '../fields/definition.js'
import { didYouMean, nearest } from '../suggest.js'

/** Fields of one name that are named one by one; of more a pattern is. */
const MAX_NAMED = 3

/** Shortest word that says something at an end of a name, and shortest that is taken for a mistyped one. */
const MIN_PART = 3
const MIN_MISTYPED = 4

/**
 * A sentence that names the fields that may be meant by a path that fits none, or nothing: the path nearest to it, else
 * fields whose last names fit those of the path, or whose labels do. `others` are words that would do too.
 */
export function nearField(path: string, others: Iterable<string> = []): string {
  const fields = allFields()
  const near = didYouMean(path, new Set([...others, ...fields.map((field) => field.path)]))
  if (near !== '') return near
  const parts = path.split('.').filter((part) => !/^\**$/.test(part))
  if (parts.length === 0 || parts.some((part) => part.includes('*'))) return ''
  return told(best(parts.map(plain), fields))
}

/** The paths that fit best, those of fewer names first. */
function best(parts: readonly string[], fields: readonly FieldDef[]): string[] {
  let least = Number.POSITIVE_INFINITY
  let paths = new Set<string>()
  for (const field of fields) {
    const distance = distanceTo(parts, field)
    if (distance === undefined || distance > least) continue
    if (distance < least) paths = new Set()
    least = distance
    paths.add(field.path)
  }
  return [...paths].sort((a, b) => a.split('.').length - b.split('.').length)
}

/** How far a field is from the names of a path; undefined where its last name is another. */
function distanceTo(parts: readonly string[], { path, label }: FieldDef): number | undefined {
  const names = path.split('.').map(plain)
  const last = parts.at(-1)!
  const labelled = distance(last, plain(label))
  let sum = distance(last, names.at(-1)!) ?? (labelled === undefined ? undefined : labelled + 1)
  if (sum === undefined) return undefined
  let to = names.length - 1
  for (const part of parts.slice(0, -1).reverse()) {
    let found: number | undefined
    for (let at = to - 1; at >= 0 && found === undefined; at--) {
      found = distance(part, names[at]!)
      if (found !== undefined) to = at
    }
    sum += found ?? NOT_THERE
  }
  return sum
}

/** How far a name is from a word: the same, has it at an end, or is nearly the same. */
function distance(word: string, name: string): number | undefined {
  if (word === name) return 0
  if (word.length >= MIN_PART && (name.endsWith(word) || name.startsWith(word))) return 1
  // Hardly anybody mistypes the first letter.
  const isLike = word[0] === name[0] && word.length >= MIN_MISTYPED && nearest(word, [name]) !== undefined
  return isLike ? 2 : undefined
}

/** What a name of a path that is not in the field's counts. */
const NOT_THERE = 4

/** ` Did you mean 'flap.channel' or 'flap.data'?`; of many the pattern that fits those that end alike. */
function told(paths: readonly string[]): string {
  if (paths.length === 0) return ''
  if (paths.length <= MAX_NAMED) return ` Did you mean ${paths.map((path) => `'${path}'`).join(' or ')}?`
  const endings = new Map<string, number>()
  for (const path of paths) {
    const ending = path.split('.').slice(-2).join('.')
    endings.set(ending, (endings.get(ending) ?? 0) + 1)
  }
  const [ending, count] = [...endings].reduce((most, each) => (each[1] > most[1] ? each : most))
  if (count === 1) return ` Did you mean '${paths[0]}', or one of ${paths.length - 1} others that end alike?`
  return ` Did you mean '${paths[0]}', or '**.${ending}', which fits ${count} fields?`
}

/** A name as it is compared: letters and digits in one case. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
