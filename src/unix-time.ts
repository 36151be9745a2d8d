/** Seconds since 1970 as a date in UTC: `2007-01-24T10:00:00Z`. */
export function unixTimeText(seconds: number): string {
  return new Date(1000 * seconds).toISOString().replace('.000', '')
}
