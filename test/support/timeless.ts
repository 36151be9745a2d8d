/** Parses a line of `-T json` without the times of links: a text without times and its capture, where all are 0, differ in them. */
export function parseTimeless(line: string): Record<string, unknown> {
  return JSON.parse(line, (key, value) => (key.endsWith('-time') ? undefined : value))
}
