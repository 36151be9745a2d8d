/** A segment of a TCP connection: who sends it, and what. */
export type Segment = readonly [side: 0 | 1, data: Uint8Array]

const CLIENT_PORT = 40000
const SERVER_PORT = 80
const LINKTYPE_RAW = 101
const IP_HEADER = 20
const TCP_HEADER = 20
const ACK = 0x10

/** A classic capture of one connection, without handshake and with checksums left 0, enough for tshark. */
export function captureOf(segments: readonly Segment[]): Buffer {
  const next = [1000, 2000]
  const records = segments.map(([side, data], index) => {
    const sequence = next[side]!
    next[side] = sequence + data.length
    return record(index, packet(side, sequence, next[1 - side]!, data))
  })
  return Buffer.concat([fileHeader(), ...records])
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(65535, 16)
  header.writeUInt32LE(LINKTYPE_RAW, 20)
  return header
}

function record(seconds: number, data: Buffer): Buffer {
  const header = Buffer.alloc(16)
  header.writeUInt32LE(seconds, 0)
  header.writeUInt32LE(data.length, 8)
  header.writeUInt32LE(data.length, 12)
  return Buffer.concat([header, data])
}

function packet(side: 0 | 1, sequence: number, acknowledged: number, data: Uint8Array): Buffer {
  const headers = Buffer.alloc(IP_HEADER + TCP_HEADER)
  headers[0] = 0x45
  headers.writeUInt16BE(headers.length + data.length, 2)
  headers[8] = 64
  headers[9] = 6
  headers.set([192, 0, 2, side === 0 ? 1 : 2], 12)
  headers.set([192, 0, 2, side === 0 ? 2 : 1], 16)
  const tcp = headers.subarray(IP_HEADER)
  tcp.writeUInt16BE(side === 0 ? CLIENT_PORT : SERVER_PORT, 0)
  tcp.writeUInt16BE(side === 0 ? SERVER_PORT : CLIENT_PORT, 2)
  tcp.writeUInt32BE(sequence, 4)
  tcp.writeUInt32BE(acknowledged, 8)
  tcp[12] = (TCP_HEADER / 4) << 4
  tcp[13] = ACK
  tcp.writeUInt16BE(8192, 14)
  return Buffer.concat([headers, data])
}
