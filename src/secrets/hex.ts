/** The bytes of a word of hex digits (`0x` and colons between them allowed); undefined when it is none. */
export function hexWord(word: string): Uint8Array | undefined {
  const digits = word.replace(/^0x/i, '').replaceAll(':', '')
  if (digits === '' || digits.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(digits)) return undefined
  return new Uint8Array(Buffer.from(digits, 'hex'))
}

/** For `SecretLabel.check`: what is wrong with a word that must be `length` bytes in hex, as the end of a sentence. */
export function wrongHex(what: string, word: string, length: number): string | undefined {
  const bytes = hexWord(word)
  if (!bytes) return `${what} is not an even number of hex digits`
  if (bytes.length === length) return undefined
  return `${what} has ${bytes.length} bytes, ${length} are needed`
}
