import { execFileSync } from 'node:child_process'
import {
  closeSync,
  createWriteStream,
  ftruncateSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/ingest/input-error.js'
import { type Progress, type ReadOptions, readInput } from '../../src/ingest/open.js'
import { makePcap, payload, type Result, rememberingSink, samplePackets } from './captures.js'
import { Blocks } from './pcapng-blocks.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const noText: ReadOptions = {
  readText: () => {
    throw new Error('taken for a text')
  },
}

async function read(path: string, options: Partial<ReadOptions> = {}): Promise<Result> {
  const sink = rememberingSink()
  await readInput(path, sink, { ...noText, ...options })
  return sink
}

async function refusal(path: string, options: Partial<ReadOptions> = {}): Promise<string> {
  const error = await read(path, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(InputError)
  return (error as InputError).message
}

async function* chunks(...list: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* list
}

const packets = samplePackets(5)
const pcap = makePcap(packets)
const blocks = new Blocks()
const pcapng = Buffer.concat([
  blocks.section(),
  blocks.interface(),
  ...packets.map(({ seconds, fraction, bytes }) =>
    blocks.enhanced(BigInt(seconds * 1_000_000 + fraction), bytes),
  ),
])

describe('readInput', () => {
  it('tells captures by their content, plain or gzipped, in files and on standard input', async () => {
    const { frames } = await read(file('plain.txt', pcap))
    expect(frames.map(({ hex }) => hex)).toEqual(
      packets.map(({ bytes }) => Buffer.from(bytes).toString('hex')),
    )
    const inputs = [pcap, pcapng, gzipSync(pcap), gzipSync(pcapng), gzipSync(gzipSync(pcap))]
    for (const [i, bytes] of inputs.entries()) {
      const expected = { frames, problems: [] }
      expect(await read(file(`input${i}`, bytes))).toMatchObject(expected)
      for (const name of ['-', '/dev/stdin']) {
        expect(await read(name, { standardInput: chunks(bytes) })).toMatchObject(expected)
      }
      const bytewise = chunks(...Array.from(bytes, (byte) => Uint8Array.of(byte)))
      expect(await read('-', { standardInput: bytewise })).toMatchObject(expected)
    }
  })

  it('numbers the frames of several inputs on', async () => {
    const sink = rememberingSink()
    const options = { ...noText, counter: { count: 0 } }
    for (const path of [file('a', pcap), file('b', pcapng)]) await readInput(path, sink, options)
    expect(sink.frames.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('shows packets of standard input as they arrive, whichever reader has it', async () => {
    const first = 24 + 16 + packets[0]!.bytes.length
    for (const capture of [pcap, makePcap(packets, { magic: 0xa1b23c4d })]) {
      const sink = rememberingSink()
      const seen: number[] = []
      async function* slowly() {
        for (const part of [capture.subarray(0, 4), capture.subarray(4, 24), capture.subarray(24, first)]) {
          yield part
          seen.push(sink.frames.length)
        }
      }
      await readInput('-', sink, { ...noText, standardInput: slowly() })
      expect(seen).toEqual([0, 0, 1])
    }
  })

  it('tells how far it is after every chunk, and waits', async () => {
    const large = makePcap(
      Array.from({ length: 20_000 }, () => ({ seconds: 1, fraction: 1, bytes: payload(162) })),
    )
    const path = file('large', large)
    const seen: Progress[] = []
    let waiting = false
    const afterChunk = async (progress: Progress) => {
      expect(waiting).toBe(false)
      waiting = true
      await new Promise((resolve) => setTimeout(resolve, 1))
      waiting = false
      seen.push({ ...progress })
    }
    expect((await read(path, { afterChunk })).frames).toHaveLength(20_000)
    const sizes = [1, 2, 3, 4].map((mib) => Math.min(mib << 20, large.length))
    expect(seen).toEqual(sizes.map((bytesRead) => ({ bytesRead, totalBytes: large.length })))
  })

  it('stops reading a file when the sink has enough', async () => {
    const path = file(
      'enough',
      makePcap(
        Array.from({ length: 9 }, () => ({ seconds: 1, fraction: 1, bytes: payload(260_000) })),
        { snapLength: 262_144 },
      ),
    )
    const sink = rememberingSink(2)
    let bytesRead = 0
    await readInput(path, sink, {
      ...noText,
      afterChunk: (progress) => void (bytesRead = progress.bytesRead),
    })
    expect(sink.frames).toHaveLength(2)
    expect(bytesRead).toBe(1 << 20)
  })

  it('reads only the beginning of 178 MB whose first length is nonsense', async () => {
    const path = join(folder, 'corrupt')
    const fd = openSync(path, 'w')
    const header = makePcap(packets.slice(0, 1))
    header.writeUInt32LE(0x7fffffff, 24 + 8)
    writeSync(fd, header)
    ftruncateSync(fd, 178_000_000)
    closeSync(fd)
    let progress: Progress | undefined
    const { frames, problems } = await read(path, { afterChunk: (now) => void (progress = { ...now }) })
    expect(frames).toEqual([])
    expect(problems).toMatchObject([{ code: 'pcap.captured-length', offset: 24, input: path }])
    expect(progress).toEqual({ bytesRead: 1 << 20, totalBytes: 178_000_000 })
  })

  it('reads named pipes', async () => {
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', [path])
    const reading = read(path)
    const writing = createWriteStream(path)
    writing.write(pcap.subarray(0, 50))
    setTimeout(() => writing.end(pcap.subarray(50)), 20)
    const { frames, problems } = await reading
    expect(frames).toHaveLength(5)
    expect(problems).toEqual([])
  })

  it('hands texts on as UTF-8, whole, with their name', async () => {
    const seen: [string, string][] = []
    const readText: ReadOptions['readText'] = (text, name) => void seen.push([text.toString(), name])
    const utf16 = Buffer.from('\ufeff0000  00 01 é', 'utf16le')
    const path = file('text', '0000  00 01\n')
    await read(path, { readText })
    await read(file('le', utf16), { readText })
    await read(file('be', Buffer.from(utf16).swap16()), { readText })
    await read('-', { readText, standardInput: chunks(Buffer.from('00'), Buffer.from(' 01')) })
    expect(seen).toEqual([
      ['0000  00 01\n', path],
      ['\ufeff0000  00 01 é', join(folder, 'le')],
      ['\ufeff0000  00 01 é', join(folder, 'be')],
      ['00 01', 'standard input'],
    ])
  })

  it('tells damage with the name of the input, after the frames before it', async () => {
    const packed = gzipSync(pcap)
    const path = file('cut.gz', packed.subarray(0, -20))
    const { problems } = await read(path)
    expect(problems.map(({ code }) => code)).toEqual(['gzip.truncated', 'pcap.truncated-record'])
    expect(new Set(problems.map(({ input }) => input))).toEqual(new Set([path]))
    expect((await read('-', { standardInput: chunks(pcap.subarray(0, -1)) })).problems).toMatchObject([
      { code: 'pcap.truncated-record', input: 'standard input' },
    ])
  })

  it('keeps what was read when reading fails later', async () => {
    async function* failing() {
      yield pcap
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
    }
    const { frames, problems } = await read('-', { standardInput: failing() })
    expect(frames).toHaveLength(5)
    expect(problems).toMatchObject([{ code: 'input.unreadable', offset: pcap.length }])
    expect(problems[0]!.message).toContain('EIO')
  })

  it('lets faults of its callers through', async () => {
    const afterChunk = () => {
      throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
    }
    await expect(read(file('epipe', pcap), { afterChunk })).rejects.toThrow('write EPIPE')
  })
})

describe('readInput refuses with one sentence', () => {
  it.each([
    ['nothing', '', /empty is empty; give a capture/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), /picture is a PNG image; slx reads captures/],
    [
      'gzip of a picture',
      gzipSync(Buffer.from('89504e470d0a1a0a0000', 'hex')),
      /^What .* unpacks to is a PNG image;/,
    ],
    ['gzip of nothing', gzipSync(''), /^What .* unpacks to is empty;/],
    [
      'noise',
      Buffer.from('00010203', 'hex'),
      /is binary data of a kind slx does not know; slx reads captures/,
    ],
    ['layers', [1, 2, 3, 4].reduce((bytes) => gzipSync(bytes), pcap), /is gzip data once more; unpack it/],
  ] as [string, Uint8Array | string, RegExp][])('%s', async (name, bytes, sentence) => {
    const path = file(name === 'nothing' ? 'empty' : name.split(' ').at(-1)!, bytes)
    expect(await refusal(path)).toMatch(sentence)
  })

  it('a missing file, a directory, a file one may not read', async () => {
    expect(await refusal(join(folder, 'nosuchfile'))).toBe(
      `There is no file ${join(folder, 'nosuchfile')}; check the name and the folder.`,
    )
    expect(await refusal(folder)).toBe(`${folder} is a directory; give the files in it instead.`)
    const denied = () => {
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    }
    const standardInput = { [Symbol.asyncIterator]: () => ({ next: async () => denied() }) }
    expect(await refusal('-', { standardInput })).toMatch(/^standard input may not be read; /)
    expect(await refusal('-', { standardInput: chunks() })).toMatch(/^standard input is empty; /)
  })

  it('a text too long to hold', async () => {
    async function* endless() {
      const line = Buffer.alloc(1 << 20, '00 01 02\n')
      for (;;) yield line
    }
    expect(await refusal('-', { standardInput: endless() })).toBe(
      'standard input is a text of more than 64 MiB; give slx the part with the dumps.',
    )
  })
})
