import { spawnSync } from 'node:child_process'
import type { Frame, FrameReader, FrameSink, InputProblem } from '../../src/ingest/frame.js'
import { type ReaderContext, readerContext } from '../../src/ingest/reader-context.js'

/** What a test remembers of a frame. */
export interface Seen {
  readonly number: number
  readonly seconds: number
  readonly nanoseconds: number
  readonly linkType: number
  readonly originalLength: number
  readonly hex: string
  readonly comment: string | undefined
}

export interface Result {
  readonly frames: Seen[]
  readonly problems: InputProblem[]
}

/** A sink that remembers, and takes no more than `most` frames. */
export function rememberingSink(most = Number.POSITIVE_INFINITY): FrameSink & Result {
  const frames: Seen[] = []
  const problems: InputProblem[] = []
  return {
    frames,
    problems,
    frame(frame: Frame) {
      frames.push(remember(frame))
      return frames.length < most
    },
    problem: (problem) => problems.push(problem),
  }
}

function remember(frame: Frame): Seen {
  const { number, seconds, nanoseconds, linkType, originalLength } = frame
  const hex = Buffer.from(frame.bytes.subarray(frame.start, frame.end)).toString('hex')
  return { number, seconds, nanoseconds, linkType, originalLength, hex, comment: frame.note?.comment }
}

export type NewReader = (context: ReaderContext) => FrameReader

/** Feeds the chunks, each in a buffer that is overwritten afterwards, until the reader wants no more. */
export function readChunks(newReader: NewReader, chunks: Iterable<Uint8Array>, most?: number): Result {
  const sink = rememberingSink(most)
  const context = readerContext('test', sink)
  const reader = newReader(context)
  for (const chunk of chunks) {
    const lent = Uint8Array.from(chunk)
    const wanted = reader.push(lent)
    lent.fill(0xee)
    if (!wanted) break
  }
  reader.end()
  context.problems.end()
  return { frames: sink.frames, problems: sink.problems }
}

export function readWhole(newReader: NewReader, bytes: Uint8Array): Result {
  return readChunks(newReader, [bytes])
}

export function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Cuts bytes at the given places, which are taken modulo the length. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  const edges = [0, ...sorted, bytes.length]
  return edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge))
}

export interface Packet {
  readonly seconds: number
  /** Microseconds or nanoseconds, as the file's magic says. */
  readonly fraction: number
  readonly bytes: Uint8Array
  readonly original?: number
}

export interface PcapShape {
  readonly littleEndian?: boolean
  readonly magic?: number
  readonly snapLength?: number
  readonly linkType?: number
  readonly version?: readonly [number, number]
}

/** A classic capture, written here byte by byte, independent of the code under test. */
export function makePcap(packets: readonly Packet[], shape: PcapShape = {}): Buffer {
  const {
    littleEndian = true,
    magic = 0xa1b2c3d4,
    snapLength = 65535,
    linkType = 1,
    version = [2, 4],
  } = shape
  const { u16, u32 } = integers(littleEndian)
  const extra = magic === 0xa1b2cd34 ? [u32(3), u16(0x0800), Buffer.from([0, 0])] : []
  const header = [
    u32(magic),
    u16(version[0]),
    u16(version[1]),
    u32(0),
    u32(0),
    u32(snapLength),
    u32(linkType),
  ]
  const records = packets.map(({ seconds, fraction, bytes, original = bytes.length }) =>
    Buffer.concat([u32(seconds), u32(fraction), u32(bytes.length), u32(original), ...extra, bytes]),
  )
  return Buffer.concat([...header, ...records])
}

export interface Integers {
  u16(value: number): Buffer
  u32(value: number): Buffer
  u64(value: bigint): Buffer
}

export function integers(littleEndian: boolean): Integers {
  const order = (big: Buffer) => (littleEndian ? big.reverse() : big)
  const fill = (length: number, value: bigint) => {
    const big = Buffer.alloc(length)
    for (let i = length - 1, left = value; i >= 0; i--, left >>= 8n) big[i] = Number(left & 0xffn)
    return order(big)
  }
  return {
    u16: (value) => fill(2, BigInt(value)),
    u32: (value) => fill(4, BigInt(value)),
    u64: (value) => fill(8, value),
  }
}

/** Bytes that differ from packet to packet. */
export function payload(length: number, seed = 1): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 37 + seed * 101 + (i >> 8)) & 0xff))
}

/** Packets of an Ethernet frame with a UDP datagram, of different lengths. */
export function samplePackets(count: number): Packet[] {
  return Array.from({ length: count }, (_, i) => ({
    seconds: 1_700_000_000 + i,
    fraction: (i * 123_457) % 1_000_000,
    bytes: udpFrame(payload((i * 17) % 90, i)),
  }))
}

/** An Ethernet, IPv4 and UDP packet; the checksum of UDP is left out. */
export function udpFrame(data: Uint8Array): Buffer {
  const big = integers(false)
  const udp = Buffer.concat([big.u16(40000), big.u16(12036), big.u16(8 + data.length), big.u16(0), data])
  const start = Buffer.concat([
    Buffer.from('4500', 'hex'),
    big.u16(20 + udp.length),
    Buffer.from('000100004011', 'hex'),
  ])
  const ip = Buffer.concat([start, big.u16(0), Buffer.from('0a0000010a000002', 'hex')])
  let sum = 0
  for (let i = 0; i < ip.length; i += 2) sum += ip.readUInt16BE(i)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  ip.writeUInt16BE(~sum & 0xffff, 10)
  return Buffer.concat([Buffer.from('0200000000020200000000010800', 'hex'), ip, udp])
}

/**
 * Frames as tshark reads them: number, time with nine decimals (empty where there is none), captured and original
 * length; and what it complained about.
 */
export function tsharkFrames(file: string): { frames: string[]; complaints: string[] } {
  const fields = ['frame.number', 'frame.time_epoch', 'frame.cap_len', 'frame.len'].flatMap((f) => ['-e', f])
  const run = spawnSync('tshark', ['-n', '-r', file, '-T', 'fields', ...fields], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const lines = (text: string) => text.split('\n').filter((line) => line !== '')
  return {
    frames: lines(run.stdout),
    complaints: lines(run.stderr).filter((line) => !line.includes('Running as user')),
  }
}

/** Frames in the form of `tsharkFrames`. */
export function asTshark(frames: readonly Seen[]): string[] {
  return frames.map(({ number, seconds, nanoseconds, hex, originalLength }) => {
    const time = seconds < 0 ? '' : `${seconds}.${String(nanoseconds).padStart(9, '0')}`
    return [number, time, hex.length / 2, originalLength].join('\t')
  })
}
