/** A point in time as captures have it. */
export interface Instant {
  readonly seconds: number
  readonly nanoseconds: number
}

export interface FoundTime {
  readonly time: Instant
  /** The columns it takes. */
  readonly start: number
  readonly end: number
}

const FRACTION = '(?:[.,](\\d{1,9}))?'
const CLOCK = `(\\d{1,2}):(\\d{2}):(\\d{2})${FRACTION}`

const DATED = new RegExp(`(\\d{4})[-/](\\d{2})[-/](\\d{2})[T ]\\s*${CLOCK}\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?`)
const EPOCH = /(?:^|epoch time: |timestamp: )(\d{9,10})\.(\d{1,9})\b/i
const OF_DAY = new RegExp(`(?:^|[\\s[(])${CLOCK}(?![\\d:.-])`)

/**
 * The first time in a line: with date (taken as UTC where no zone is given), as seconds since 1970, or a time of day,
 * which counts from 1970-01-01, so that the differences are right and the missing date is plain to see.
 */
export function findTime(text: string): FoundTime | undefined {
  return findDated(text) ?? findEpoch(text) ?? findTimeOfDay(text)
}

function findDated(text: string): FoundTime | undefined {
  const match = DATED.exec(text)
  if (match === null) return undefined
  const [whole, year, month, day, hour, minute, second, fraction, zone] = match
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  if (Number.isNaN(utc) || Number(month) > 12 || Number(day) > 31) return undefined
  return {
    time: { seconds: utc / 1000 - zoneSeconds(zone), nanoseconds: nanosecondsOf(fraction) },
    start: match.index,
    end: match.index + whole.length,
  }
}

/** `+02:00` is 7200; UTC and no zone 0. */
function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0
  const size = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60
  return zone[0] === '-' ? -size : size
}

function findEpoch(text: string): FoundTime | undefined {
  const match = EPOCH.exec(text)
  if (match === null) return undefined
  return {
    time: { seconds: Number(match[1]), nanoseconds: nanosecondsOf(match[2]) },
    start: match.index,
    end: match.index + match[0].length,
  }
}

function findTimeOfDay(text: string): FoundTime | undefined {
  const match = OF_DAY.exec(text)
  if (match === null) return undefined
  const [whole, hour, minute, second, fraction] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  return {
    time: {
      seconds: Number(hour) * 3600 + Number(minute) * 60 + Number(second),
      nanoseconds: nanosecondsOf(fraction),
    },
    start: match.index,
    end: match.index + whole.length,
  }
}

function nanosecondsOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(9, '0'))
}
