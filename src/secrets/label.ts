/**
 * A kind of secret in a key file, declared by the protocol that uses it: a line is its name and so many words.
 */
export interface SecretLabel {
  /** First word of the line, in capitals: `MMO_SESSION_KEY`. */
  readonly name: string
  /** What the words after it are, as shown in errors and help: `['ACCOUNT', 'KEY']`. */
  readonly words: readonly string[]
  /** What is wrong with the words, as the end of a sentence ("the key has 39 bytes, 40 are needed"); undefined when nothing is. */
  check?(words: readonly string[]): string | undefined
}
