import { MAX_CONVERSATIONS } from '../dissect/limits.js'

/** Caps of the network stage; each is reported as a finding where it bites. */
export interface NetworkLimits {
  /** Conversations remembered at once; the one idle longest is forgotten first. */
  readonly conversations: number
  /** Bytes that one TCP direction keeps while it waits for missing ones; beyond, it stops waiting. */
  readonly heldPerDirection: number
  /** The same for all TCP connections together. */
  readonly held: number
  /** IP datagrams that wait for fragments. */
  readonly datagrams: number
  /** Bytes of fragments that wait. */
  readonly fragmentBytes: number
  /** Frames after which a datagram without new fragments is given up. */
  readonly fragmentAge: number
}

export const DEFAULT_LIMITS: NetworkLimits = {
  conversations: MAX_CONVERSATIONS,
  heldPerDirection: 1024 * 1024,
  held: 64 * 1024 * 1024,
  datagrams: 1024,
  fragmentBytes: 16 * 1024 * 1024,
  fragmentAge: 10_000,
}

/** What a kept frame is reckoned to take beside its bytes: some objects and a buffer. So many small ones are capped too. */
export const KEPT_FRAME_OVERHEAD = 1024
