/** What the network stage counts. */
export interface NetworkCounters {
  frames: number
  /** Datagrams and TCP segments with new bytes that were handed on. */
  payloads: number
  /** TCP segments without new bytes. */
  control: number
  /** Frames that hold nothing to dissect, or a damaged header. */
  other: number
}
