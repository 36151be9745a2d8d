/**
 * An input that gives nothing to work with: missing, a directory, empty, of a kind slx does not read.
 * The message is one sentence that names the input as the user gave it (unescaped: the command line escapes
 * what it prints) and says what to do. It ends a command with exit code 2.
 */
export class InputError extends Error {
  override readonly name = 'InputError'
}
