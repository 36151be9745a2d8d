/** Caps that keep statistics bounded whatever the input holds; a note says where one was reached. */

/** Conversations counted one by one; later ones are counted together. */
export const MAX_CONVERSATIONS_COUNTED = 100_000

/** Types of messages counted one by one, over all protocols; later ones are counted together for each protocol. */
export const MAX_TYPES_COUNTED = 10_000

/** Characters of a type that tell it from others. */
export const MAX_TYPE_LENGTH = 200

/** Kinds of frames (ARP, ICMP, ...) counted one by one for each version of IP; later ones are counted together. */
export const MAX_LAYERS_COUNTED = 100

/** Rows of one table, the others summed in one more. Drawing a table takes some tenths of a millisecond a cell. */
export const MAX_ROWS = 500

/** Conversations listed when nobody says how many. */
export const DEFAULT_TOP = 20

/** Lines of the time line. */
export const MAX_BUCKETS = 40

/** Characters of a finding's sentence that are shown. */
export const MAX_EXAMPLE = 200
