import type { ByteWriter } from './byte-writer.js'

/** Writes seconds since 1970, 0 or more and at most 32 bits of them, as a date in UTC: `2001-09-09 01:46:40 UTC`. */
export function writeUnixTime(out: ByteWriter, seconds: number): void {
  const days = Math.floor(seconds / SECONDS_OF_DAY)
  const time = seconds - days * SECONDS_OF_DAY
  writeDay(out, days)
  out.byte(SPACE)
  out.padded(Math.floor(time / 3600), 2)
  out.byte(COLON)
  out.padded(Math.floor(time / 60) % 60, 2)
  out.byte(COLON)
  out.padded(time % 60, 2)
  out.ascii(' UTC')
}

/**
 * Writes the day so many days after 1 January 1970. Years are counted from March, so that the day that only some have is
 * their last one. Every fourth year is a leap year but 2100, which therefore counts as one day more.
 */
function writeDay(out: ByteWriter, sinceEpoch: number): void {
  const days = sinceEpoch + DAYS_BEFORE_EPOCH + (sinceEpoch >= MARCH_2100 ? 1 : 0)
  const year = Math.floor((4 * days + 3) / DAYS_OF_FOUR_YEARS)
  const dayOfYear = days - Math.floor((DAYS_OF_FOUR_YEARS * year) / 4)
  // Five months from March on, and from August on, have 153 days.
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1
  out.padded(FIRST_YEAR + year + (month >= 10 ? 1 : 0), 4)
  out.byte(HYPHEN)
  out.padded(month >= 10 ? month - 9 : month + 3, 2)
  out.byte(HYPHEN)
  out.padded(day, 2)
}

const SECONDS_OF_DAY = 86_400
const DAYS_OF_FOUR_YEARS = 1461

/** Days are counted from 1 March of this year, which follows a leap day. */
const FIRST_YEAR = 1968
const DAYS_BEFORE_EPOCH = 671

/** 1 March 2100, in days since 1970. */
const MARCH_2100 = 47_541

const SPACE = 0x20
const HYPHEN = 0x2d
const COLON = 0x3a
