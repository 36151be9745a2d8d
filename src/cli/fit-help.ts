import { wrapText } from '../output/wrap-text.js'

/** Where on narrow terminals the description of something begins, below it. */
const DESCRIBED_AT = 6

/**
 * Help for a terminal of `columns` columns, undefined for none: what is too wide goes on below. Descriptions stand below
 * what they describe then.
 */
export function fitHelp(text: string, columns: number | undefined): string {
  if (!columns) return text
  return text
    .split('\n')
    .flatMap((line) => (line.length <= columns ? line : fitted(line, columns)))
    .join('\n')
}

function fitted(line: string, columns: number): string[] {
  const [, what, description] = /^( +\S.*?) {2,}(\S.*)$/.exec(line) ?? []
  if (what === undefined) return wrapText(line, columns, line.search(/\S|$/) + 2)
  const indented = `${' '.repeat(DESCRIBED_AT)}${description}`
  return [...wrapText(what, columns, DESCRIBED_AT - 2), ...wrapText(indented, columns, DESCRIBED_AT)]
}
