import { FilterError } from './error.js'
import type { Expression, Value } from './syntax.js'

/** Says whether a pattern is found in a text. */
export type Search = (text: string) => boolean

/** Makes the search for a pattern; time is linear in the text, whatever the pattern. Throws FilterError for one that is none. */
export type MakeSearch = (pattern: Value) => Search

/** Loads the engine for regular expressions, if a filter has any. */
export async function searchesFor(expression: Expression): Promise<MakeSearch> {
  if (!usesPatterns(expression)) return () => () => false
  const { RE2JS } = await import('re2js')
  return ({ text, at, length }) => {
    try {
      const pattern = RE2JS.compile(text, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL)
      return (where) => pattern.test(where)
    } catch (error) {
      // The message quotes the pattern with the flags it was given.
      const why = String(error instanceof Error ? error.message : error).replace('(?s)(?i)', '')
      throw new FilterError(`this is no regular expression of RE2: ${why}.`, at, length)
    }
  }
}

function usesPatterns(expression: Expression): boolean {
  switch (expression.kind) {
    case 'test':
      return expression.op === 'matches'
    case 'not':
      return usesPatterns(expression.of)
    default:
      return expression.of.some(usesPatterns)
  }
}
