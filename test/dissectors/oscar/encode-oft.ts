import { u8, u32 } from './encode.js'

export const NO_BYTES = 0xffff0000

export const OFT = {
  prompt: 0x0101,
  resumeAccepted: 0x0106,
  ack: 0x0202,
  done: 0x0204,
  resume: 0x0205,
  resumeAck: 0x0207,
  listingPrompt: 0x1108,
  listingAck: 0x1209,
  listingDone: 0x120b,
  fileRequest: 0x120c,
} as const

export interface OftHeader {
  readonly cookie?: Uint8Array
  readonly size: number
  readonly checksum: number
  readonly name?: string | Uint8Array
  readonly charset?: number
  /** What the receiver has so far. */
  readonly received?: number
  readonly receivedChecksum?: number
}

/** An OFT2 header as the protocol page lays it out; 256 bytes unless the name needs more. */
export function oftHeader(type: number, header: OftHeader): Buffer {
  const { cookie, size, checksum, received = 0, receivedChecksum = NO_BYTES, charset = 0 } = header
  const name = Buffer.from((header.name ?? 'notes.txt') as string)
  const bytes = Buffer.alloc(Math.max(256, 192 + name.length + 2))
  bytes.write('OFT2')
  bytes.writeUInt16BE(bytes.length, 4)
  bytes.writeUInt16BE(type, 6)
  if (cookie) bytes.set(cookie, 8)
  for (const at of [20, 22, 24, 26]) bytes.writeUInt16BE(1, at)
  for (const at of [28, 32]) bytes.writeUInt32BE(size, at)
  bytes.writeUInt32BE(checksum, 40)
  for (const at of [44, 56]) bytes.writeUInt32BE(NO_BYTES, at)
  u32(received).copy(bytes, 60)
  bytes.writeUInt32BE(receivedChecksum, 64)
  bytes.write('Cool FileXfer', 68)
  u8(0x20, 0x1c, 0x11).copy(bytes, 100)
  bytes.writeUInt16BE(charset, 188)
  name.copy(bytes, 192)
  return bytes
}

/** The checksum by the page: minus each byte, high and low in turn, with the borrow carried around. */
export function oftChecksum(bytes: Uint8Array): number {
  let sum = 0xffff
  bytes.forEach((byte, i) => {
    const before = sum
    sum = (sum - (i % 2 === 0 ? byte << 8 : byte)) & 0xffff
    if (sum > before) sum--
  })
  return (sum << 16) >>> 0
}
