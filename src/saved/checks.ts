/** A saved line that does not hold what it must: the message is a clause that says what is wrong. */
export class Faulty extends Error {
  override readonly name = 'Faulty'
}

/** A JSON object somebody else wrote: nothing about its members is known. */
export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The checks that a value is what it must be; each throws Faulty with the name of what it looked at. */

export function objectOf(value: unknown, what: string): Json {
  if (isObject(value)) return value
  throw new Faulty(`'${what}' is no object`)
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new Faulty(`'${what}' is no list`)
}

export function textOf(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw new Faulty(`'${what}' is no text`)
}

/** A text, empty for null: not known. */
export function textOrNull(value: unknown, what: string): string {
  return value === null ? '' : textOf(value, what)
}

/** An integer from `least` to `most`. */
export function integerOf(value: unknown, what: string, least: number, most: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)
    return value as number
  throw new Faulty(`'${what}' is no whole number from ${least} to ${most}`)
}
