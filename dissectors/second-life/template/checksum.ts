const TAB = 0x09
const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const SLASH = 0x2f

/**
 * The checksum by which a classic viewer and its user server told whether they spoke the same template: every
 * character outside blanks and comments is added, shifted by 0, 8, 16 and 24 bits in turn, modulo 2^32. Braces,
 * names, numbers, the version and stray words count; how a template is laid out does not. So it is a good identity
 * for templates of any age. `text` has a character a byte (latin1).
 */
export function templateChecksum(text: string): number {
  let sum = 0
  let shift = 0
  let inWord = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (isBlank(c)) inWord = false
    else if (c === SLASH && !inWord) i = endOfLine(text, i)
    else {
      sum = (sum + (signed(c) << shift)) | 0
      shift = (shift + 8) & 31
      inWord = true
    }
  }
  return sum >>> 0
}

/** Viewers add `char`s, which have a sign; no template known has one beyond ASCII. */
function signed(c: number): number {
  return (c << 24) >> 24
}

/** Tab to carriage return are the blanks of C's scanf. */
function isBlank(c: number): boolean {
  return c === SPACE || (c >= TAB && c <= CR)
}

function endOfLine(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++
  return at
}
