import { execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MESSAGE_SOURCE } from '../../src/dissect/message.js'
import { runAll } from '../support/run.js'
import { samples } from '../support/samples.js'
import { sharedPath } from '../support/shared.js'
import { hasTool } from '../support/tools.js'

const captures = [
  ...samples(),
  sharedPath('captures/oscar-icq-port443.pcap'),
  sharedPath('captures/second-life-classic-handshake.pcap'),
].filter((path) => path?.endsWith('.pcap')) as string[]

const FIELDS = [
  'ip.src',
  'ip.dst',
  'udp.srcport',
  'tcp.srcport',
  'udp.dstport',
  'tcp.dstport',
  'udp.length',
  'tcp.len',
]

interface Packet {
  readonly from: string
  readonly to: string
  /** Bytes of payload. */
  readonly length: number
}

/** What tshark says of each frame, by its number. */
function byTshark(capture: string): Packet[] {
  const options = FIELDS.flatMap((field) => ['-e', field])
  const output = execFileSync('tshark', ['-n', '-r', capture, '-T', 'fields', ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return output
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [source, target, udpFrom, tcpFrom, udpTo, tcpTo, udpLength, tcpLength] = line.split('\t')
      return {
        from: `${source}:${udpFrom || tcpFrom}`,
        to: `${target}:${udpTo || tcpTo}`,
        length: udpLength ? Number(udpLength) - 8 : Number(tcpLength),
      }
    })
}

describe.skipIf(!hasTool('tshark'))('beside tshark', () => {
  it.each(captures.map((path) => ({ name: basename(path), path })))('$name', async ({ path }) => {
    const packets = byTshark(path)
    const payloads = new Map<number, number>()
    /** Frames that hold a part of a message only, beside others perhaps. */
    const parts = new Set<number>()
    const result = await runAll([path], (message) => {
      const { conversation, side, frames, sources } = message
      const [from, to] = [conversation.ends[side], conversation.ends[1 - side]!]
      for (const frame of frames) {
        const packet = packets[frame - 1]!
        expect(`${from.address}:${from.port} ${to.address}:${to.port}`).toBe(`${packet.from} ${packet.to}`)
      }
      const { start, end } = sources[MESSAGE_SOURCE]!
      if (frames.length > 1) for (const frame of frames) parts.add(frame)
      else payloads.set(frames[0]!, (payloads.get(frames[0]!) ?? 0) + end - start)
    })
    expect(result.frames).toBe(packets.length)
    for (const [frame, length] of payloads)
      if (!parts.has(frame)) expect(length, `frame ${frame}`).toBe(packets[frame - 1]!.length)
  })
})
