import { appendFileSync, copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { RepeatedFrames } from '../../src/cli/repeated-frames.js'
import { Reporter } from '../../src/cli/reporter.js'
import { Registry } from '../../src/dissect/registry.js'
import type { Frame } from '../../src/ingest/frame.js'
import type { Frames } from '../../src/redact/frames.js'
import { Mender } from '../../src/redact/mend.js'
import { type Redacted, rewrite, survey } from '../../src/redact/redact.js'
import { Spool } from '../../src/redact/spool.js'
import { StoredFrame } from '../../src/redact/stored-frame.js'
import { addresses4, ascii, ethernet, frameOf, ipv4, SYN, tcpFrame, udp } from '../network/packets.js'
import { dissectOptions } from '../support/options.js'
import { allDissectors } from '../support/run.js'
import { samples } from '../support/samples.js'
import { slx } from '../support/slx.js'
import { redacted, scratch } from './redacted.js'

const SAMPLE = samples().find((path) => path.endsWith('oscar-awkward-segments.pcap'))!
const PORTS = { from: 40_000, to: 80 }
const TCP_DATA = 54

/** Bytes of frames as they are written in the end, and of each when it was first written. */
interface Written extends Redacted {
  readonly frames: readonly Buffer[]
  readonly atFirst: readonly Buffer[]
}

/** Redacts frames without files. */
async function written(
  frames: readonly Uint8Array[],
  limits: { mostUnsettled?: number; mostSent?: number; keepUnknown?: boolean } = {},
): Promise<Written> {
  const source: Frames = {
    each: async (take) =>
      frames.forEach((bytes, i) => {
        take(frameOf(bytes, { number: i + 1 }))
      }),
  }
  const registry = new Registry(await allDissectors())
  const choices = { names: false, texts: false, addresses: false, keepUnknown: false, socks5: false }
  const options = { ...dissectOptions(), ...choices, key: ascii('key'), ...limits }
  const atFirst: Buffer[] = []
  let file = Buffer.alloc(0)
  const output = {
    frame: ({ bytes }: Frame) => {
      atFirst.push(Buffer.from(bytes))
      file = Buffer.concat([file, bytes])
      return file.length - bytes.length
    },
    rewrite: (at: number, bytes: Uint8Array) => void file.set(bytes, at),
  }
  const surveyed = await survey(source, registry, options)
  const result = await rewrite(source, registry, options, surveyed, output)
  let at = 0
  return { ...result, atFirst, frames: frames.map(({ length }) => file.subarray(at, (at += length))) }
}

const SECRET = 'sid=0a1b2c3d4e5f60718293'
const REQUEST = `GET / HTTP/1.1\r\nHost: example.org\r\nCookie: ${SECRET}\r\n\r\n`

function segment(from: number, to: number): Uint8Array {
  return tcpFrame({ ...PORTS, seq: 1000 + from, ack: 1, data: ascii(REQUEST.slice(from, to)) })
}

const dataOf = (frame: Buffer) => frame.subarray(TCP_DATA).toString('latin1')

describe('a frame whose message is not whole', () => {
  const syn = tcpFrame({ ...PORTS, seq: 999, flags: SYN })
  const unknown = ethernet(0x0806, ascii('an ARP request'))
  const half = REQUEST.indexOf(SECRET) + 10

  it('is written without its data, which come in when the message is whole', async () => {
    const { frames, atFirst, givenUp } = await written([
      syn,
      segment(0, half),
      unknown,
      segment(half, REQUEST.length),
    ])
    expect(dataOf(atFirst[1]!)).toMatch(/^\0+$/)
    expect(dataOf(frames[1]!) + dataOf(frames[3]!)).toMatch(
      /^GET \/ HTTP\/1\.1\r\nHost: example\.org\r\nCookie: \w+=\w{20}\r\n\r\n$/,
    )
    expect(givenUp).toBe(0)
  })

  it('keeps zeros when more wait than MAX_UNSETTLED', async () => {
    const { frames, givenUp } = await written(
      [syn, segment(0, 10), segment(10, half), unknown, segment(half, REQUEST.length)],
      { mostUnsettled: 2000 },
    )
    expect(givenUp).toBe(1)
    expect(dataOf(frames[1]!)).toMatch(/^\0+$/)
    // Those that did not wait as long lose nothing, and nothing else comes in for the one that did.
    expect(dataOf(frames[2]!) + dataOf(frames[4]!)).toMatch(
      /^\/1\.1\r\nHost: example\.org\r\nCookie: \w+=\w{20}\r\n\r\n$/,
    )
    for (const frame of frames) expect(dataOf(frame)).not.toContain(SECRET.slice(4, 10))
  })

  it('gives what it gets to a frame that repeated it meanwhile', async () => {
    const { frames, lost } = await written([
      syn,
      segment(20, half),
      segment(20, half),
      segment(0, 20),
      segment(10, 30),
      segment(half, REQUEST.length),
    ])
    const [, late, again, , across, rest] = frames.map(dataOf)
    expect(again).toBe(late)
    expect(across!.slice(10)).toBe(late!.slice(0, 10))
    expect(late! + rest!).toMatch(/^: example\.org\r\nCookie: \w+=\w{20}\r\n\r\n$/)
    expect(lost).toBe(0)
  })
})

it('a repetition of what is kept no more (MAX_SENT) is zero, and told', async () => {
  const part = (i: number) =>
    tcpFrame({ from: 4000, to: 4001, seq: 1000 * i, ack: 1, data: new Uint8Array(1000).fill(1 + (i % 250)) })
  const parts = Array.from({ length: 600 }, (_, i) => part(i))
  const limits = { mostSent: 1, keepUnknown: true }
  const { frames, lost } = await written([...parts, part(598), part(0)], limits)
  expect(frames.at(-3)).toEqual(Buffer.from(parts.at(-1)!))
  expect(frames.at(-2)).toEqual(Buffer.from(part(598)))
  expect(dataOf(frames.at(-1)!)).toMatch(/^\0+$/)
  expect(lost).toBe(1000)
})

it('fragments beyond MAX_GATHERED datagrams count no more for the checksum of theirs', () => {
  const put: number[] = []
  const mender = new Mender((at) => put.push(at), 1)
  const datagram = udp(1, 2, ascii('something long enough to be cut'), addresses4())
  const store = (id: number, from: number, at: number) => {
    const fragment = { id, fragment: from === 0 ? 0x2000 : from / 8 }
    const frame = ethernet(0x0800, ipv4(17, datagram.slice(from, from === 0 ? 16 : undefined), fragment))
    const stored = new StoredFrame(frameOf(frame))
    mender.begin(stored)
    stored.at = at
    mender.written(stored)
    mender.finish(stored)
    mender.finished(stored)
  }
  store(1, 0, 100)
  expect(put).toEqual([])
  store(2, 0, 300)
  expect(put).toEqual([100 + 40])
  store(2, 16, 500)
  mender.end()
  expect(put).toEqual([100 + 40, 300 + 40])
})

describe('frames for several passes', () => {
  const framesOf = async (path: string, mostSpooled?: number) =>
    new RepeatedFrames([path], new Registry(await allDissectors()), {}, new Reporter(true), mostSpooled)

  async function collect(frames: Frames): Promise<string[]> {
    const all: string[] = []
    await frames.each(({ number, seconds, nanoseconds, linkType, originalLength, bytes, start, end }) => {
      const data = Buffer.from(bytes.subarray(start, end)).toString('hex')
      all.push([number, seconds, nanoseconds, linkType, originalLength, data].join(' '))
    })
    return all
  }

  it.each([undefined, 1])('are the same in each (MAX_SPOOLED %s)', async (mostSpooled) => {
    for (const path of [SAMPLE, samples().find((name) => name.endsWith('snac.txt'))!]) {
      const frames = await framesOf(path, mostSpooled)
      const first = await collect(frames)
      expect(first.length).toBeGreaterThan(0)
      expect(await collect(frames)).toEqual(first)
      expect(await collect(frames)).toEqual(first)
      expect(frames.count).toBe(first.length)
    }
  })

  it('are the same out of a temporary file, which nobody sees', async () => {
    const spool = new Spool()
    const frames = Array.from({ length: 3000 }, (_, i) =>
      frameOf(new Uint8Array(i).fill(i), {
        number: i + 1,
        seconds: -1,
        nanoseconds: i,
        originalLength: 4_000_000_000,
      }),
    )
    for (const [i, frame] of frames.entries()) {
      if (i === 1000) spool.moveToFile()
      spool.add(frame)
    }
    spool.add(frameOf(new Uint8Array(3_000_000), { number: frames.length + 1 }))
    let count = 0
    await spool.each(
      ({ number, seconds, nanoseconds, originalLength, bytes, start, end }) => {
        expect(number).toBe(++count)
        const frame = frames[number - 1]
        if (!frame) return
        expect([seconds, nanoseconds, originalLength, end - start]).toEqual([
          -1,
          number - 1,
          4_000_000_000,
          number - 1,
        ])
        expect(bytes.subarray(start, end).every((byte) => byte === ((number - 1) & 0xff))).toBe(true)
      },
      () => false,
    )
    expect(count).toBe(3001)
    spool.close()
  })

  it('end where they ended in the first, though the file has grown', async () => {
    const path = scratch('.pcap')
    copyFileSync(SAMPLE, path)
    const frames = await framesOf(path, 1)
    const first = await collect(frames)
    appendFileSync(path, readFileSync(SAMPLE).subarray(24))
    expect(await collect(frames)).toEqual(first)
  })

  it.each([
    ['has other bytes', (bytes: Buffer) => bytes.fill(7, bytes.length - 1)],
    ['is shorter', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('are refused when the file %s by now', async (_, change) => {
    const path = scratch('.pcap')
    copyFileSync(SAMPLE, path)
    const frames = await framesOf(path, 1)
    await collect(frames)
    writeFileSync(path, change(readFileSync(path)))
    await expect(collect(frames)).rejects.toThrow(
      'The input changed while it was read, and nothing was written; redact a copy of it.',
    )
  })
})

it('what comes gzipped or on standard input is redacted as what comes in a file', async () => {
  const path = scratch('.pcap.gz')
  writeFileSync(path, gzipSync(readFileSync(SAMPLE)))
  const { bytes } = await redacted(SAMPLE, { names: true })
  expect((await redacted(path, { names: true })).bytes).toEqual(bytes)
  const output = scratch('.pcapng')
  expect(slx(['redact', '--names', '--like', 'test', '-o', output], readFileSync(SAMPLE)).code).toBe(0)
  expect(readFileSync(output)).toEqual(bytes)
})

it('says where the temporary file for a long standard input cannot be', () => {
  const output = scratch('.pcap')
  const long = Buffer.concat([readFileSync(SAMPLE), ...Array(20_000).fill(readFileSync(SAMPLE).subarray(24))])
  const { code, stderr } = slx(['redact', '-q', '-o', output], long, { TMPDIR: '/nowhere' })
  expect(stderr).toMatch(/^slx: Cannot make a temporary file: ENOENT.*; name another folder with TMPDIR\.\n$/)
  expect(code).toBe(2)
  expect(
    readdirSync(output.slice(0, output.lastIndexOf('/'))).filter((name) => name.endsWith('.tmp')),
  ).toEqual([])
})
