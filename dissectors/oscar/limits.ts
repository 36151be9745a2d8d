/** Caps of the OSCAR dissectors; the oldest goes first where one bites. */

/** Clients' SNACs, and instant messages, of all connections that a later message may be about. A power of two. */
export const MAX_REQUESTS = 131_072

/** Replies of one connection that have come in part. */
export const MAX_SERIES = 4096

/** Cookies of a run that wait for the connection that presents them. */
export const MAX_COOKIES = 4096

/** Rendezvous proposals of a run that wait for their answer or peer connection. */
export const MAX_PROPOSALS = 4096

/** Accounts whose passwords are looked up quickly. */
export const MAX_ACCOUNTS = 10_000

/** Bytes of a password, key or hash that are worked with; longer ones are not checkable. */
export const MAX_PASSWORD = 1024
