/** What cases took, summed. */
export class Tally {
  /** Bytes of input. */
  bytes = 0
  messages = 0
  rows = 0
  /** Bytes of output. */
  output = 0
}
