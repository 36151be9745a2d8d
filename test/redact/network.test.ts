import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Blocks } from '../ingest/pcapng-blocks.js'
import {
  addresses4,
  ascii,
  concat,
  ethernet,
  ipv4,
  tcp,
  tcpFrame,
  udp,
  udpFrame,
} from '../network/packets.js'
import { readPcap, writePcap } from '../support/pcap.js'
import { samples } from '../support/samples.js'
import { hasTool } from '../support/tools.js'
import { redacted, scratch } from './redacted.js'

const COOKIE = 'sid=0a1b2c3d4e5f60718293'
const REQUEST = `GET / HTTP/1.1\r\nHost: example.org\r\nCookie: ${COOKIE}\r\n\r\n`
const PORTS = { from: 40_000, to: 80 }

async function redactedFrames(frames: readonly Uint8Array[], options = {}): Promise<Buffer[]> {
  const input = scratch('.pcap')
  writePcap(input, frames)
  const output = scratch('.pcap')
  await redacted(input, { ...options, output })
  return readPcap(output).map(({ bytes, start, end }) => Buffer.from(bytes.subarray(start, end)))
}

const TCP_DATA = 54
const UDP_DATA = 42

describe('a TCP stream', () => {
  const at = REQUEST.indexOf(COOKIE) + 6
  const segment = (from: number, to: number) =>
    tcpFrame({ ...PORTS, seq: 1000 + from, ack: 1, data: ascii(REQUEST.slice(from, to)) })

  it('is replaced the same wherever its segments are cut, also when they come late or again', async () => {
    const cuts = [segment(0, at), segment(at, REQUEST.length)]
    const frames = await redactedFrames([
      tcpFrame({ ...PORTS, seq: 999, flags: 2 }),
      cuts[0]!,
      cuts[0]!,
      segment(at + 5, REQUEST.length),
      cuts[1]!,
      segment(at - 10, at + 12),
    ])
    const [, first, again, late, rest, across] = frames.map((frame) =>
      frame.subarray(TCP_DATA).toString('latin1'),
    )
    const whole = first! + rest!
    expect(whole).toHaveLength(REQUEST.length)
    expect(whole).toMatch(/^GET \/ HTTP\/1\.1\r\nHost: example\.org\r\nCookie: \w{3}=[0-9a-f]{20}\r\n\r\n$/)
    expect(whole).not.toContain(COOKIE.slice(4, 12))
    expect(again).toBe(first)
    expect(late).toBe(whole.slice(at + 5))
    expect(across).toBe(whole.slice(at - 10, at + 12))
  })

  it('drops bytes that were sent again with other values', async () => {
    const other = tcpFrame({
      ...PORTS,
      seq: 1000,
      ack: 1,
      data: ascii(REQUEST.replace(COOKIE, 'pass=topsecret0123456789')),
    })
    const frames = await redactedFrames([segment(0, REQUEST.length), other])
    const text = frames[1]!.subarray(TCP_DATA).toString('latin1')
    expect(text).toContain('GET / HTTP/1.1')
    expect(text).not.toMatch(/topsecret/)
  })

  it('drops what a reset says', async () => {
    const reset = tcpFrame({ ...PORTS, seq: 1000 + REQUEST.length, flags: 4, data: ascii('reason') })
    expect((await redactedFrames([segment(0, REQUEST.length), reset]))[1]!.includes('reason')).toBe(false)
  })
})

describe('what slx does not understand', () => {
  const unknown = udpFrame(1111, 2222, ascii('something private'))

  it('is zero, and no other protocol for that', async () => {
    const [frame] = await redactedFrames([unknown])
    expect(frame).toHaveLength(unknown.length)
    expect(frame!.subarray(UDP_DATA).every((byte) => byte === 0)).toBe(true)
  })

  it('is kept on demand', async () => {
    const padded = concat(unknown, [1, 2, 3])
    const [frame] = await redactedFrames([padded], { keepUnknown: true })
    expect(frame).toEqual(Buffer.from(padded))
  })

  it('is dropped behind packets and in other network protocols too', async () => {
    const arp = ethernet(0x0806, ascii('....who has 10.0.0.1'))
    const icmp = ethernet(0x0800, ipv4(1, ascii('....echoed text')))
    const frames = await redactedFrames([concat(unknown, ascii('leftover')), arp, icmp])
    for (const frame of frames)
      expect(frame.toString('latin1')).not.toMatch(/leftover|who has|echoed|private/)
  })
})

it('replaces what a datagram of several fragments carries, and mends its checksum', async () => {
  // A seed capability, in a message of the built-in template that says whole what it is.
  const capability = 'http://203.0.113.20:9510/cap/5eed2f84-c7a1-4be3-96d0-e81f35b27c4a'
  const body = concat(
    [0, 0, 0, 0, 1, 0],
    [0xff, 0xff, 0, 69],
    new Uint8Array(16),
    [0, 0, 0, 0],
    [203, 0, 113, 20],
    [0x25, 0x1c],
    new Uint8Array(8),
    [66, 0],
    ascii(`${capability}\0`),
    [13, 0, 0, 0, 0],
  )
  const datagram = udp(13_000, 40_000, body, addresses4())
  const cut = 80
  const parts = [
    ethernet(0x0800, ipv4(17, datagram.slice(0, cut), { id: 7, fragment: 0x2000 })),
    ethernet(0x0800, ipv4(17, datagram.slice(cut), { id: 7, fragment: cut / 8 })),
  ]
  for (const frames of [parts, parts.toReversed()]) {
    const made = await redactedFrames(frames, { as: 'sl', addresses: true })
    const [first, second] = frames === parts ? made : made.toReversed()
    const joined = Buffer.concat([first!.subarray(34), second!.subarray(34)])
    expect(joined).toHaveLength(datagram.length)
    expect(joined.includes('/cap/')).toBe(true)
    expect(joined.includes('5eed2f84')).toBe(false)
    const addresses = first!.subarray(26, 34)
    expect(udp(13_000, 40_000, joined.subarray(8), addresses).subarray(6, 8)).toEqual(
      new Uint8Array(joined.subarray(6, 8)),
    )
  }
})

it('leaves a wrong checksum wrong and an absent one absent', async () => {
  const right = tcp({ ...PORTS, seq: 1, ack: 1, data: ascii(REQUEST) })
  const wrong = Uint8Array.from(right)
  wrong[16]! ^= 0x55
  const frames = await redactedFrames([
    ethernet(0x0800, ipv4(6, wrong)),
    ethernet(0x0800, ipv4(17, udp(1, 2, ascii('data')))),
  ])
  const made = frames[0]!.subarray(34)
  const mended = tcp({ ...PORTS, seq: 1, ack: 1, data: made.subarray(20) })
  expect(made[16]! ^ mended[16]!).not.toBe(0)
  expect(frames[1]!.readUInt16BE(40)).toBe(0)
})

it('drops comments and names of a capture', async () => {
  const blocks = new Blocks()
  const input = scratch('.pcapng')
  const comment = blocks.option(1, Buffer.from('call me'))
  writeFileSync(
    input,
    Buffer.concat([
      blocks.section(),
      blocks.interface(1, 0, [blocks.option(2, Buffer.from('my-laptop'))]),
      blocks.enhanced(1_000_000n, udpFrame(1111, 2222, ascii('x')), { options: [comment] }),
    ]),
  )
  const { bytes } = await redacted(input)
  expect(bytes.toString('latin1')).not.toMatch(/call me|my-laptop/)
})

it('keeps times, lengths and order', async () => {
  const input = samples().find((path) => path.endsWith('oscar-file-transfer.pcap'))!
  const output = scratch('.pcap')
  await redacted(input, { output })
  const facts = (path: string) =>
    readPcap(path).map(({ seconds, nanoseconds, start, end, originalLength }) => [
      seconds,
      nanoseconds,
      end - start,
      originalLength,
    ])
  expect(facts(output)).toEqual(facts(input))
})

it('gives the same to the same word, and else something new', async () => {
  const input = samples().find((path) => path.endsWith('oscar-flap-sign-on.pcap'))!
  const [a, b, c, d] = await Promise.all(
    ['one', 'one', 'two', 'three'].map(async (like) => (await redacted(input, { like })).bytes),
  )
  expect(a).toEqual(b)
  expect(c).not.toEqual(a)
  expect(d).not.toEqual(c)
})

describe.skipIf(!hasTool('tshark'))('for tshark', () => {
  const captures = samples().filter((path) => path.endsWith('.pcap'))

  it.each(captures)('%s has right checksums', async (input) => {
    const { path } = await redacted(input, { names: true, texts: true, addresses: true })
    const checks = ['ip.check_checksum', 'udp.check_checksum', 'tcp.check_checksum'].flatMap((c) => [
      '-o',
      `${c}:TRUE`,
    ])
    const status = (file: string) =>
      execFileSync(
        'tshark',
        [
          '-n',
          '-r',
          file,
          ...checks,
          '-T',
          'fields',
          '-e',
          'ip.checksum.status',
          '-e',
          'udp.checksum.status',
          '-e',
          'tcp.checksum.status',
          '-e',
          'frame.len',
          '-e',
          'tcp.seq',
          '-e',
          'tcp.len',
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      ).toString()
    expect(status(path)).toBe(status(input))
    expect(readFileSync(path).length).toBeGreaterThan(0)
  })
})
