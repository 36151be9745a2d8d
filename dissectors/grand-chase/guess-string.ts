import { u32be } from '../../src/fields/read.js'
import { MAX_GUESSED_STRING } from './limits.js'

/** A counted string. */
export interface FoundString {
  readonly wide: boolean
  readonly end: number
}

/** Shorter ones are more often numbers. */
const LEAST = 2

/** The counted string that seems to stand at `at`: four bytes of length, then characters that people write. */
export function stringAt(bytes: Uint8Array, at: number, end: number): FoundString | undefined {
  const length = u32be(bytes, at)
  const start = at + 4
  if (length < LEAST || length > MAX_GUESSED_STRING || start + length > end) return undefined
  const stop = start + length
  if (isAscii(bytes, start, stop)) return { wide: false, end: stop }
  if (length % 2 === 0 && isWide(bytes, start, stop)) return { wide: true, end: stop }
  if (isKorean(bytes, start, stop)) return { wide: false, end: stop }
  return undefined
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isAsciiByte(bytes[at]!)) return false
  return true
}

function isAsciiByte(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f
}

/** CP949 of the letters in use: pairs of bytes above 0xa0, with ASCII between. */
function isKorean(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    if (isAsciiByte(bytes[at]!)) at++
    else if (bytes[at]! > 0xa0 && at + 1 < end && bytes[at + 1]! > 0xa0) at += 2
    else return false
  }
  return true
}

function isWide(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 2) {
    if (!isLetter(bytes[at]! | (bytes[at + 1]! << 8))) return false
  }
  return true
}

/** Whether people write this character: Latin, general punctuation, kana, Chinese characters, Hangul, full-width forms. */
function isLetter(unit: number): boolean {
  for (let i = 0; i < LETTERS.length; i += 2) {
    if (unit >= LETTERS[i]! && unit <= LETTERS[i + 1]!) return true
  }
  return false
}

// First and last of each range. Unicode's extended Latin is left out: there lie the numbers 1 and 2 with swapped bytes.
const LETTERS = [
  0x20, 0x7e, 0xa0, 0xff, 0x1100, 0x11ff, 0x2010, 0x2027, 0x3001, 0x318f, 0x4e00, 0x9fff, 0xac00, 0xd7a3,
  0xff01, 0xffee,
]
