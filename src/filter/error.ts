/** A filter that makes no sense: the message says what is wrong, `at` and `length` where in the expression. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
  readonly at: number
  readonly length: number

  constructor(message: string, at: number, length: number) {
    super(message)
    this.at = at
    this.length = length
  }
}
