import type { Filter, Vocabulary } from '../filter/compile.js'
import { escapeText } from '../output/escape.js'
import { columnsOf } from '../output/width.js'
import { UsageError } from './errors.js'

/** Reads what stands after `-Y`. Throws UsageError, which shows the place where it makes no sense. */
export async function readFilter(source: string, vocabulary: Vocabulary): Promise<Filter> {
  const [{ compileFilter }, { FilterError }] = await Promise.all([
    import('../filter/compile.js'),
    import('../filter/error.js'),
  ])
  try {
    return await compileFilter(source, vocabulary)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw new UsageError(`in the filter, ${error.message}`, pointAt(source, error.at, error.length))
  }
}

/** The expression and a line below it that marks a part: `^~~~`. */
function pointAt(source: string, at: number, length: number): string[] {
  const before = columns(source.slice(0, at))
  const marked = Math.max(1, columns(source.slice(at, at + length)))
  return [`  ${source}`, `  ${' '.repeat(before)}^${'~'.repeat(marked - 1)}`]
}

/** Columns that a text takes when it is escaped. */
function columns(text: string): number {
  let sum = 0
  for (const char of escapeText(text)) sum += columnsOf(char.codePointAt(0)!)
  return sum
}
