/** Something the user can put right: the message says what and how. Printed without a stack; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** Lines printed below the message: where in what the user wrote it is. */
  readonly where: readonly string[]

  constructor(message: string, where: readonly string[] = []) {
    super(message)
    this.where = where
  }
}
