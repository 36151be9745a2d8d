/** Bytes that a compressed content may unpack to; the largest known has 764. */
export const MAX_INFLATED = 1024 * 1024

/** Keys of other connections and of the user that are tried. */
export const MAX_KEYS = 1000

/** Frames of a connection for which all of those are tried in vain; after that only keys that are new. */
export const MAX_FRUITLESS = 4

/** Security associations of one connection whose sequence numbers are followed. */
export const MAX_WINDOWS = 8

/** Bytes of a string in the guessed reading of an unknown content. */
export const MAX_GUESSED_STRING = 4096

/** Bytes behind a gap in the capture that are searched for a likely frame; after them a possible size is enough again. */
export const MAX_SEARCHED = 64 * 1024
