/** A time in seconds as people say it: `35.2 ms`, `1.5 s`, `120 us`. Three digits of precision below a second, milliseconds above. */
export function duration(seconds: number): string {
  const size = Math.abs(seconds)
  if (size >= 1) return `${trim(seconds.toFixed(3))} s`
  if (size >= 1e-3) return `${trim((seconds * 1e3).toPrecision(3))} ms`
  return `${trim((seconds * 1e6).toPrecision(3))} us`
}

function trim(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number
}
