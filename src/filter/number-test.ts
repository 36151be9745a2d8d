import type { Flag, Names } from '../fields/definition.js'
import { didYouMean } from '../suggest.js'
import { FilterError } from './error.js'
import { ordered } from './order.js'
import { type Item, isRange, type Op, type Value } from './syntax.js'

/** What the numbers of a field look like to a filter. */
export interface NumberKind {
  readonly names?: Names | undefined
  readonly flags?: readonly Flag[] | undefined
  /** 32-bit floats: a value means the nearest of them. */
  readonly single?: boolean
  /** Reads a value that is written in a way of the field's own (a time); undefined where it is none. */
  readonly read?: (text: string) => number | undefined
}

export type NumberTest = (value: number | bigint) => boolean

const INTEGER = /^-?(?:\d+|0x[0-9a-f]+)$/i
const DECIMAL = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

/** A test of a field's number. Throws FilterError for values that are none. */
export function numberTest(path: string, op: Op, items: readonly Item[], kind: NumberKind): NumberTest {
  if (op === 'contains' || op === 'matches') throw cannotSearch(path, op, items[0] as Value)
  if (op === 'in') {
    const tests = items.map((item) => memberTest(path, item, kind))
    return (value) => tests.some((is) => is(value))
  }
  const numbers = numbersOf(path, items[0] as Value, kind)
  return ordered(op, numbers[0]!) ?? oneOf(numbers)
}

/** The bits a mask names. Throws FilterError for a value that is no whole number or flag. */
export function maskOf(path: string, value: Value, kind: NumberKind): number | bigint {
  const [mask] = numbersOf(path, value, kind)
  if (typeof mask === 'bigint' || Number.isInteger(mask)) return mask!
  throw new FilterError(`'&' takes a whole number, not '${value.text}'.`, value.at, value.length)
}

/** The bits of a number that a mask has. */
export function masked(value: number | bigint, mask: number | bigint): number | bigint {
  const small = typeof value === 'number' && typeof mask === 'number' && mask <= 0xffff_ffff
  return small ? (value & mask) >>> 0 : BigInt(value) & BigInt(mask)
}

function memberTest(path: string, item: Item, kind: NumberKind): NumberTest {
  if (!isRange(item)) return oneOf(numbersOf(path, item, kind))
  const low = numbersOf(path, item.low, kind)[0]!
  const high = numbersOf(path, item.high, kind)[0]!
  return (value) => value >= low && value <= high
}

function oneOf(numbers: readonly (number | bigint)[]): NumberTest {
  const [only] = numbers
  // Numbers and bigints are compared by size: === would tell them apart.
  if (numbers.length === 1) return (value) => value >= only! && value <= only!
  return (value) => numbers.some((number) => value >= number && value <= number)
}

/** The numbers a value stands for: more than one where several have the same name. */
function numbersOf(path: string, value: Value, kind: NumberKind): (number | bigint)[] {
  const { text, quoted } = value
  const own = kind.read?.(text)
  if (own !== undefined) return [own]
  if (!quoted) {
    const number = plainNumber(text)
    if (number !== undefined) return [kind.single ? Math.fround(Number(number)) : number]
  }
  const named = byName(text, kind)
  if (named.length > 0) return named
  if (/^(?:true|false)$/i.test(text)) return [text.toLowerCase() === 'true' ? 1 : 0]
  throw notANumber(path, value, kind)
}

function plainNumber(text: string): number | bigint | undefined {
  if (INTEGER.test(text)) {
    const negative = text.startsWith('-')
    const big = BigInt(negative ? text.slice(1) : text) * (negative ? -1n : 1n)
    const number = Number(big)
    return Number.isSafeInteger(number) ? number : big
  }
  return DECIMAL.test(text) ? Number(text) : undefined
}

function byName(text: string, { names, flags }: NumberKind): number[] {
  const wanted = text.toLowerCase()
  const found: number[] = []
  for (const [number, name] of names ?? []) if (name.toLowerCase() === wanted) found.push(number)
  for (const { mask, name } of flags ?? []) if (name.toLowerCase() === wanted) found.push(mask)
  return found
}

function notANumber(path: string, { text, at, length }: Value, { names, flags, read }: NumberKind) {
  const known = [...(names?.values() ?? []), ...(flags ?? []).map(({ name }) => name)]
  if (read) return new FilterError(`'${text}' is no time: write "2015-03-01 12:00:00".`, at, length)
  if (known.length === 0) return new FilterError(`${path} is a number, and '${text}' is none.`, at, length)
  const near = didYouMean(text, known)
  const hint =
    near === ''
      ? ` Known are ${known.slice(0, SOME_NAMES).join(', ')}${known.length > SOME_NAMES ? ' ...' : ''}.`
      : near
  return new FilterError(`no value of ${path} is called '${text}'.${hint}`, at, length)
}

/** Names that a message about an unknown one tells. */
const SOME_NAMES = 8

function cannotSearch(path: string, op: Op, { at, length }: Value): FilterError {
  return new FilterError(`'${op}' looks into text and bytes, but ${path} is a number.`, at, length)
}
