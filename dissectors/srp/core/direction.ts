/** Where a recovered key comes from. */
export const FROM_TRAFFIC = 'recovered from traffic'

/** What one direction of a connection with encrypted headers carries next. */
export const enum Next {
  /** A packet whose header is in plain. */
  Plain,
  /** A packet whose header can be decrypted. */
  Packet,
  /** Packets that cannot be told apart: a segment of them. */
  Segment,
  /** The rest of a packet that began before its key was recovered. */
  Rest,
}

/** How far one direction is; `Stream` decrypts its headers. */
export class Direction<Stream> {
  next = Next.Plain
  encrypted = false
  /** Where the direction stands in the cipher is not known. */
  lost = false
  stream: Stream | undefined
  /** Bytes of the packet under way that are still to come. */
  rest = 0
}
