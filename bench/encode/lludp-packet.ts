/** Writing LLUDP packets, for samples and benchmarks: header, zero-coding, acks. It shares nothing with the decoder. */

export const ZERO_CODED = 0x80
export const RELIABLE = 0x40
export const RESENT = 0x20
export const ACKS = 0x10

export interface PacketParts {
  readonly era: 'classic' | 'modern'
  /** RELIABLE and RESENT; the other flags follow from what is written. */
  readonly flags: number
  readonly sequence: number
  /** Message number and body, not coded. */
  readonly message: Buffer
  /** Zero-coded where that is shorter. */
  readonly zeroCoded: boolean
  readonly acks: readonly number[]
}

/** A packet as it goes over the wire. */
export function writePacket({ era, flags, sequence, message, zeroCoded, acks }: PacketParts): Buffer {
  const coded = zeroCoded ? zeroCode(message) : message
  const useCoded = coded.length < message.length
  const header = Buffer.alloc(era === 'modern' ? 6 : 4)
  header.writeUIntBE(sequence, era === 'modern' ? 2 : 1, 3)
  header[0] = flags | (useCoded ? ZERO_CODED : 0) | (acks.length > 0 ? ACKS : 0)
  return Buffer.concat([header, useCoded ? coded : message, writeAcks(acks)])
}

/** The bytes of a message number, from its key: all of them as one big-endian integer. */
export function writeKey(key: number): Buffer {
  const bytes = Buffer.alloc(key >= 0xffff_0000 ? 4 : key >= 0xff00 ? 2 : 1)
  bytes.writeUIntBE(key, 0, bytes.length)
  return bytes
}

/** Zero-coding as viewers write it: at most 255 zeros a pair. */
export function zeroCode(plain: Uint8Array): Buffer {
  const coded: number[] = []
  for (let at = 0; at < plain.length; ) {
    const byte = plain[at++]!
    coded.push(byte)
    if (byte !== 0) continue
    let run = 1
    for (; run < 255 && plain[at] === 0; run++) at++
    coded.push(run)
  }
  return Buffer.from(coded)
}

function writeAcks(acks: readonly number[]): Buffer {
  if (acks.length === 0) return Buffer.alloc(0)
  const bytes = Buffer.alloc(acks.length * 4 + 1)
  acks.forEach((ack, i) => {
    bytes.writeUInt32BE(ack, i * 4)
  })
  bytes[acks.length * 4] = acks.length
  return bytes
}
