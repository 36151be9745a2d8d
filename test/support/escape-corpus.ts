/** Byte sequences that do harm when a terminal, a log or a reader of JSON gets them as they are. */
export const ESCAPE_CORPUS: readonly Uint8Array[] = [
  '\x1b]0;title\x07',
  '\x1b[31mred\x1b[0m',
  '\x9b31m',
  '\u202Eltr\u202C',
  '\u200B\u200D\uFEFF',
  '\u2028\u2029',
  '\u{E0001}\u{E0041}',
  '\r\n\b\t\v\f\0',
  '\x7f',
  '"\\"</script>',
].map((text) => new TextEncoder().encode(text))

/** Characters that must never be printed: controls but line ends, DEL, C1, format characters, line and paragraph separators, lone surrogates. `lineEnd` is what ends the lines of the output. */
export function forbidden(output: string, lineEnd = '\n'): string[] {
  const found = output.replaceAll(lineEnd, '\n').match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu) ?? []
  return found.filter((char) => char !== '\n').map((char) => `U+${char.codePointAt(0)!.toString(16)}`)
}
