import { readFileSync, writeFileSync } from 'node:fs'
import { type Frame, newFrame } from '../../src/ingest/frame.js'

/** The frames of a classic little-endian capture with microseconds. */
export function readPcap(path: string): Frame[] {
  const bytes = readFileSync(path)
  const frames: Frame[] = []
  for (let at = 24; at + 16 <= bytes.length; ) {
    const start = at + 16
    const end = start + bytes.readUInt32LE(at + 8)
    frames.push({
      ...newFrame(),
      number: frames.length + 1,
      seconds: bytes.readUInt32LE(at),
      nanoseconds: bytes.readUInt32LE(at + 4) * 1000,
      linkType: bytes.readUInt32LE(20),
      bytes,
      start,
      end,
      originalLength: bytes.readUInt32LE(at + 12),
    })
    at = end
  }
  return frames
}

/** Writes frames of one link type as such a capture. */
export function writePcap(path: string, frames: readonly Uint8Array[], linkType = 1): void {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(262144, 16)
  header.writeUInt32LE(linkType, 20)
  const records = frames.map((frame, index) => {
    const record = Buffer.alloc(16)
    record.writeUInt32LE(1_170_000_000 + index)
    record.writeUInt32LE(frame.length, 8)
    record.writeUInt32LE(frame.length, 12)
    return [record, frame]
  })
  writeFileSync(path, Buffer.concat([header, ...records.flat()]))
}
