/** First character and number of those a character is replaced by others of. */
type Class = readonly [first: number, size: number]

const DIGITS: Class = [0x30, 10]
const LETTERS: Class = [0x61, 26]
const HEX_LETTERS: Class = [0x61, 6]

/** Beyond ASCII, by the bytes a character takes in UTF-8: letters with accents, hiragana, pictures. */
const TWO_BYTES: Class = [0xe0, 22]
const THREE_BYTES: Class = [0x3042, 80]
const FOUR_BYTES: Class = [0x1f600, 64]

/**
 * A word in lower case with every character replaced by another of its kind: a digit by a digit, a letter by a letter.
 * Words of hexadecimal digits stay such words. Takes four bytes of `noise` a character.
 */
export function replacedCharacters(lower: string, noise: Uint8Array): string {
  const letters = /^[0-9a-f]{2,}$/.test(lower) ? HEX_LETTERS : LETTERS
  let made = ''
  let i = 0
  for (const character of lower) {
    made += String.fromCodePoint(shifted(character.codePointAt(0)!, letters, noise[i++]!))
  }
  return made
}

function shifted(code: number, letters: Class, noise: number): number {
  const [first, size] = classOf(code, letters)
  const from = code - first
  // Never by nothing: no character stays where it is.
  const by = 1 + (noise % (size - 1))
  return first + (((((from % size) + size) % size) + by) % size)
}

function classOf(code: number, letters: Class): Class {
  if (code < 0x3a) return DIGITS
  if (code < 0x80) return letters
  if (code < 0x800) return TWO_BYTES
  return code < 0x10000 ? THREE_BYTES : FOUR_BYTES
}

/** A reference of XML: one to a character by its number becomes one to another, of the same length. */
export function replacedEntity(entity: string, noise: number): string {
  const digits = /^&#(x?)(\w+);$/i.exec(entity)
  if (!digits || digits[2]!.length < 2) return entity
  const [, hex, number] = digits
  const capital = 0x41 + (noise % 26)
  return `&#${hex}${capital.toString(hex ? 16 : 10).padStart(number!.length, '0')};`
}
