import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Message } from '../../src/dissect/message.js'
import { type Frame, LinkType } from '../../src/ingest/frame.js'
import { recordLayers } from '../../src/network/layers.js'
import { Network } from '../../src/network/network.js'
import type { Payload, PayloadSink } from '../../src/network/payload.js'
import { readPcap, writePcap } from '../support/pcap.js'
import { readTree } from '../support/read-tree.js'
import { sharedPath } from '../support/shared.js'
import { hasTool } from '../support/tools.js'
import {
  ACK,
  addresses4,
  addresses6,
  ascii,
  be16,
  be32,
  CLIENT_IP,
  concat,
  ethernet,
  FIN,
  ipv4,
  ipv6,
  SERVER_IP,
  SYN,
  tcp,
  tcpFrame,
  udp,
  udpFrame,
} from './packets.js'
import { run } from './recorder.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-network-'))
afterAll(() => rmSync(folder, { recursive: true }))

function capture(name: string, frames: readonly Uint8Array[], linkType: number = LinkType.ETHERNET): string {
  const path = join(folder, `${name}.pcap`)
  writePcap(path, frames, linkType)
  return path
}

/** A reference capture as a classic one, whatever its own format; undefined where it is absent. */
function reference(name: string): string | undefined {
  const path = sharedPath(`captures/${name}.pcap`)
  if (!path) return undefined
  const copy = join(folder, `${name}.pcap`)
  execFileSync('editcap', ['-F', 'pcap', path, copy], { stdio: 'ignore' })
  return copy
}

function tshark(...args: string[]): string {
  return execFileSync('tshark', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1e8,
  })
}

/** Fields that both have, as plain numbers or hexadecimal bytes, with the factor from our unit to tshark's. */
const FIELDS: Readonly<Record<string, number>> = {
  'vlan.id': 1,
  'vlan.priority': 1,
  'eth.padding': 1,
  'sll.pkttype': 1,
  'sll.hatype': 1,
  'sll.halen': 1,
  'ip.hdr_len': 4,
  'ip.len': 1,
  'ip.id': 1,
  'ip.frag_offset': 1,
  'ip.ttl': 1,
  'ip.proto': 1,
  'ip.checksum': 1,
  'ip.src': 1,
  'ip.dst': 1,
  'ipv6.plen': 1,
  'ipv6.hlim': 1,
  'ipv6.tclass': 1,
  'ipv6.fraghdr.offset': 1,
  'ipv6.fraghdr.ident': 1,
  'udp.srcport': 1,
  'udp.dstport': 1,
  'udp.length': 1,
  'udp.checksum': 1,
  'udp.payload': 1,
  'tcp.srcport': 1,
  'tcp.dstport': 1,
  'tcp.seq': 1,
  'tcp.ack': 1,
  'tcp.hdr_len': 4,
  'tcp.flags': 1,
  'tcp.window_size_value': 1,
  'tcp.checksum': 1,
  'tcp.urgent_pointer': 1,
  'tcp.options': 1,
  'tcp.payload': 1,
}

const STATUS = ['ip.checksum.status', 'udp.checksum.status', 'tcp.checksum.status']

/** What tshark says of each frame, as `field=value` where it has a value. */
function theirs(path: string): Map<number, string[]> {
  const names = [...Object.keys(FIELDS), ...STATUS]
  const columns = names.flatMap((name) => ['-e', name])
  const checks = ['ip', 'udp', 'tcp'].flatMap((layer) => ['-o', `${layer}.check_checksum:TRUE`])
  const absolute = ['-o', 'tcp.relative_sequence_numbers:FALSE']
  const text = tshark('-r', path, ...checks, ...absolute, '-T', 'fields', ...columns, '-E', 'occurrence=a')
  return new Map(
    text
      .split('\n')
      .slice(0, -1)
      .map((line, index) => [
        index + 1,
        line.split('\t').flatMap((cell, column) => {
          const name = names[column]!
          if (cell === '' || (STATUS.includes(name) && cell !== '0')) return []
          return cell.split(',').map((value) => `${name}=${plain(value)}`)
        }),
      ]),
  )
}

/** Hexadecimal numbers as decimal ones. */
function plain(value: string): string {
  return value.startsWith('0x') ? String(Number(value)) : value
}

/** What our layers say of each frame that a payload ends in. */
function ours(frames: readonly Frame[]): Map<number, string[]> {
  const found = new Map<number, string[]>()
  const message = new Message()
  const record = (payload: Payload) => {
    message.clear()
    recordLayers(payload, message)
    const rows = readTree(message).filter((row) => row.path in FIELDS)
    const values = rows.map(
      ({ path, value }) => `${path}=${FIELDS[path] === 1 ? value : Number(value) * FIELDS[path]!}`,
    )
    const wrong = payload.findings
      .filter((finding) => finding.kind.code.startsWith('checksum.'))
      .map((finding) => `${/IP|UDP|TCP/.exec(finding.text)![0].toLowerCase()}.checksum.status=0`)
    found.set(payload.frame.number, [...values, ...wrong])
  }
  const ignore = () => {}
  const sink: PayloadSink = {
    datagram: record,
    segment: record,
    other: record,
    control: record,
    gap: ignore,
    closed: ignore,
    forgotten: ignore,
  }
  const network = new Network(sink, { isServerPort: () => false, socks5: false })
  for (const frame of frames) network.frame(frame)
  network.end()
  return found
}

function compare(path: string): number {
  const wanted = theirs(path)
  const got = ours(readPcap(path))
  for (const [number, values] of got)
    expect([number, values.sort()]).toEqual([number, wanted.get(number)!.sort()])
  return got.size
}

const DATA = ascii('some data')
const wrong = udp(5000, 6000, DATA, addresses4())
wrong[6]! ^= 0x55
const whole4 = udp(5000, 6000, ascii('0123456789abcdefghijklmnopqrstuvw'), addresses4())
const whole6 = udp(5000, 6000, ascii('0123456789abcdefghijklmnopqrstuvw'), addresses6())
const piece4 = (at: number, more: number) =>
  ethernet(
    0x0800,
    ipv4(17, whole4.subarray(at, more ? at + 16 : undefined), { id: 7, fragment: more | (at / 8) }),
  )
const piece6 = (at: number, more: number) =>
  ethernet(
    0x86dd,
    ipv6(44, concat([17, 0], be16(at | more), be32(9), whole6.subarray(at, more ? at + 16 : undefined))),
  )

const ETHERNET_FRAMES = [
  udpFrame(5000, 6000, DATA),
  concat(udpFrame(5000, 6000, ascii('hi')), new Uint8Array(16)),
  udpFrame(5000, 6000, DATA, { options: [148, 4, 0, 0, 1, 1, 1, 0] }),
  udpFrame(5000, 6000, DATA, { checksum: 0x1234 }),
  ethernet(0x0800, ipv4(17, wrong)),
  ethernet(0x0800, ipv4(17, udp(5000, 6000, DATA))),
  ethernet(0x0800, ipv4(17, udp(5000, 6000, DATA, addresses4())), [0x81, 0, 0x60, 7]),
  ethernet(0x86dd, ipv6(17, udp(5000, 6000, DATA, addresses6())), [0x81, 0, 0, 5, 0x81, 0, 0, 7]),
  ethernet(
    0x86dd,
    ipv6(0, concat([60, 0, 1, 4, 0, 0, 0, 0, 17, 0, 1, 4, 0, 0, 0, 0], udp(5000, 6000, DATA, addresses6()))),
  ),
  piece4(16, 0x2000),
  piece4(0, 0x2000),
  piece4(32, 0),
  piece6(32, 0),
  piece6(0, 1),
  piece6(16, 1),
  tcpFrame({ from: 5000, to: 80, seq: 0xfffffff0, flags: SYN, options: [2, 4, 5, 180] }),
  tcpFrame({ from: 80, to: 5000, seq: 99, ack: 0xfffffff1, flags: SYN | ACK }, SERVER_IP, CLIENT_IP),
  tcpFrame({
    from: 5000,
    to: 80,
    seq: 0xfffffff1,
    ack: 100,
    data: DATA,
    options: [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2],
  }),
  ethernet(
    0x86dd,
    ipv6(6, tcp({ from: 5000, to: 80, seq: 1, ack: 1, data: DATA, flags: ACK | 0x1c8 }, addresses6())),
  ),
  ethernet(0x0800, ipv4(1, concat([8, 0, 0xf7, 0xff, 0, 0, 0, 0]))),
]

describe.skipIf(!hasTool('tshark') || !hasTool('editcap'))('tshark agrees', () => {
  test('on every field of packets on Ethernet', () => {
    // All but the fragments that others complete.
    expect(compare(capture('ethernet', ETHERNET_FRAMES))).toBe(ETHERNET_FRAMES.length - 4)
  })

  const v4 = ipv4(17, udp(5000, 6000, DATA, addresses4()))
  const v6 = ipv6(6, tcp({ from: 5000, to: 80, seq: 1, ack: 1, data: DATA }, addresses6()))

  test.each<[string, number, Uint8Array[]]>([
    [
      'null',
      LinkType.NULL,
      [
        concat([2, 0, 0, 0], v4),
        concat([0, 0, 0, 2], v4),
        ...[24, 28, 30].map((family) => concat([family, 0, 0, 0], v6)),
      ],
    ],
    ['loop', LinkType.LOOP, [concat([0, 0, 0, 2], v4), concat([0, 0, 0, 30], v6)]],
    ['cooked', LinkType.LINUX_SLL, [concat([0, 4, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0], v4)]],
    [
      'cooked2',
      LinkType.LINUX_SLL2,
      [concat([0x86, 0xdd, 0, 0, 0, 0, 0, 3, 0, 1, 4, 6, 2, 0, 0, 0, 0, 1, 0, 0], v6)],
    ],
    ['raw', LinkType.RAW, [v4, v6]],
    ['ipv4', LinkType.IPV4, [v4]],
    ['ipv6', LinkType.IPV6, [v6]],
  ])('on packets of link type %s', (name, linkType, frames) => {
    const path = capture(name, frames, linkType)
    const wanted = theirs(path)
    for (const [number, values] of ours(readPcap(path))) {
      // Version 2 of the cooked header has its one-byte fields under names of their own.
      const shared = wanted
        .get(number)!
        .filter((value) => linkType !== LinkType.LINUX_SLL2 || !/^sll\.(pkttype|halen)/.test(value))
      expect(values.sort()).toEqual(shared.sort())
    }
    expect(wanted.size).toBe(frames.length)
  })

  test.for(['second-life-classic-handshake', 'oscar-icq-port443'])(
    'on every field of the capture %s',
    (name, { skip }) => {
      const path = reference(name)
      if (!path) return skip('no reference captures here')
      expect(compare(path)).toBe(readPcap(path).length)
    },
  )

  test('on addresses as text', () => {
    const path = capture('addresses', ETHERNET_FRAMES)
    const text = tshark(
      '-r',
      path,
      '-T',
      'fields',
      '-e',
      'ip.src',
      '-e',
      'ip.dst',
      '-e',
      'ipv6.src',
      '-e',
      'ipv6.dst',
      '-E',
      'separator= ',
    )
    const wanted = text.split('\n').map((line) => line.trim().split(/ +/))
    for (const { frame, conversation, side } of run(readPcap(path)).of(
      'datagram',
      'segment',
      'control',
      'other',
    )) {
      const addresses = [conversation.ends[side].address, conversation.ends[1 - side]!.address]
      expect([frame, addresses]).toEqual([frame, wanted[frame - 1]])
    }
  })
})

/** A stream as `tshark -z follow,tcp,raw` prints it: a line of hexadecimal a segment, the other side's after a tab. */
function followed(path: string, stream: number): string[] {
  const text = tshark('-r', path, '-q', '-z', `follow,tcp,raw,${stream}`)
  return text.split('\n').filter((line) => /^\t?[0-9a-f]+$/.test(line))
}

/** Ours in the same form, which has gaps as text with a zero behind it. */
function ourStream(frames: readonly Frame[], id: number): string[] {
  return run(frames)
    .of('segment', 'gap')
    .filter((event) => event.conversation.id === id)
    .map(({ kind, side, lost, bytes }) => {
      const shown = kind === 'gap' ? ascii(`[${lost} bytes missing in capture file]\0`) : bytes
      return (side === 1 ? '\t' : '') + Buffer.from(shown).toString('hex')
    })
}

describe.skipIf(!hasTool('tshark') || !hasTool('editcap'))('tshark follows the same stream', () => {
  test('in the capture of an ICQ session with two gaps', ({ skip }) => {
    const path = reference('oscar-icq-port443')
    if (!path) return skip('no reference captures here')
    const wanted = followed(path, 0)
    expect(wanted.length).toBeGreaterThan(30)
    expect(ourStream(readPcap(path), 1)).toEqual(wanted)
  })

  test('through disorder, repetition, overlap, wrapped numbers and a FIN', () => {
    const text = 'The quick brown fox jumps over the lazy dog, twice.'
    const start = 0xffff_ffe0
    const send = (from: number, to: number, flags = ACK) =>
      tcpFrame({
        from: 5000,
        to: 80,
        seq: (start + from) >>> 0,
        ack: 100,
        flags,
        data: ascii(text.slice(from, to)),
      })
    const path = capture('stream', [
      tcpFrame({ from: 5000, to: 80, seq: start - 1, flags: SYN }),
      tcpFrame({ from: 80, to: 5000, seq: 99, ack: start, flags: SYN | ACK }, SERVER_IP, CLIENT_IP),
      send(0, 10),
      send(20, 30),
      send(30, 35),
      send(0, 10),
      send(8, 22),
      send(34, 34),
      send(45, text.length, ACK | FIN),
      send(33, 46),
    ])
    const ourBytes = ourStream(readPcap(path), 1).join('')
    expect(ourBytes).toBe(followed(path, 0).join(''))
    expect(ourBytes).toBe(Buffer.from(text).toString('hex'))
  })
})
