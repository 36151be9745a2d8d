import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { conversations } from '../../../src/stats/general/conversations.js'
import { protocols } from '../../../src/stats/general/protocols.js'
import {
  ACK,
  addresses6,
  ascii,
  be32,
  CLIENT_IP,
  concat,
  ethernet,
  ipv4,
  ipv6,
  SERVER_IP,
  SYN,
  tcpFrame,
  udp,
  udpFrame,
} from '../../network/packets.js'
import { writePcap } from '../../support/pcap.js'
import { samples } from '../../support/samples.js'
import { sharedPath } from '../../support/shared.js'
import { jsonRows, statisticsOf } from '../../support/statistics.js'
import { hasTool } from '../../support/tools.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-stats-'))
afterAll(() => rmSync(folder, { recursive: true }))

const captures = [
  ...samples(),
  sharedPath('captures/oscar-icq-port443.pcap'),
  sharedPath('captures/second-life-classic-handshake.pcap'),
].filter((path) => path?.endsWith('.pcap')) as string[]

interface Line {
  readonly path: string[]
  readonly frames: number
  readonly bytes: number
}

interface End {
  readonly address: string
  readonly port: number
}

interface Talk {
  readonly transport: string
  readonly client: End
  readonly server: End
  readonly begin: number
  readonly duration: number
  readonly frames: [number, number]
  readonly bytes: [number, number]
}

/** The lines of the hierarchy and of both kinds of conversations, in one. */
function tshark(capture: string): string[] {
  const statistics = ['io,phs', 'conv,tcp', 'conv,udp'].flatMap((name) => ['-z', name])
  const output = execFileSync('tshark', ['-n', '-q', '-r', capture, ...statistics], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return output.toString().split('\n')
}

/** Frames and bytes of the layers that both know. */
function hierarchyOf(lines: readonly string[]): string[] {
  const names: Readonly<Record<string, string>> = { ip: 'IPv4', ipv6: 'IPv6', udp: 'UDP', tcp: 'TCP' }
  return lines.flatMap((line) => {
    const [, name, frames, bytes] = /^ *(\w+) +frames:(\d+) bytes:(\d+)/.exec(line) ?? []
    return name && names[name] ? [`${names[name]} ${frames} ${bytes}`] : []
  })
}

const CONVERSATION = /^(\S+) +<-> (\S+) +(\d+) (\d+ \w+) +(\d+) (\d+ \w+) +\d+ \d+ \S+ +([\d.]+) +([\d.]+)/

/** Each direction with its frames, bytes and the conversation's times. */
function conversationsOf(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.includes('<->'))
    .flatMap((line) => {
      const [, a, b, framesBack, bytesBack, frames, bytes, begin, lasts] = CONVERSATION.exec(line)!
      const times = timesText(Number(begin), Number(lasts))
      return [`${a} ${b} ${frames} ${bytes} ${times}`, `${b} ${a} ${framesBack} ${bytesBack} ${times}`]
    })
}

function ours(talk: Talk): string[] {
  const ends = [talk.client, talk.server].map(({ address, port }) => `${address}:${port}`)
  const times = timesText(talk.begin, talk.duration)
  return [0, 1].map(
    (side) => `${ends[side]} ${ends[1 - side]} ${talk.frames[side]} ${bytesText(talk.bytes[side]!)} ${times}`,
  )
}

/** As tshark writes it. */
function bytesText(bytes: number): string {
  return bytes < 10_000 ? `${bytes} bytes` : `${Math.floor(bytes / 1000)} kB`
}

function timesText(begin: number, lasts: number): string {
  return `at ${begin.toFixed(3)} for ${lasts.toFixed(3)}`
}

async function compare(path: string): Promise<void> {
  const wanted = tshark(path)
  const [hierarchy, talks] = await statisticsOf([protocols, conversations], [path], { top: 500 })
  const known = jsonRows<Line>(hierarchy![0]!).filter(
    ({ path }) =>
      /^IP/.test(path[0] ?? '') && (path.length === 1 || (path.length === 2 && /^(UDP|TCP)$/.test(path[1]!))),
  )
  const lines = known.map(({ path, frames, bytes }) => `${path.at(-1)} ${frames} ${bytes}`)
  expect(lines.sort()).toEqual(hierarchyOf(wanted).sort())
  const found = jsonRows<Talk>(talks![0]!)
    .filter(({ transport }) => transport !== 'none')
    .flatMap(ours)
  expect(found.length).toBeGreaterThan(0)
  expect(found.sort()).toEqual(conversationsOf(wanted).sort())
}

const DATA = ascii('0123456789abcdefghijklmnopqrstuvw')
const fragment4 = (id: number, at: number, end: number, more: number) =>
  ethernet(0x0800, ipv4(17, udp(5000, 6000, DATA).subarray(at, end), { id, fragment: more | (at / 8) }))
const fragment6 = (at: number, end: number, more: number) =>
  ethernet(
    0x86dd,
    ipv6(44, concat([17, 0, 0, at | more], be32(9), udp(5000, 6000, DATA, addresses6()).subarray(at, end))),
  )

/** Fragments that make whole datagrams and some that do not, padding, repeated segments, ports used again, and no IP at all. */
const AWKWARD = [
  fragment4(7, 16, 41, 0),
  fragment4(7, 0, 16, 0x2000),
  fragment4(8, 0, 16, 0x2000),
  fragment6(0, 16, 1),
  fragment6(16, 41, 0),
  concat(udpFrame(5000, 6000, ascii('hi')), new Uint8Array(16)),
  udpFrame(6000, 5000, DATA, { from: SERVER_IP, to: CLIENT_IP }),
  ethernet(0x0806, new Uint8Array(28)),
  ethernet(0x0800, ipv4(1, concat([8, 0, 0xf7, 0xff, 0, 0, 0, 0]))),
  tcpFrame({ from: 5000, to: 80, seq: 9, flags: SYN }),
  tcpFrame({ from: 80, to: 5000, seq: 99, ack: 10, flags: SYN | ACK }, SERVER_IP, CLIENT_IP),
  tcpFrame({ from: 5000, to: 80, seq: 10, ack: 100, data: DATA }),
  tcpFrame({ from: 5000, to: 80, seq: 10, ack: 100, data: DATA }),
  tcpFrame({ from: 5000, to: 80, seq: 70_000, flags: SYN }),
  tcpFrame({ from: 5000, to: 80, seq: 70_001, ack: 100, data: DATA }),
]

describe.skipIf(!hasTool('tshark'))('tshark counts the same', () => {
  it.each(captures.map((path) => ({ name: basename(path), path })))('in $name', ({ path }) => compare(path))

  it('where frames are not whole, padded, repeated, or hold neither UDP nor TCP', async () => {
    const path = join(folder, 'awkward.pcap')
    writePcap(path, AWKWARD)
    await compare(path)
  })

  it.skipIf(!hasTool('editcap'))('where the capture cut the frames: their length on the wire', async () => {
    const path = join(folder, 'cut.pcap')
    execFileSync('editcap', ['-F', 'pcap', '-s', '80', captures[0]!, path], { stdio: 'ignore' })
    await compare(path)
  })
})
