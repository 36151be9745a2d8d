/** Blocks that fill one eighth to seven eighths of a column, from the left. */
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const EIGHTHS = PARTS.length

/** A bar for a number, as long as `width` columns for the largest. Whatever is above 0 can be seen. */
export function barText(number: number, largest: number, width: number): string {
  if (!(number > 0) || largest <= 0) return ''
  const eighths = Math.max(1, Math.round((Math.min(number, largest) / largest) * width * EIGHTHS))
  return '█'.repeat(Math.floor(eighths / EIGHTHS)) + PARTS[eighths % EIGHTHS]!
}
