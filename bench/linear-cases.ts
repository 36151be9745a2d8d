import { HeaderMaker } from '../src/network/headers.js'
import { CaptureFile } from './capture-file.js'
import { flap, snac, tlv, u16 } from './encode/oscar.js'
import { Random } from './random.js'
import { TcpLink } from './tcp-link.js'
import { TRAFFIC, type Traffic } from './traffic/index.js'
import { lludpPayloads } from './traffic/lludp.js'

/** Captures whose cost could grow faster than they do. */
interface Case {
  readonly name: string
  readonly write: Traffic['write']
  readonly commands: readonly (readonly string[])[]
}

/** Bytes of an Ethernet header. */
const LINK_HEADER = 14

const SERVER = { address: '192.0.2.20', port: 5190 }
const DISSECT = ['dissect', '-T', 'summary'] as const
const STATS = ['stats'] as const
const BOTH = [DISSECT, STATS]

/** Connections that are open at once in captures of many, and in those of few packets: equally many at both sizes of a pair. */
const MANY = 100_000
const FEWER = 10_000
/** Packets from which on a capture has many. */
const LARGE = 200_000

export const CASES: readonly Case[] = [
  ...TRAFFIC.map(({ name, write }) => ({ name, write, commands: [['dissect'], DISSECT, STATS] })),
  {
    name: 'one-stream',
    write: stream((id) => snac(1, 0x11, id, [tlv(1, u16(id & 0xffff))])),
    commands: BOTH,
  },
  { name: 'unanswered', write: stream((id) => snac(2, 0x0b, id, [Buffer.from('\x01a')])), commands: BOTH },
  { name: 'conversations', write: conversations, commands: BOTH },
  { name: 'many-tlvs', write: manyTlvs, commands: BOTH },
  { name: 'deep-tlvs', write: stream((id) => snac(4, 7, id, [nested(40)])), commands: BOTH },
  { name: 'lost-segments', write: lostSegments, commands: BOTH },
  { name: 'noise', write: noise((random) => random.below(256)), commands: BOTH },
  { name: 'markers', write: noise((random) => (random.chance(50) ? 0x2a : random.below(6))), commands: BOTH },
  { name: 'long-lengths', write: longLengths, commands: BOTH },
  { name: 'damaged', write: damaged, commands: [['dissect'], DISSECT, STATS] },
]

/** One connection whose client sends a SNAC in each segment and never hears a word. */
function stream(body: (id: number) => Buffer): Traffic['write'] {
  return (path, packets) => {
    const file = new CaptureFile(path)
    const link = new TcpLink(file, 0, SERVER)
    while (file.packets < packets) link.send(0, flap(2, file.packets, body(file.packets)))
    return file.end(packets)
  }
}

/** Each of many connections says a little, in turn. */
function conversations(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const links = Array.from({ length: packets < LARGE ? FEWER : MANY }, (_, i) => new TcpLink(file, i, SERVER))
  while (file.packets < packets) {
    const link = links[file.packets % links.length]!
    link.send(0, flap(2, file.packets, snac(1, 0x0e, file.packets)))
  }
  return file.end(packets)
}

/** Lists of thousands of TLVs, each over many segments. */
function manyTlvs(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const link = new TcpLink(file, 0, SERVER)
  const tlvs = Buffer.concat(Array.from({ length: 12_000 }, (_, i) => tlv(i, i % 3 === 0 ? 'x' : '')))
  const bytes = flap(2, 0, snac(2, 4, 1, [tlvs]))
  // As many packets as others have, but a hundredth as many messages.
  for (let at = 0; file.packets < packets; at = at + 560 < bytes.length ? at + 560 : 0)
    link.send(0, bytes.subarray(at, at + 560))
  return file.end(0)
}

/** TLVs in TLVs. */
function nested(depth: number): Buffer {
  let inner: Buffer = Buffer.alloc(0)
  for (let i = 0; i < depth; i++) inner = tlv(5, inner)
  return inner
}

/** A stream of which every third segment is missing, so that frames are cut and what follows is searched for them. */
function lostSegments(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const link = new TcpLink(file, 0, SERVER)
  const bytes = Buffer.concat(
    Array.from({ length: 50 }, (_, i) => flap(2, i, snac(2, 4, i, [tlv(2, 'x'.repeat(70))]))),
  )
  for (let turn = 0; file.packets < packets; turn++) {
    const at = (turn * 100) % (bytes.length - 100)
    if (turn % 3 === 2) link.lose(0, bytes.subarray(at, at + 100))
    else link.send(0, bytes.subarray(at, at + 100))
  }
  return file.end(0)
}

/** A stream of bytes drawn at random. */
function noise(draw: (random: Random) => number): Traffic['write'] {
  return (path, packets) => {
    const file = new CaptureFile(path)
    const random = new Random(19)
    const link = new TcpLink(file, 0, SERVER)
    while (file.packets < packets)
      link.send(
        0,
        Uint8Array.from({ length: 100 }, () => draw(random)),
      )
    return file.end(0)
  }
}

/** Packets of Second Life of which none is sound: in each, a bit behind the link header is another than was sent. */
function damaged(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const random = new Random(23)
  const header = new HeaderMaker('udp', [
    { address: '192.0.2.1', port: 40000 },
    { address: '192.0.2.2', port: 13000 },
  ])
  for (const { payload } of lludpPayloads(packets)) {
    for (const frame of header.frames(0, payload)) {
      const at = LINK_HEADER + random.below(frame.length - LINK_HEADER)
      frame[at]! ^= 1 << random.below(8)
      file.add(frame)
    }
  }
  return file.end(0)
}

/** Headers that promise the longest frame there is, one after the other. */
function longLengths(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const link = new TcpLink(file, 0, SERVER)
  const header = flap(2, 1, snac(4, 7, 1))
  header.writeUInt16BE(0xffff, 4)
  while (file.packets < packets) link.send(0, header)
  return file.end(0)
}
