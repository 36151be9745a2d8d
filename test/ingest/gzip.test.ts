import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants, deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32 } from '../../src/ingest/crc32.js'
import type { InputProblem } from '../../src/ingest/frame.js'
import { gunzip } from '../../src/ingest/gzip.js'
import { Problems } from '../../src/ingest/problems.js'
import { hasTool } from '../support/tools.js'
import { cut, payload, rememberingSink } from './captures.js'

/** Gives chunks in one buffer that is used again, as files do. */
async function* arriving(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const lent = new Uint8Array(1 << 20)
  for (const chunk of chunks) {
    lent.set(chunk)
    yield lent.subarray(0, chunk.length)
    lent.fill(0xee, 0, chunk.length)
  }
}

async function unpack(chunks: Iterable<Uint8Array>): Promise<{ bytes: Buffer; problems: InputProblem[] }> {
  const sink = rememberingSink()
  const parts: Uint8Array[] = []
  for await (const part of gunzip(arriving(chunks), new Problems('test', sink)))
    parts.push(Uint8Array.from(part))
  return { bytes: Buffer.concat(parts), problems: sink.problems }
}

/** Bytes that deflate can do little with. */
const noise = Buffer.concat(
  Array.from({ length: 1500 }, (_, i) => createHash('md5').update(String(i)).digest('hex')).map((text) =>
    Buffer.from(text),
  ),
)

describe('gunzip', () => {
  it('unpacks members of any number, in chunks of any size', async () => {
    const members = [payload(0), payload(70_000), noise.subarray(0, 3000), payload(3, 9)]
    const packed = Buffer.concat(members.map((member) => gzipSync(member)))
    for (const size of [1, 10, 1000, packed.length]) {
      expect(await unpack(cut(packed, size))).toEqual({ bytes: Buffer.concat(members), problems: [] })
    }
  })

  it('passes over every optional part of a header, and zero bytes at the end', async () => {
    const [header, rest] = [gzipSync(payload(100)).subarray(0, 10), gzipSync(payload(100)).subarray(10)]
    header[3] = 2 + 4 + 8 + 16
    const extra = Buffer.from('0300616263', 'hex')
    const names = Buffer.from('name\0a comment\0')
    const packed = Buffer.concat([header, extra, names, Buffer.from([1, 2]), rest, Buffer.alloc(600)])
    for (const size of [1, 7, packed.length]) {
      expect(await unpack(cut(packed, size))).toEqual({ bytes: payload(100), problems: [] })
    }
  })

  it.skipIf(!hasTool('gzip'))('unpacks what gzip packs', async () => {
    const packed = execFileSync('gzip', ['-9c'], { input: noise })
    expect(await unpack([packed])).toEqual({ bytes: noise, problems: [] })
  })

  it('gives what every prefix holds, and one problem', async () => {
    const members = [payload(300), noise.subarray(0, 900)]
    const first = gzipSync(members[0]!)
    const packed = Buffer.concat([first, gzipSync(members[1]!)])
    const whole = Buffer.concat(members)
    let before = 0
    for (let length = 2; length < packed.length; length++) {
      const { bytes, problems } = await unpack([packed.subarray(0, length)])
      expect(whole.subarray(0, bytes.length).equals(bytes)).toBe(true)
      expect(bytes.length).toBeGreaterThanOrEqual(before)
      before = bytes.length
      const expected = length === first.length ? [] : ['gzip.truncated']
      // One byte of a second member's magic could be anything.
      if (length === first.length + 1) expected[0] = 'gzip.trailing-bytes'
      expect(problems.map(({ code }) => code)).toEqual(expected)
    }
    expect(before).toBe(whole.length)
  })

  it('shows what came before damage, and all of a member whose checksum is wrong', async () => {
    const packed = gzipSync(noise)
    const wrongSum = Buffer.from(packed)
    wrongSum[packed.length - 6]! ^= 1
    const seen = await unpack(cut(wrongSum, 5000))
    expect(seen.bytes.equals(noise)).toBe(true)
    expect(seen.problems).toMatchObject([{ code: 'gzip.checksum', offset: noise.length }])

    // After a flush the next three bits begin a block, and there is no block of type 3.
    const deflated = deflateRawSync(noise, { finishFlush: constants.Z_FULL_FLUSH })
    const damaged = Buffer.concat([packed.subarray(0, 10), deflated, Buffer.alloc(500, 0xff)])
    const { bytes, problems } = await unpack(cut(damaged, 1000))
    expect(bytes.length).toBeGreaterThan(noise.length * 0.9)
    expect(noise.subarray(0, bytes.length).equals(bytes)).toBe(true)
    expect(problems).toMatchObject([{ code: 'gzip.damaged' }])
  })

  it('names what follows the last member', async () => {
    const packed = gzipSync(payload(50))
    const { bytes, problems } = await unpack([packed, Buffer.from('\nnot gzip')])
    expect(bytes).toEqual(payload(50))
    expect(problems).toMatchObject([{ code: 'gzip.trailing-bytes', offset: 50 }])
    expect(problems[0]!.message).toContain(`at byte ${packed.length}`)
    const foreign = Buffer.from(packed)
    foreign[2] = 7
    expect((await unpack([foreign])).problems).toMatchObject([{ code: 'gzip.damaged' }])
  })

  it('unpacks step by step: a bomb is not held in memory', async () => {
    const bomb = gzipSync(Buffer.alloc(64 << 20))
    let largest = 0
    let length = 0
    for await (const part of gunzip(arriving([bomb]), new Problems('test', rememberingSink()))) {
      largest = Math.max(largest, part.buffer.byteLength)
      length += part.length
    }
    expect(length).toBe(64 << 20)
    expect(largest).toBeLessThanOrEqual(65_536)
  })

  it('closes its source when no more is wanted', async () => {
    let closed = false
    async function* source() {
      try {
        for (;;) yield gzipSync(noise)
      } finally {
        closed = true
      }
    }
    for await (const _ of gunzip(source(), new Problems('test', rememberingSink()))) break
    expect(closed).toBe(true)
  })

  it('returns for any bytes', async () => {
    const packed = gzipSync(noise.subarray(0, 2000))
    const changes = fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const damaged = Buffer.from(packed)
        for (const [place, value] of list) damaged[place] = value
        const { bytes, problems } = await unpack(cut(damaged, 700))
        if (problems.length === 0) expect(bytes.equals(noise.subarray(0, 2000))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('crc32', () => {
  it('gives the check value of its standard, also in parts', () => {
    const check = Buffer.from('123456789')
    expect(crc32(check)).toBe(0xcbf43926)
    expect(crc32(check.subarray(4), crc32(check.subarray(0, 4)))).toBe(0xcbf43926)
  })
})
