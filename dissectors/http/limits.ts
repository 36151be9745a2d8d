/** Bytes of a head, and of the trailers behind a chunked body; what is longer is given up. */
export const MAX_HEAD = 64 * 1024

/** Bytes of a chunk's size line, extensions and line end included. */
export const MAX_CHUNK_LINE = 4096

/** Bytes skipped at a time while no start line is found; the same blocks however the bytes arrive. */
export const JUNK_BLOCK = 64 * 1024

/** Bytes shown at a time of a connection that switched to another protocol. */
export const SWITCHED_BLOCK = 16 * 1024

/** Requests remembered while they wait; more than this many only pile up where answers are not captured. */
export const MAX_WAITING = 256

/** Bytes that a body may inflate to. */
export const MAX_INFLATED = 8 * 1024 * 1024

/** How many times its own length a body may inflate to, above the first 64 KiB; text seldom reaches 30. */
export const INFLATE_RATIO = 200

/** Codings that are undone one after another. */
export const MAX_CODINGS = 3

/** Chunks of one body that are shown one by one. */
export const MAX_CHUNKS_SHOWN = 1000
