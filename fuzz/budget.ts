/** What one case may take. Cases are small: some kilobytes, seldom more. */
export const BUDGET = {
  /** Milliseconds before a case counts as hung. Generous, for machines that do other things too. */
  hang: 20_000,
  /** Megabytes of JavaScript objects. */
  heap: 512,
  /** Megabytes of the whole process. */
  memory: 1536,
  /** Rows of fields a byte of input may become, beyond a few thousand: zero-expanded and inflated bytes have rows too. */
  rowsPerByte: 256,
  rows: 50_000,
  /** Messages a byte of input may become. */
  messagesPerByte: 1,
  /** The same for gzip, a byte of which may stand for a thousand, and a record of a capture takes sixteen. */
  messagesPerPackedByte: 64,
  messages: 100,
  /** Bytes of output for a row. */
  outputPerRow: 2000,
  output: 1 << 20,
}
