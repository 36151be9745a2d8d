/** `2015-03-01`, `2015-03-01 12:00`, `2015-03-01T12:00:00.5Z`, with `+02:00` behind it; UTC where nothing else is said. */
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?\s?(?:Z|([+-])(\d\d):?(\d\d))?)?$/i

/** The seconds since 1970 that a date, a date and time, or a number stands for; undefined for anything else. */
export function readTime(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text)
  const found = TIME.exec(text)
  if (!found) return undefined
  const [
    ,
    year,
    month,
    day,
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '0',
    sign,
    zoneHours,
    zoneMinutes,
  ] = found
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // A day that a month does not have would become one of the next.
  const isDay = new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`)
  if (!isDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const zone = sign ? (sign === '-' ? -60 : 60) * (60 * Number(zoneHours) + Number(zoneMinutes)) : 0
  const seconds = midnight / 1000 + 3600 * Number(hour) + 60 * Number(minute) + Number(second) - zone
  return seconds + Number(fraction)
}
