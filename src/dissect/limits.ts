/** Caps that keep dissecting linear in time and memory whatever the input says; each is reported as a finding when it bites. */

/** Rows of one message. A message of 64 KiB in one-byte fields stays below. */
export const MAX_FIELDS = 100_000

/** Nested groups in one message. */
export const MAX_DEPTH = 64

/** Findings kept for one message; the rest are counted. */
export const MAX_FINDINGS = 100

/** Conversations remembered at once; the one idle longest is forgotten first. */
export const MAX_CONVERSATIONS = 32_768

/** Bytes of one stream kept while a message is incomplete. */
export const MAX_STREAM_CARRY = 16 * 1024 * 1024

/** Bytes of all streams together that wait so; of more, the one that has waited longest is shown as it is. */
export const MAX_WAITING_BYTES = 256 * 1024 * 1024

/** Announced conversations remembered in a run. */
export const MAX_EXPECTATIONS = 10_000

/** Links between messages that one run remembers. */
export const MAX_LINKS = 1_000_000

/** Bytes of one line of saved messages; a message of 8 MiB with its positions stays below. */
export const MAX_SAVED_LINE = 64 * 1024 * 1024

/** Objects and arrays in one another in a saved line: the groups of a message, MAX_DEPTH, and what is around and in them. */
export const MAX_SAVED_NESTING = 80

/** Different fields in the saved messages of one run. */
export const MAX_SAVED_DEFINITIONS = 100_000
