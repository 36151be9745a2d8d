/** Acks one packet can carry: a count byte's worth in a PacketAck message, and as many appended. */
const MAX_ACKS = 510

/**
 * What reading a packet found that concerns its circuit. Kept aside until the reading is settled: a packet read in the
 * wrong era leaves no trace. One object serves all circuits, since a packet is done with before the next one begins.
 */
export class PacketNotes {
  /** There was a header to read. */
  isRead = false
  flags = 0
  sequence = 0
  /** Sequences that the packet acks: first those of a PacketAck message, then the appended ones. */
  readonly acks = new Uint32Array(MAX_ACKS)
  ackCount = 0
  appendedAcks = 0
  /** PingID of a StartPingCheck and of a CompletePingCheck, -1 for none. */
  ping = -1
  pong = -1
  /** Code of a UseCircuitCode, -1 for none. */
  circuitCode = -1
  /** Bytes that zero-coding saved. */
  saved = 0
  /** Where another circuit will lead, as the message says: empty and 0 for nothing. */
  announcedAddress = ''
  announcedPort = 0

  begin(flags: number, sequence: number): void {
    this.clear()
    this.isRead = true
    this.flags = flags
    this.sequence = sequence
  }

  clear(): void {
    this.isRead = false
    this.ackCount = 0
    this.appendedAcks = 0
    this.ping = -1
    this.pong = -1
    this.circuitCode = -1
    this.saved = 0
    this.announcedAddress = ''
    this.announcedPort = 0
  }

  ack(sequence: number): void {
    if (this.ackCount < MAX_ACKS) this.acks[this.ackCount++] = sequence
  }
}
