import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, type writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ByteWriter } from '../../src/output/byte-writer.js'
import { CollectingSink, DescriptorSink } from '../../src/output/sink.js'

/** A descriptor that takes what `accept` says: a number of bytes, or an error's code. */
function descriptor(accept: (call: number, length: number) => number | string) {
  const taken: number[] = []
  let calls = 0
  const write = ((_: number, bytes: Uint8Array, offset: number, length: number) => {
    const answer = accept(calls++, length)
    if (typeof answer === 'string')
      throw Object.assign(new Error(`${answer}: no luck, write`), { code: answer })
    taken.push(...bytes.subarray(offset, offset + answer))
    return answer
  }) as typeof writeSync
  return { sink: new DescriptorSink(1, 'standard output', write), taken, calls: () => calls }
}

const content = Uint8Array.from({ length: 1000 }, (_, i) => i)

it('writes everything when each call takes only a part', () => {
  const { sink, taken } = descriptor((_, length) => Math.min(length, 7))
  sink.write(content)
  expect(taken).toEqual([...content])
})

it('tries again while a pipe is full', () => {
  const { sink, taken, calls } = descriptor((call, length) =>
    call % 3 < 2 ? 'EAGAIN' : Math.min(length, 400),
  )
  sink.write(content)
  expect(taken).toEqual([...content])
  expect(calls()).toBe(9)
})

it('ends quietly when the reader goes away', () => {
  const { sink, taken, calls } = descriptor((call) => (call === 0 ? 100 : 'EPIPE'))
  const out = new ByteWriter(sink, 64)
  expect(out.closed).toBe(false)
  sink.write(content)
  expect(out.closed).toBe(true)
  sink.write(content)
  expect(taken.length).toBe(100)
  expect(calls()).toBe(2)
})

it('says what is wrong when output cannot be written', () => {
  const { sink } = descriptor(() => 'ENOSPC')
  expect(() => sink.write(content)).toThrow('Cannot write to standard output: ENOSPC: no luck, write.')
})

it('writes to a real file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slx-'))
  const path = join(folder, 'out')
  const file = openSync(path, 'w')
  const out = new ByteWriter(new DescriptorSink(file, path), 64)
  out.hexBytes(content, 0, content.length)
  out.flush()
  closeSync(file)
  expect(readFileSync(path, 'utf8')).toBe(Buffer.from(content).toString('hex'))
  rmSync(folder, { recursive: true })
})

it('collects text, whole characters of it', () => {
  const sink = new CollectingSink()
  const bytes = Buffer.from('\ufeffä€𝄞')
  for (const byte of bytes) sink.write(Uint8Array.of(byte))
  expect(sink.text).toBe('\ufeffä€𝄞')
  sink.write(bytes.subarray(3, 4))
  expect(sink.text).toBe('\ufeffä€𝄞')
})
